// links: app_store store_disk store_counter
#include "app/store/seal.h"
#include "app/store/terminal_store.h"
#include "shared/sqlite/connection.h"
#include "shared/wire/entry_json.h"
#include "tests/store/faulty_disk.h"
#include "tests/store/terminal_on_disk.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::core;
using namespace foyer::store;
using namespace foyer::tests;

namespace {

std::vector<std::string> typesIn(const Restored& restored) {
    std::vector<std::string> types;
    for (const WaitingEntry& row : restored.tail)
        types.push_back(row.entry.type);
    return types;
}

} // namespace

class TerminalStoreTest : public QObject {
    Q_OBJECT
private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(fastFolder()); }

    /// A clock that is days ahead must not let a ticket in again.
    void aDoorKnowsWhomItLetInWhateverItsClockSays() {
        const TicketId ticket{uuidOf(8, 1)};
        {
            auto door = TerminalStore::open({path(), {}}, kIdentity, testKey(), kStart);
            Persist work{{1}, {1}, {}, {}, {}};
            work.entries = {
                protocol::Admitted{ticket, kShowtime, SeatNo{3}, "FOYER:", kOperator, kStart}};
            QVERIFY(std::holds_alternative<Stored>(*(*door)->carryOut(work, kStart)));
        }
        auto again = TerminalStore::open({path(), {}}, kIdentity, testKey(),
                                         kStart + std::chrono::hours{24 * 6});
        QVERIFY(again.ok());
        const auto& admissions = (*again)->restored()->ownAdmissions;
        QCOMPARE(admissions.size(), 1u);
        QCOMPARE(admissions[0].ticket, ticket);
    }

    void whatWasStoredIsThereAfterARestart() {
        {
            auto counter = Counter::open(path());
            counter->meetServer();
            counter->sell(SeatNo{3});
            QCOMPARE(counter->printed.size(), 1u);
        }
        auto again = TerminalStore::open({path(), {}}, kIdentity, testKey(), kStart);
        QVERIFY(again.ok());
        const Restored& restored = *(*again)->restored();
        QCOMPARE(restored.lastSeq.value, 3);
        QCOMPARE(typesIn(restored), (std::vector<std::string>{"intent", "sale", "printed"}));
        QCOMPARE(restored.cursor.value, 10);
        QCOMPARE(restored.stamp.dbIncarnation, kDatabase);
        QCOMPARE(restored.replica.showtimes.size(), 2u);
        QCOMPARE(restored.replica.seats.at(kShowtime).states.size(), 20u);
        QCOMPARE(restored.replica.plans.begin()->second->seats.size(), 20u);
        QCOMPARE(restored.sales.size(), 1u);
        QVERIFY(restored.sales[0].printed);
        QCOMPARE(restored.sales[0].tenders.at(0).change.minor, 800);
        QCOMPARE(restored.allotments.size(), 1u);
        QCOMPARE(
            restored.allotments[0].seats,
            (std::vector<SeatRight>{{SeatNo{3}, RightState::Sold}, {SeatNo{4}, RightState::Mine}}));
        QVERIFY(restored.lastContact && restored.allotments[0].asked);
    }

    void theEndOfAShiftOutlivesARestart() {
        {
            auto counter = Counter::open(path());
            counter->meetServer();
            counter->tell(EndShift{});
        }
        {
            auto again = Counter::open(path());
            QVERIFY(!again->rig.wants<SendStanding>());
            again->logIn();
            QVERIFY(again->rig.wants<SendStanding>());
        }
        QVERIFY(Counter::open(path())->rig.wants<SendStanding>());
    }

    void aRestartedTerminalGoesOnWhereItStopped() {
        {
            auto counter = Counter::open(path());
            counter->meetServer();
            counter->sell(SeatNo{3});
        }
        auto counter = Counter::open(path());
        counter->logIn();
        counter->sell(SeatNo{4});
        QCOMPARE(counter->printed.size(), 1u);
        QCOMPARE(counter->rig.terminal.view().status->entriesWaiting, 6u);
        counter->tell(NextSale{});
        counter->tell(ToggleSeat{SeatNo{3}});
        QCOMPARE(counter->rig.state(), SaleState::Choosing);
    }

    /// The showtime gets a plan in which seat 3 is number 8, and number 3 is another seat.
    void aTicketThatMovedKeepsItsNewSeatAndLeavesTheOld() {
        {
            auto counter = Counter::open(path());
            counter->meetServer();
            counter->sell(SeatNo{3});
            counter->drain();
            const auto sale = counter->rig.terminal.view().sales->sales.at(0);
            counter->rig.pass(Changes::kPollEvery);
            auto answer = std::make_shared<protocol::ChangesAnswer>();
            answer->stamp = {kDatabase, {13}};
            answer->cursor = {13};
            answer->changes.push_back({{13},
                                       protocol::Reseating{sale.tickets.at(0),
                                                           sale.booking,
                                                           kShowtime,
                                                           {3},
                                                           {8},
                                                           "A4",
                                                           "A9",
                                                           "You sit in A9.",
                                                           kStart}});
            counter->tell(ChangesAnswered{counter->rig.take<SendChanges>()->request, answer});
        }
        {
            sqlite::Connection db({.path = path()});
            auto seat = db.prepare("seat", "SELECT seat FROM own_ticket WHERE valid = 1");
            QCOMPARE(seat.value<std::int64_t>(), std::int64_t{8});
        }
        auto again = Counter::open(path());
        const auto sale = again->rig.terminal.view().sales->sales.at(0);
        QCOMPARE(sale.seats, std::vector<std::string>{"A9"});
        QVERIFY(sale.newTicketsDue);
    }

    void entriesAreChainedHashedAndSigned() {
        auto counter = Counter::open(path());
        counter->meetServer();
        counter->sell(SeatNo{3});
        const auto upload = counter->rig.take<SendJournal>();
        Hash prev{};
        for (const auto& entry : upload->upload.entries) {
            QCOMPARE(entry.prevHash, prev);
            QCOMPARE(entry.hash, hashOf(kTerminal, entry));
            QVERIFY(crypto::verify(testKey().publicKey(), entry.hash, entry.signature));
            QVERIFY(wire::decodePayload(entry.type, entry.payloadText).ok());
            prev = entry.hash;
        }
    }

    void theJournalRefusesUpdateAndDelete() {
        sellOne();
        sqlite::Connection db({.path = path()});
        for (const char* sql :
             {"UPDATE journal_entry SET payload = '{}'", "DELETE FROM journal_entry",
              "INSERT OR REPLACE INTO journal_entry SELECT * FROM journal_entry",
              "INSERT INTO journal_entry SELECT incarnation, seq + 5, type, payload, prev_hash, "
              "hash, signature, at FROM journal_entry WHERE seq = 1"}) {
            bool refused = false;
            try {
                db.exec(sql);
            } catch (const sqlite::Error& error) {
                refused = error.isRefusedByTrigger();
            }
            QVERIFY2(refused, sql);
        }
    }

    void anEditedJournalIsNotOpened() {
        sellOne();
        {
            sqlite::Connection db({.path = path()});
            db.exec("DROP TRIGGER journal_entry_no_update");
            db.exec("UPDATE journal_entry SET payload = replace(payload, '1200', '1100') "
                    "WHERE type = 'intent'");
        }
        const auto opened = TerminalStore::open({path(), {}}, kIdentity, testKey(), kStart);
        QVERIFY(!opened.ok());
        QCOMPARE(opened.error().kind, OpenFailure::Kind::BrokenJournal);
    }

    void aSeatHasOneValidTicket() {
        sellOne();
        sqlite::Connection db({.path = path()});
        bool unique = false;
        try {
            db.exec("INSERT INTO own_ticket (ticket, booking, showtime, seat, valid) SELECT "
                    "randomblob(16), booking, showtime, seat, 1 FROM own_ticket");
        } catch (const sqlite::Error& error) {
            unique = error.isUnique();
        }
        QVERIFY(unique);
    }

    void anotherTerminalsDatabaseIsRefused() {
        sellOne();
        Identity other = kIdentity;
        other.terminal = {uuidOf(3, 2)};
        const auto opened = TerminalStore::open({path(), {}}, other, testKey(), kStart);
        QVERIFY(!opened.ok());
        QCOMPARE(opened.error().kind, OpenFailure::Kind::WrongFile);
    }

    void aNewLifeStartsItsOwnJournalAndOwnsNothing() {
        sellOne();
        Identity reborn = kIdentity;
        reborn.incarnation = {2};
        auto opened = TerminalStore::open({path(), {}}, reborn, testKey(), kStart);
        QVERIFY(opened.ok());
        QCOMPARE((*opened)->restored()->lastSeq.value, 0);
        QVERIFY((*opened)->restored()->allotments.empty());
        QCOMPARE((*opened)->restored()->cursor.value, 10);
    }

    void verdictsShortenTheTailForGood() {
        {
            auto counter = Counter::open(path());
            counter->meetServer();
            counter->sell(SeatNo{3});
            counter->verdictsFor(*counter->rig.take<SendJournal>());
        }
        auto again = TerminalStore::open({path(), {}}, kIdentity, testKey(), kStart);
        QCOMPARE((*again)->restored()->lastSeq.value, 3);
        QVERIFY((*again)->restored()->tail.size() < 3);
    }

    /// The server's next standing answer may have left before our sale had reached it.
    void aWrongDateAtStartForgetsNothingTheServerDoesNotKnow() {
        {
            auto counter = Counter::open(path());
            counter->meetServer();
            counter->sell(SeatNo{3}); // and nothing reaches the server
        }
        { auto wrong = Counter::open(path(), {}, kStart + std::chrono::hours{24 * 8}, kNextBoot); }
        auto counter = Counter::open(path());
        counter->meetServer();
        QCOMPARE(counter->letterOf(SeatNo{3}), 's');
        counter->sell(SeatNo{3});
        QVERIFY(counter->questions().empty());
        counter->sell(SeatNo{4});
        QVERIFY(!counter->failed);
        QCOMPARE(counter->printed.size(), 1u);
    }

    void aWallClockThatJumpsWhileRunningForgetsNothing() {
        auto counter = Counter::open(path());
        counter->meetServer();
        counter->sell(SeatNo{3});
        for (const int days : {3, -3, -9, 9}) {
            counter->rig.now.wall += std::chrono::hours{24 * days};
            counter->rig.now.boot += std::chrono::minutes{2};
            counter->tell(Tick{});
        }
        counter->tell(LinkChanged{false});
        QCOMPARE(counter->letterOf(SeatNo{3}), 's');
        QCOMPARE(counter->letterOf(SeatNo{4}), kMineLetter); // and goes on without the server
        counter->sell(SeatNo{4});
        QVERIFY(!counter->failed);
        QCOMPARE(counter->printed.size(), 2u);
    }

    void whatIsOverAndSettledIsForgottenOnDiskToo() {
        auto counter = Counter::open(path());
        counter->meetServer();
        counter->sell(SeatNo{3});
        counter->drain();
        counter->rig.pass(std::chrono::hours{24 * 32});
        counter->settle();
        QVERIFY(!counter->failed);
        auto again = TerminalStore::open({path(), {}}, kIdentity, testKey(), kStart);
        QVERIFY((*again)->restored()->allotments.empty());
    }

    void aSaleWhoseRightIsForgottenCanStillBeVoided() {
        const Instant later = kStart + std::chrono::hours{24 * 32};
        {
            auto counter = Counter::open(path());
            counter->meetServer();
            counter->sell(SeatNo{3});
            counter->drain();
        }
        { auto wrong = Counter::open(path(), {}, later, kNextBoot); }
        auto counter = Counter::open(path());
        QVERIFY(counter->store->restored()->allotments.empty());
        protocol::AllotmentAnswer answer;
        answer.stamp = {kDatabase, {13}};
        answer.allotments = {allotmentOf(1, {SeatNo{4}}, protocol::AllotmentKind::Standing)};
        counter->tell(AllotmentsGranted{counter->rig.take<SendStanding>()->request, answer});
        counter->logIn();
        counter->tell(VoidSale{counter->store->restored()->sales.at(0).booking, "wrong film"});
        QVERIFY(!counter->failed);
        QCOMPARE(counter->letterOf(SeatNo{3}), kMineLetter);
        counter->sell(SeatNo{3});
        QVERIFY(!counter->failed);
    }

    /// A renewal may hear of the new database before the feed does.
    void aCursorIsNotKeptForAnotherDatabase() {
        {
            auto counter = Counter::open(path());
            counter->meetServer();
            counter->rig.pass(Standing::kRenewEvery);
            counter->settle();
            protocol::AllotmentAnswer answer;
            answer.stamp = {uuidOf(4, 2), {5}};
            answer.allotments = {allotmentOf(2, {SeatNo{7}}, protocol::AllotmentKind::Standing)};
            counter->tell(AllotmentsGranted{counter->rig.take<SendStanding>()->request, answer});
        }
        auto again = TerminalStore::open({path(), {}}, kIdentity, testKey(), kStart);
        QCOMPARE((*again)->restored()->stamp.dbIncarnation, uuidOf(4, 2));
        QCOMPARE((*again)->restored()->cursor.value, 0);
    }

    /// With a server restored from a backup, its whole state is the new beginning, once.
    void aSnapshotOfARestoredServerReplacesTheStamp() {
        {
            auto counter = Counter::open(path());
            counter->meetServer();
            protocol::ChangesAnswer restored = smallWorld();
            restored.stamp.commitSeq = {7};
            restored.cursor = {7};
            counter->rig.pass(std::chrono::minutes{1});
            counter->settle();
            counter->tell(ChangesAnswered{
                counter->rig.take<SendChanges>()->request,
                std::make_shared<const protocol::ChangesAnswer>(std::move(restored))});
        }
        auto again = TerminalStore::open({path(), {}}, kIdentity, testKey(), kStart);
        QCOMPARE((*again)->restored()->stamp.commitSeq.value, 7);
        QCOMPARE((*again)->restored()->cursor.value, 7);
    }

    void anIdleTerminalKnowsAfterARebootThatTheClockWentBack() {
        const Instant evening = kStart + std::chrono::hours{5};
        {
            auto counter = Counter::open(path());
            counter->meetServer();
            counter->rig.pass(evening - kStart);
            counter->settle();
        }
        auto again = TerminalStore::open({path(), {}}, kIdentity, testKey(), kStart);
        QCOMPARE((*again)->restored()->lastWall, evening);
    }

    /// Promise I6: what the feed said and how far it was read are one transaction.
    void changesAndCursorAreOneTransaction() {
        sqlite::FaultVfs disk("changes");
        for (std::uint64_t n = 1; n < 400; ++n) {
            removeDatabase(path());
            { auto first = Counter::open(path()); }
            bool struck = false;
            {
                auto counter = Counter::open(path(), disk.name());
                QVERIFY(counter);
                disk.failAt(n, sqlite::Fault::IoError, sqlite::FaultVfs::Lasting::Persistent);
                counter->meetServer();
                struck = disk.struck() > 0;
            }
            disk.heal();
            auto again = TerminalStore::open({path(), {}}, kIdentity, testKey(), kStart);
            QVERIFY(again.ok());
            const Restored& restored = *(*again)->restored();
            QCOMPARE(restored.cursor.value == 10, restored.replica.showtimes.size() == 2);
            if (!struck)
                return;
        }
        QFAIL("the disk never stopped failing");
    }

    void everyFailingReadWriteOrSyncOfASaleIsSurvived_data() {
        QTest::addColumn<int>("fault");
        QTest::addColumn<bool>("lasting");
        for (const bool lasting : {false, true}) {
            const char* how = lasting ? "from then on" : "once";
            QTest::addRow("I/O error, %s", how) << int(sqlite::Fault::IoError) << lasting;
            QTest::addRow("disk full, %s", how) << int(sqlite::Fault::DiskFull) << lasting;
            QTest::addRow("short write, %s", how) << int(sqlite::Fault::ShortWrite) << lasting;
            QTest::addRow("sync fails, %s", how) << int(sqlite::Fault::SyncFails) << lasting;
        }
    }

    void everyFailingReadWriteOrSyncOfASaleIsSurvived() {
        QFETCH(int, fault);
        QFETCH(bool, lasting);
        sqlite::FaultVfs disk("sale");
        for (std::uint64_t n = 1; n < 1'000; ++n) {
            removeDatabase(path());
            {
                auto before = Counter::open(path());
                before->meetServer();
            }
            std::size_t printed = 0;
            bool struck = false;
            {
                auto counter = Counter::open(path(), disk.name());
                QVERIFY(counter);
                counter->logIn();
                disk.failAt(n, static_cast<sqlite::Fault>(fault),
                            lasting ? sqlite::FaultVfs::Lasting::Persistent
                                    : sqlite::FaultVfs::Lasting::Once);
                counter->sell(SeatNo{3});
                struck = disk.struck() > 0;
                printed = counter->printed.size();
                if (counter->failed)
                    QCOMPARE(counter->rig.terminal.view().status->stop, SellingStop::StorageFailed);
            }
            disk.heal();
            checkAfterCrash(printed);
            if (QTest::currentTestFailed())
                return;
            if (!struck) {
                QVERIFY(n > 1);
                return;
            }
        }
        QFAIL("the disk never stopped failing");
    }

