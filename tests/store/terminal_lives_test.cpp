// links: app_store store_disk store_counter
#include "app/store/diagnosis.h"
#include "shared/sqlite/connection.h"
#include "shared/wire/entry_json.h"
#include "tests/store/faulty_disk.h"
#include "tests/store/terminal_on_disk.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::core;
using namespace foyer::tests;

namespace {

/// The entries of the life before that wait in this life's journal, by number.
std::vector<std::int64_t> carriedBy(const Counter& counter) {
    std::vector<std::int64_t> seqs;
    for (const WaitingEntry& row : counter.store->restored()->tail) {
        const auto payload = wire::decodePayload(row.entry.type, row.entry.payloadText);
        if (const auto* carried = std::get_if<protocol::Carried>(&*payload))
            seqs.push_back(carried->entry.seq.value);
    }
    return seqs;
}

} // namespace

/// What outlives a restart of the program, and a new enrolment over the same disk.
class TerminalLivesOnDisk : public QObject {
    Q_OBJECT
private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(fastFolder()); }

    void whatNobodyHasJudgedIsCarriedIntoTheNewLife() {
        {
            auto counter = Counter::open(path());
            counter->meetServer();
            counter->sell(SeatNo{3});
            counter->drain();
            counter->tell(NextSale{});
            counter->sell(SeatNo{4}); // and the server never hears of it
        }
        { QVERIFY(reborn().has_value()); }
        auto again = reborn();
        QCOMPARE(carriedBy(*again), (std::vector<std::int64_t>{4, 5, 6}));
        QCOMPARE(again->store->restored()->tail.back().entry.type, std::string("life_ended"));
        QCOMPARE(again->store->restored()->lastSeq.value, 4); // once, however often it starts
        QVERIFY(again->store->restored()->formerLives.empty());
    }

    void theVerdictOnWhatCarriesASaleSettlesIt() {
        BookingId booking;
        {
            auto counter = Counter::open(path());
            counter->meetServer();
            counter->sell(SeatNo{3});
            booking = counter->printed.at(0);
        }
        {
            auto counter = reborn();
            counter->meetServer();
            QVERIFY(!counter->rig.saleView(booking).synced);
            counter->drain();
            QVERIFY(counter->rig.saleView(booking).synced);
        }
        auto again = reborn();
        QVERIFY(again->rig.saleView(booking).synced);
        QVERIFY(again->store->restored()->tail.empty());
    }

    void anOpenQuestionOfTheFormerLifeCanStillBeAnswered() {
        {
            auto counter = Counter::open(path());
            counter->meetServer();
            counter->tell(ToggleSeat{SeatNo{3}});
            counter->tell(PayCash{}); // and the disk is taken out
        }
        auto counter = reborn();
        counter->logIn();
        QCOMPARE(counter->questions().size(), 1u);
        counter->tell(ResolveIntent{counter->questions()[0].booking, true});
        QVERIFY(!counter->failed);
        QCOMPARE(counter->printed.size(), 1u);
        auto again = reborn();
        QVERIFY(again && again->questions().empty());
    }

    /// Whenever it stops: each entry is carried once, in order, and the life ends after all.
    void carryingOverSurvivesEveryFailure() {
        sqlite::FaultVfs disk("carry");
        for (std::uint64_t n = 1; n < 600; ++n) {
            removeDatabase(path());
            {
                auto counter = Counter::open(path());
                counter->meetServer();
                counter->sell(SeatNo{3});
            }
            disk.failAt(n, sqlite::Fault::IoError, sqlite::FaultVfs::Lasting::Persistent);
            { auto broken = Counter::open(path(), disk.name(), kStart, kBoot, kReborn); }
            const bool struck = disk.struck() > 0;
            disk.heal();
            { QVERIFY(reborn().has_value()); }
            auto again = reborn();
            QCOMPARE(carriedBy(*again), (std::vector<std::int64_t>{1, 2, 3}));
            QCOMPARE(again->store->restored()->lastSeq.value, 4);
            if (!struck)
                return;
        }
        QFAIL("the disk never stopped failing");
    }

    void aThirdLifeCarriesWhatTheSecondCouldNotSend() {
        {
            auto counter = Counter::open(path());
            counter->meetServer();
            counter->sell(SeatNo{3});
        }
        { QVERIFY(reborn().has_value()); }
        Identity third = kReborn;
        third.incarnation = {3};
        { QVERIFY(Counter::open(path(), {}, kStart, kBoot, third).has_value()); }
        auto again = Counter::open(path(), {}, kStart, kBoot, third);
        // Three of the first life, and that the second had ended it.
        QCOMPARE(carriedBy(*again), (std::vector<std::int64_t>{1, 2, 3, 4}));
    }

    /// The server was put back: it had judged all of life 1, and knows its first two entries.
    void whatTheServerHasForgottenIsCarriedToo() {
        {
            auto counter = Counter::open(path());
            counter->meetServer();
            counter->sell(SeatNo{3});
            counter->drain();
        }
        Identity told = kReborn;
        told.journals = {{Incarnation{1}, Seq{2}}};
        const auto carried = [&] {
            { CHECK(Counter::open(path(), {}, kStart, kBoot, told)); }
            return carriedBy(*Counter::open(path(), {}, kStart, kBoot, told));
        };
        QCOMPARE(carried(), (std::vector<std::int64_t>{3}));
        told.incarnation = {3};
        told.journals.emplace(); // now it knows nothing of it at all
        // And that the second life had ended the first.
        QCOMPARE(carried(), (std::vector<std::int64_t>{1, 2, 3, 2}));
    }

    /// The disk was copied: what the server knows by its numbers another copy has written.
    void whatACopyHasToldIsNotTakenForOnesOwn() {
        Hash second{};
        {
            auto counter = Counter::open(path());
            counter->meetServer();
            counter->sell(SeatNo{3});
        }
        {
            auto counter = Counter::open(path());
            second = counter->store->restored()->tail.at(1).entry.hash;
            counter->meetServer();
            counter->drain();
        }
        Identity told = kReborn;
        const auto carried = [&](const Hash& hash) {
            told.journals = {{Incarnation{1}, Seq{2}, hash}};
            { CHECK(Counter::open(path(), {}, kStart, kBoot, told)); }
            auto all = carriedBy(*Counter::open(path(), {}, kStart, kBoot, told));
            ++told.incarnation.value;
            return all;
        };
        QCOMPARE(carried(second), (std::vector<std::int64_t>{3}));
        // And that the second life had ended the first.
        QCOMPARE(carried(Hash{1}), (std::vector<std::int64_t>{1, 2, 3, 2}));
    }

    void aBarredTerminalSellsAgainInItsNewLife() {
        {
            auto counter = Counter::open(path());
            counter->meetServer();
            counter->sell(SeatNo{3});
            counter->tell(JournalRefused{counter->rig.take<SendJournal>()->request,
                                         {protocol::UploadRefusal::Quarantine, {}}});
        }
        QVERIFY(Counter::open(path())->store->restored()->barred);
        auto counter = reborn();
        QCOMPARE(counter->rig.terminal.view().status->stop, SellingStop::None);
        QVERIFY(counter->rig.wants<SendJournal>());
    }

    void aReseatedSaleHasItsSeatsAfterARestart() {
        BookingId booking;
        {
            auto counter = Counter::open(path());
            counter->meetServer();
            counter->sell(SeatNo{3});
            booking = counter->printed.at(0);
            counter->reseat(booking);
            QVERIFY(!counter->failed);
        }
        auto counter = Counter::open(path());
        QCOMPARE(counter->rig.saleView(booking).seats, std::vector<std::string>{"A9"});
        QVERIFY(counter->rig.saleView(booking).newTicketsDue);
        counter->logIn();
        QCOMPARE(counter->letterOf(SeatNo{8}), 's');
        QVERIFY(counter->letterOf(SeatNo{3}) != kMineLetter);
        counter->tell(Reprint{booking});
        auto again = Counter::open(path());
        QVERIFY(!again->rig.saleView(booking).newTicketsDue);
        sqlite::Connection db({.path = path()});
        auto seat = db.prepare("seat", "SELECT seat FROM own_ticket WHERE valid = 1");
        QCOMPARE(seat.value<int>(), std::optional{8});
    }

    void whatWasPaidBackStaysPaidBack() {
        BookingId booking;
        {
            auto counter = Counter::open(path());
            counter->meetServer();
            counter->sell(SeatNo{3});
            booking = counter->printed.at(0);
            counter->tell(RefundSale{booking, {}, "ill", {}, {}});
            QVERIFY(!counter->failed);
        }
        auto counter = Counter::open(path());
        QCOMPARE(counter->rig.saleView(booking).refunded.size(), 1u);
        counter->logIn();
        counter->tell(RefundSale{booking, {}, "again", {}, {}});
        QCOMPARE(counter->rig.notice(), NoticeCode::NotRefundable);
    }

    void aLostHistoryIsRememberedUntilTheWholeStateIsHere() {
        {
            auto counter = Counter::open(path());
            counter->meetServer();
            counter->rig.pass(Standing::kRenewEvery);
            counter->settle();
            counter->tell(AllotmentsGranted{counter->rig.take<SendStanding>()->request,
                                            {{kDatabase, {5}}, {}}});
        }
        auto counter = Counter::open(path());
        QCOMPARE(counter->store->restored()->former, (protocol::Stamp{kDatabase, {11}}));
        auto world = std::make_shared<protocol::ChangesAnswer>(smallWorld());
        world->stamp = {kDatabase, {30}};
        counter->tell(ChangesAnswered{counter->rig.take<SendChanges>()->request, world});
        auto again = Counter::open(path());
        QVERIFY(!again->store->restored()->former);
    }

    void aDiagnosisTellsHeadsAndCountsWithoutPayloads() {
        {
            auto counter = Counter::open(path());
            counter->meetServer();
            counter->sell(SeatNo{3});
        }
        const auto found = store::diagnose(path());
        QVERIFY(found.ok());
        QVERIFY(found->journal.find("1 2 sale ") != std::string::npos);
        QVERIFY(found->journal.find("waiting") != std::string::npos);
        QVERIFY(found->counts.find("own_ticket 1\n") != std::string::npos);
        for (const char* secret : {"Ada", "$argon2id", "parkett", "adult"})
            QVERIFY((found->state + found->counts + found->journal).find(secret) ==
                    std::string::npos);
    }

private:
    std::string path() const { return m_folder->filePath("terminal.db").toStdString(); }
    std::optional<Counter> reborn() { return Counter::open(path(), {}, kStart, kBoot, kReborn); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(TerminalLivesOnDisk)
#include "terminal_lives_test.moc"
