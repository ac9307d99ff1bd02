// links: app_core unit_terminal_world
#include "app/core/changes.h"
#include "app/core/standing.h"
#include "tests/unit/terminal_world.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::core;
using namespace foyer::tests;

namespace {

JournalAnswered accepting(const SendJournal& sent) {
    JournalAnswered event{sent.request, {{kDatabase, {20}}, {}}};
    for (const auto& entry : sent.upload.entries)
        event.answer.verdicts.push_back(
            {entry.seq, protocol::Rule::R3, protocol::Outcome::Accepted, {}, {}});
    return event;
}

WaitingEntry entryNo(std::int64_t seq) {
    WaitingEntry row;
    row.entry.seq = {seq};
    row.entry.incarnation = {1};
    row.at = kStart + Milliseconds{seq};
    return row;
}

Restored withTail(std::int64_t from, std::int64_t to) {
    Restored restored;
    restored.lastSeq = {to};
    for (std::int64_t seq = from; seq <= to; ++seq)
        restored.tail.push_back(entryNo(seq));
    return restored;
}

WaitingEntry heavyEntryNo(std::int64_t seq) {
    WaitingEntry row = entryNo(seq);
    row.entry.payloadText.assign(16 * 1024, 'x');
    return row;
}

/// The server as it is at commit `at` of that database: the whole of it, or the rows that follow.
ChangesAnswered worldAt(const SendChanges& ask, const Uuid& database, std::int64_t at,
                        bool snapshot) {
    auto answer = std::make_shared<protocol::ChangesAnswer>();
    if (snapshot)
        *answer = smallWorld();
    answer->stamp = {database, {at}};
    answer->cursor = {at};
    return {ask.request, answer};
}

AllotmentsGranted nothingGranted(const SendStanding& ask, const Uuid& database, std::int64_t at) {
    return {ask.request, {{database, {at}}, {}}};
}

ChangesAnswered answerTo(const SendChanges& ask, std::int64_t cursor, bool more = false) {
    auto answer = std::make_shared<protocol::ChangesAnswer>();
    answer->stamp = {kDatabase, {cursor}};
    answer->cursor = {cursor};
    answer->more = more;
    answer->changes.push_back(
        {{cursor},
         protocol::SeatsChanged{kShowtime, {cursor}, {{SeatNo{1}, domain::SeatState::Sold}}}});
    return {ask.request, answer};
}

} // namespace

class TerminalSync : public QObject {
    Q_OBJECT
private slots:
    void theTailDrainsInBatchesOneAtATime() {
        Rig rig;
        rig.start(withTail(1, 130));
        QCOMPARE(rig.terminal.view().status->entriesWaiting, 130u);
        QCOMPARE(*rig.terminal.view().status->oldestWaiting, kStart + Milliseconds{1});
        const auto first = rig.take<SendJournal>();
        QCOMPARE(first->upload.entries.size(), protocol::kMostEntriesPerUpload);
        QVERIFY(!rig.wants<SendJournal>());
        rig.tell(accepting(*first));
        const auto second = rig.take<SendJournal>();
        QCOMPARE(second->upload.fromSeq.value, 101);
        QCOMPARE(second->upload.entries.size(), 30u);
        rig.tell(accepting(*second));
        QCOMPARE(rig.terminal.view().status->entriesWaiting, 0u);
        QCOMPARE(rig.take<SaveVerdicts>()->verdicts.size(), 100u);
    }

    void anAnswerThatNeverCameIsAskedForAgain() {
        Rig rig;
        rig.start(withTail(1, 3));
        const auto first = rig.take<SendJournal>();
        rig.tell(RequestFailed{first->request, RequestFailure::TimedOut, {}});
        QVERIFY(!rig.wants<SendJournal>());
        rig.pass(Backoff::kLongest);
        const auto again = rig.take<SendJournal>();
        QCOMPARE(again->upload.fromSeq.value, 1);
        rig.tell(accepting(*first)); // late: not in flight any more
        QCOMPARE(rig.terminal.view().status->entriesWaiting, 3u);
        rig.tell(accepting(*again));
        QCOMPARE(rig.terminal.view().status->entriesWaiting, 0u);
    }

