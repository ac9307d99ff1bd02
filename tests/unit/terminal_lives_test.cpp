// links: app_core unit_terminal_world
#include "app/core/carry_over.h"
#include "tests/unit/terminal_world.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::core;
using namespace foyer::tests;

namespace {

FormerLife formerLife(std::int32_t life, std::int64_t entries) {
    FormerLife row{{life}, {entries}, {}, false};
    for (std::int64_t seq = 1; seq <= entries; ++seq) {
        protocol::SealedEntry entry;
        entry.seq = {seq};
        entry.incarnation = {life};
        entry.type = "printed";
        row.open.push_back(entry);
    }
    return row;
}

AllotmentsGranted granted(const SendStanding& sent, CommitSeq commit, std::uint8_t number,
                          std::vector<SeatNo> seats) {
    protocol::AllotmentAnswer answer{{kDatabase, commit}, {}};
    answer.allotments = {allotmentOf(number, std::move(seats), protocol::AllotmentKind::Standing)};
    return {sent.request, answer};
}

} // namespace

class TerminalLives : public QObject {
    Q_OBJECT
private slots:
    void aNewLifeWritesFirstWhatTheFormerHadOpen() {
        Restored restored;
        restored.formerLives = {formerLife(1, static_cast<std::int64_t>(kCarriedAtOnce) + 1)};
        Rig rig;
        rig.start(std::move(restored));
        QCOMPARE(rig.take<Persist>()->entries.size(), kCarriedAtOnce);
        const auto rest = rig.take<Persist>();
        const auto& carried = std::get<protocol::Carried>(rest->entries.at(0));
        QCOMPARE(carried.entry.seq.value, 51);
        QCOMPARE(carried.entry.incarnation.value, 1);
        const auto last = rig.take<Persist>();
        const auto& ended = std::get<protocol::LifeEnded>(last->entries.at(0));
        QCOMPARE(ended.life.value, 1);
        QCOMPARE(ended.last.value, 51);
        QVERIFY(!rig.wants<Persist>());
    }