private:
    std::string path() const { return m_folder->filePath("terminal.db").toStdString(); }
    void sellOne() {
        auto counter = Counter::open(path());
        counter->meetServer();
        counter->sell(SeatNo{3});
    }

    /// Nothing lost, nothing half done: paper only for a SALE on disk, every phase understood.
    void checkAfterCrash(std::size_t printed) {
        auto counter = Counter::open(path());
        QVERIFY(counter);
        const auto types = typesIn(*counter->store->restored());
        const bool sold = types.size() >= 2;
        QVERIFY(types.size() <= 3);
        QVERIFY2(printed == 0 || sold, "paper without a SALE on disk");
        counter->logIn();
        const auto questions = counter->questions();
        switch (types.size()) {
        case 0:
            QVERIFY(questions.empty());
            break;
        case 1:
            QCOMPARE(questions.at(0).kind, Question::Kind::MoneyTaken);
            counter->tell(ResolveIntent{questions[0].booking, true});
            break;
        case 2:
            QCOMPARE(questions.at(0).kind, Question::Kind::PaperOwed);
            counter->tell(Reprint{questions[0].booking});
            break;
        default:
            QVERIFY(questions.empty());
        }
        QVERIFY(counter->questions().empty());
        counter->sell(SeatNo{4});
        QVERIFY(!counter->failed);
        counter->tell(NextSale{});
        counter->tell(ToggleSeat{SeatNo{3}});
        QCOMPARE(counter->rig.state(), types.empty() ? SaleState::Ready : SaleState::Choosing);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(TerminalStoreTest)
#include "terminal_store_test.moc"