    /// However often it had failed: the line waits its own time (app/net/patience.h), and no more.
    void aLineThatIsBackIsUsedAtOnce() {
        Rig rig;
        rig.start(withTail(1, 3));
        for (int failures = 1; failures <= 12; ++failures) {
            const auto sent = rig.take<SendJournal>();
            QVERIFY(sent);
            rig.tell(LinkChanged{false});
            rig.tell(RequestFailed{sent->request, RequestFailure::Unreachable, {}});
            QVERIFY(!rig.wants<SendJournal>());
            rig.tell(LinkChanged{true});
            const auto due = rig.terminal.nextDeadline();
            QVERIFY(rig.wants<SendJournal>() || due <= rig.now.boot + Backoff::kHurried);
            rig.pass(Backoff::kHurried);
        }
        rig.tell(accepting(*rig.take<SendJournal>()));
        QCOMPARE(rig.terminal.view().status->entriesWaiting, 0u);
    }

    /// A line that says it is back and fails at once, again and again, is not asked without end.
    void aFlappingLineIsNotHammered() {
        Rig rig;
        rig.start(withTail(1, 3));
        int sent = 0;
        const BootInstant end = rig.now.boot + Milliseconds{60'000};
        while (rig.now.boot < end) {
            while (const auto request = rig.take<SendJournal>()) {
                ++sent;
                rig.tell(LinkChanged{false});
                rig.tell(RequestFailed{request->request, RequestFailure::Unreachable, {}});
                rig.tell(LinkChanged{true});
            }
            rig.pass(Milliseconds{10});
        }
        QVERIFY(sent >= 60'000 / Backoff::kHurried.count());
        QVERIFY(sent < 300);
    }

    void aBusyServerIsNotHurriedByTheLine() {
        Rig rig;
        rig.start(withTail(1, 3));
        rig.tell(RequestFailed{rig.take<SendJournal>()->request, RequestFailure::Busy,
                               std::chrono::seconds{90}});
        rig.tell(LinkChanged{false});
        rig.tell(LinkChanged{true});
        rig.tell(ChangesHinted{});
        rig.pass(Milliseconds{89'999});
        QVERIFY(!rig.wants<SendJournal>());
        rig.pass(Milliseconds{1});
        QVERIFY(rig.wants<SendJournal>());
    }

    void aServerThatLostEntriesGetsThemAgain() {
        Rig rig;
        rig.start(withTail(8, 9));
        const auto sent = rig.take<SendJournal>();
        rig.tell(JournalRefused{sent->request, {protocol::UploadRefusal::Gap, {5}}});
        const auto load = rig.take<LoadEntries>();
        QCOMPARE(load->from.value, 5);
        QCOMPARE(load->most, 3u);
        rig.tell(Stored{load->op, {entryNo(5), entryNo(6), entryNo(7)}});
        const auto again = rig.take<SendJournal>();
        QCOMPARE(again->upload.fromSeq.value, 5);
        rig.tell(accepting(*again));
        const auto rest = rig.take<SendJournal>();
        QCOMPARE(rest->upload.fromSeq.value, 8);
        rig.tell(accepting(*rest));
        QCOMPARE(rig.terminal.view().status->entriesWaiting, 0u);
    }

    void aClonedDiskStopsSellingAndKeepsEverything() {
        Rig rig;
        rig.open();
        rig.standing({SeatNo{3}, SeatNo{4}});
        rig.sell(SeatNo{3});
        const auto sent = rig.take<SendJournal>();
        rig.tell(JournalRefused{sent->request, {protocol::UploadRefusal::Quarantine, {}}});
        QCOMPARE(rig.terminal.view().status->stop, SellingStop::Quarantined);
        QCOMPARE(rig.terminal.view().status->entriesWaiting, 2u);
        QVERIFY(rig.wants<SaveBarred>());
        rig.tell(TicketsPrinted{rig.take<PrintTickets>()->print});
        QCOMPARE(rig.disk().size(), 1u); // what was sold is finished
        rig.tell(ToggleSeat{SeatNo{4}});
        rig.tell(PayCash{});
        QCOMPARE(rig.disk().size(), 0u);
        rig.pass(Milliseconds{600'000});
        QVERIFY(!rig.wants<SendJournal>());
    }

    void aTerminalEnrolledAnewIsToldAndSellsNoMore() {
        Rig rig;
        rig.open();
        rig.standing({SeatNo{3}, SeatNo{4}});
        rig.sell(SeatNo{3});
        const auto sent = rig.take<SendJournal>();
        rig.tell(RequestFailed{sent->request, RequestFailure::Barred, {}});
        QCOMPARE(rig.terminal.view().status->stop, SellingStop::Quarantined);
        QCOMPARE(rig.notice(), NoticeCode::Quarantined);
        QVERIFY(rig.take<SaveBarred>());
        QCOMPARE(rig.terminal.view().status->entriesWaiting, 2u);
        rig.tell(TicketsPrinted{rig.take<PrintTickets>()->print});
        QCOMPARE(rig.disk().size(), 1u); // what was sold is finished
        rig.tell(ToggleSeat{SeatNo{4}});
        rig.tell(PayCash{});
        QCOMPARE(rig.disk().size(), 0u);
        rig.tell(DismissNotice{});
        rig.pass(Changes::kPollEvery);
        rig.tell(RequestFailed{rig.take<SendChanges>()->request, RequestFailure::Barred, {}});
        QVERIFY(!rig.notice()); // told once
        QVERIFY(!rig.wants<SaveBarred>());
    }

    void aTokenRefusedForNowStopsNothing() {
        Rig rig;
        rig.open();
        rig.standing({SeatNo{3}});
        rig.pass(Changes::kPollEvery);
        rig.tell(RequestFailed{rig.take<SendChanges>()->request, RequestFailure::Unauthorized, {}});
        rig.sell(SeatNo{3});
        QCOMPARE(rig.terminal.view().status->stop, SellingStop::None);
        QCOMPARE(rig.state(), SaleState::Printing);
    }

    void anUploadIsCutByBytesToo() {
        Rig rig;
        Restored restored;
        restored.lastSeq = {70};
        for (std::int64_t seq = 1; seq <= 70; ++seq)
            restored.tail.push_back(heavyEntryNo(seq));
        rig.start(std::move(restored));
        const auto first = rig.take<SendJournal>();
        QCOMPARE(first->upload.entries.size(), 32u); // 32 × 16 KiB
        rig.tell(accepting(*first));
        QCOMPARE(rig.take<SendJournal>()->upload.fromSeq.value, 33);
    }

    void entriesReadBackAreCutByBytesToo() {
        Rig rig;
        rig.start(withTail(51, 51));
        rig.tell(
            JournalRefused{rig.take<SendJournal>()->request, {protocol::UploadRefusal::Gap, {1}}});
        Stored loaded{rig.take<LoadEntries>()->op, {}};
        for (std::int64_t seq = 1; seq <= 50; ++seq)
            loaded.entries.push_back(heavyEntryNo(seq));
        rig.tell(loaded);
        const auto again = rig.take<SendJournal>();
        QCOMPARE(again->upload.entries.size(), 32u);
        rig.tell(accepting(*again));
        QCOMPARE(rig.take<LoadEntries>()->from.value, 33);
    }

    void barredStaysBarredAfterARestart() {
        Rig rig;
        Restored restored;
        restored.barred = true;
        rig.start(std::move(restored));
        QCOMPARE(rig.terminal.view().status->stop, SellingStop::Quarantined);
    }

    void memoryFollowsTheFeedOnlyAfterTheDisk() {
        Rig rig;
        rig.open();
        rig.pass(Changes::kPollEvery);
        const auto ask = rig.take<SendChanges>();
        QCOMPARE(ask->cursor.value, 10);
        rig.tell(answerTo(*ask, 15, true));
        QCOMPARE(rig.terminal.view().seatMap->letters[1], 'f');
        QVERIFY(!rig.wants<SendChanges>());
        rig.disk();
        QCOMPARE(rig.terminal.view().seatMap->letters[1], 's');
        QCOMPARE(rig.take<SendChanges>()->cursor.value, 15); // there was more
    }

    void aHintThatOvertakesAnAnswerIsNotForgotten() {
        Rig rig;
        rig.open();
        rig.pass(Changes::kPollEvery);
        const auto ask = rig.take<SendChanges>();
        rig.tell(ChangesHinted{}); // of a commit that the answer under way has not seen
        QVERIFY(!rig.wants<SendChanges>());
        rig.tell(answerTo(*ask, 15));
        rig.tell(ChangesHinted{}); // and one while the disk is at work
        rig.disk();
        QCOMPARE(rig.take<SendChanges>()->cursor.value, 15);
        QVERIFY(!rig.wants<SendChanges>());
    }

    void theCursorNeverGoesBack() {
        Rig rig;
        rig.open();
        rig.pass(Changes::kPollEvery);
        const auto ask = rig.take<SendChanges>();
        auto event = answerTo(*ask, 7);
        auto answer = std::make_shared<protocol::ChangesAnswer>(*event.answer);
        answer->stamp.commitSeq = {30};
        rig.tell(ChangesAnswered{ask->request, answer});
        QCOMPARE(rig.notice(), NoticeCode::ServerNotUnderstood);
        QVERIFY(!rig.wants<ApplyChanges>());
        rig.pass(Changes::kPollEvery);
        QCOMPARE(rig.take<SendChanges>()->cursor.value, 10);
    }

    void aServerThatKnowsLessThanBeforeIsNoticed() {
        Stamps stamps;
        const protocol::Stamp at{kDatabase, {50}};
        QCOMPARE(stamps.check(at, stamps.highest()), Stamps::Finding::Fine);
        // Overtaken on the way: older than the newest, not older than when it was asked for.
        QCOMPARE(stamps.check({kDatabase, {40}}, {kDatabase, {30}}), Stamps::Finding::Fine);
        QCOMPARE(stamps.check({kDatabase, {40}}, at), Stamps::Finding::WentBack);
        QCOMPARE(stamps.check({uuidOf(4, 2), {1}}, at), Stamps::Finding::OtherDatabase);
    }

    /// Restored from a backup; the renewal hears of it first, the feed asks afterwards.
    void aRestoredServerHeardOfByARenewalIsFollowedFromItsWholeState() {
        Rig rig;
        rig.open();
        rig.tell(nothingGranted(*rig.take<SendStanding>(), kDatabase, 100));
        rig.pass(Changes::kPollEvery);
        rig.tell(worldAt(*rig.take<SendChanges>(), kDatabase, 100, false));
        rig.disk();
        rig.pass(Standing::kRenewEvery);
        rig.tell(nothingGranted(*rig.take<SendStanding>(), kDatabase, 80));
        QCOMPARE(rig.notice(), NoticeCode::ServerWentBack);
        // Its question had left before: single changes of a state that is gone.
        rig.tell(worldAt(*rig.take<SendChanges>(), kDatabase, 81, false));
        QVERIFY(!rig.wants<ApplyChanges>());
        const auto ask = rig.take<SendChanges>();
        QCOMPARE(ask->cursor.value, 0);
        rig.tell(worldAt(*ask, kDatabase, 82, true));
        QCOMPARE(rig.take<ApplyChanges>()->answer->cursor.value, 82);
    }

    void aSnapshotIsTakenHoweverFarTheCursorWas() {
        Rig rig;
        rig.open();
        rig.pass(Changes::kPollEvery);
        rig.tell(worldAt(*rig.take<SendChanges>(), kDatabase, 100, false));
        rig.disk();
        rig.pass(Changes::kPollEvery);
        rig.tell(worldAt(*rig.take<SendChanges>(), kDatabase, 80, true));
        QVERIFY(rig.wants<ApplyChanges>());
        rig.disk();
        rig.pass(Changes::kPollEvery);
        QCOMPARE(rig.take<SendChanges>()->cursor.value, 80);
    }

    void anotherDatabaseHeardOfByARenewalIsNotMixedWithTheOld() {
        Rig rig;
        rig.open();
        rig.tell(nothingGranted(*rig.take<SendStanding>(), uuidOf(4, 2), 50));
        rig.pass(Changes::kPollEvery);
        const auto ask = rig.take<SendChanges>();
        QCOMPARE(ask->cursor.value, 0);
        rig.tell(worldAt(*ask, uuidOf(4, 2), 50, true));
        rig.disk();
        rig.pass(Changes::kPollEvery);
        QCOMPARE(rig.take<SendChanges>()->cursor.value, 50);
    }

    void anotherDatabaseIsAskedForItsWholeState() {
        Rig rig;
        rig.open();
        rig.pass(Changes::kPollEvery);
        auto answer = std::make_shared<protocol::ChangesAnswer>();
        answer->stamp = {uuidOf(4, 2), {500}};
        answer->cursor = {500};
        rig.tell(ChangesAnswered{rig.take<SendChanges>()->request, answer});
        QVERIFY(!rig.wants<ApplyChanges>());
        QCOMPARE(rig.take<SendChanges>()->cursor.value, 0);
    }
};

QTEST_APPLESS_MAIN(TerminalSync)
#include "terminal_sync_test.moc"