    void aLifeDoesNotEndWhileAPaymentOfItIsAQuestion() {
        const SeatNo seat{3};
        OwnSale sale;
        sale.booking = {uuidOf(9, 1)};
        sale.intentSeq = {1};
        sale.intent.booking = sale.booking;
        sale.intent.showtime = kShowtime;
        sale.intent.lines = {{TicketId{uuidOf(9, 2)}, seat, "adult", {1'000, {}}, {0, {}}}};
        sale.intent.total = {1'000, {}};
        sale.intent.op = kOperator;
        sale.rights = sale.intent.rights = {{AllotmentId{uuidOf(9, 3)}, Epoch{4}}};
        Restored restored;
        restored.formerLives = {formerLife(1, 1)};
        restored.sales = {sale};
        Rig rig;
        rig.start(std::move(restored));
        rig.tell(ChangesAnswered{rig.take<SendChanges>()->request,
                                 std::make_shared<const protocol::ChangesAnswer>(smallWorld())});
        const auto first = rig.disk();
        QCOMPARE(first.size(), 1u);
        QVERIFY(std::holds_alternative<protocol::Carried>(first[0]));
        rig.tell(Login{kOperator, "1234"});
        rig.tell(PinVerified{rig.take<VerifyPin>()->request, true});
        rig.tell(ResolveIntent{sale.booking, true});
        const auto then = rig.disk();
        QVERIFY(std::holds_alternative<protocol::Sale>(then.at(0)));
        QCOMPARE(std::get<protocol::LifeEnded>(then.at(1)).life.value, 1);
    }

    void twoLivesEndAfterBothAreCarried() {
        Restored restored;
        restored.formerLives = {formerLife(1, 1), formerLife(2, 0)};
        Rig rig;
        rig.start(std::move(restored));
        const auto written = rig.disk();
        QCOMPARE(written.size(), 3u);
        QVERIFY(std::holds_alternative<protocol::Carried>(written[0]));
        QCOMPARE(std::get<protocol::LifeEnded>(written[1]).life.value, 1);
        QCOMPARE(std::get<protocol::LifeEnded>(written[2]).life.value, 2);
    }

    /// What a restored server granted before may be somebody else's by now.
    void aServerThatWentBackTakesUnsoldRightsWithIt() {
        Rig rig;
        rig.open();
        rig.standing({SeatNo{3}, SeatNo{4}});
        rig.tell(ToggleSeat{SeatNo{3}});
        rig.pass(Standing::kRenewEvery);
        rig.tell(granted(*rig.take<SendStanding>(), {5}, 2, {SeatNo{8}}));
        QCOMPARE(rig.notice(), NoticeCode::ServerWentBack);
        QCOMPARE(rig.take<SaveLost>()->former, (protocol::Stamp{kDatabase, {11}}));
        const auto written = rig.disk();
        QCOMPARE(std::get<protocol::Return>(written.at(0)).seats,
                 (std::vector<SeatNo>{SeatNo{3}, SeatNo{4}}));
        QCOMPARE(rig.state(), SaleState::AskingRight); // the basket's seat is asked for anew
        rig.tell(ClearBasket{});
        rig.tell(ToggleSeat{SeatNo{8}}); // granted by the new history
        QCOMPARE(rig.state(), SaleState::Ready);
    }

    /// The lease is only remembered here: what comes back to it by a void may be another's by then.
    void aSeatThatIsVoidedAfterALossIsNotSoldFromTheForgottenLease() {
        Rig rig;
        rig.open();
        rig.standing({SeatNo{3}, SeatNo{4}});
        const BookingId booking = rig.sellAndPrint(SeatNo{3});
        rig.pass(Standing::kRenewEvery);
        rig.tell(granted(*rig.take<SendStanding>(), {5}, 2, {SeatNo{8}}));
        rig.disk();
        rig.tell(VoidSale{booking, "wrong film"});
        QVERIFY(std::holds_alternative<protocol::Void>(rig.disk().at(0)));
        rig.tell(NextSale{});
        rig.tell(ToggleSeat{SeatNo{3}});
        QCOMPARE(rig.state(), SaleState::AskingRight);
        rig.tell(ClearBasket{});
        // Where the server says that it knows the lease, it is one again.
        rig.pass(Standing::kRenewEvery);
        rig.tell(granted(*rig.take<SendStanding>(), {6}, 1, {SeatNo{3}}));
        rig.tell(ToggleSeat{SeatNo{3}});
        QCOMPARE(rig.state(), SaleState::Ready);
    }

    void theServerIsToldOfTheFormerHistoryUntilItsStateIsOnDisk() {
        Rig rig;
        rig.open();
        rig.standing({SeatNo{3}});
        rig.pass(Standing::kRenewEvery);
        rig.tell(granted(*rig.take<SendStanding>(), {5}, 2, {}));
        rig.take<SendChanges>();
        rig.disk();
        QCOMPARE(rig.take<SendJournal>()->report.seen.commitSeq.value, 11);
        rig.pass(Changes::kPollEvery);
        auto world = std::make_shared<protocol::ChangesAnswer>(smallWorld());
        world->stamp = {kDatabase, {6}};
        world->cursor = {6};
        Rig again; // and over a restart
        Restored restored;
        restored.stamp = {kDatabase, {9}};
        restored.former = protocol::Stamp{kDatabase, {11}};
        again.start(std::move(restored));
        const auto ask = again.take<SendChanges>();
        QCOMPARE(ask->cursor.value, 0);
        QCOMPARE(ask->report.seen.commitSeq.value, 11);
        world->stamp.commitSeq = {10};
        again.tell(ChangesAnswered{ask->request, world});
        again.disk();
        again.pass(Changes::kPollEvery);
        QCOMPARE(again.take<SendChanges>()->report.seen.commitSeq.value, 10);
    }

    void aTerminalWithNothingWaitingOffersItsLastEntryToARestoredServer() {
        Rig rig;
        rig.open();
        rig.standing({SeatNo{3}});
        rig.sellAndPrint(SeatNo{3});
        rig.drain();
        rig.pass(Standing::kRenewEvery);
        rig.tell(granted(*rig.take<SendStanding>(), {5}, 2, {}));
        const auto load = rig.take<LoadEntries>();
        QVERIFY(load.has_value());
        QCOMPARE(load->from.value, 3);
        Stored loaded{load->op, {}};
        loaded.entries.resize(1);
        loaded.entries[0].entry.seq = {3};
        rig.tell(loaded);
        const auto sent = rig.take<SendJournal>();
        rig.tell(JournalRefused{sent->request, {protocol::UploadRefusal::Gap, {1}}});
        QCOMPARE(rig.take<LoadEntries>()->from.value, 1); // from where the server says
    }

    /// It had taken in the state of a restored server, and stopped before its journal was there.
    void aTerminalThatStartsOffersItsLastEntry() {
        Rig rig;
        Restored restored;
        restored.lastSeq = {3};
        restored.stamp = {kDatabase, {9}};
        rig.start(std::move(restored));
        const auto load = rig.take<LoadEntries>();
        QVERIFY(load.has_value());
        QCOMPARE(load->from.value, 3);
    }

    /// The server has entries of this life that this disk has not.
    void anOlderCopyOfTheDiskStopsSelling() {
        Rig rig;
        rig.open();
        rig.standing({SeatNo{3}, SeatNo{4}});
        rig.sell(SeatNo{3});
        const auto sent = rig.take<SendJournal>();
        rig.tell(JournalRefused{sent->request, {protocol::UploadRefusal::Gap, {9}}});
        QCOMPARE(rig.terminal.view().status->stop, SellingStop::Quarantined);
        QVERIFY(rig.wants<SaveBarred>());
    }
};

QTEST_APPLESS_MAIN(TerminalLives)
#include "terminal_lives_test.moc"
