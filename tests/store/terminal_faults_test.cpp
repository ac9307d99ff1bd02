// links: app_store store_disk store_counter
#include "app/store/terminal_store.h"
#include "tests/store/faulty_disk.h"
#include "tests/store/terminal_card_operations.h"
#include "tests/store/terminal_duty_operations.h"
#include "tests/store/terminal_witness.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::core;
using namespace foyer::store;
using namespace foyer::tests;

/// Whatever the terminal's disk does, at whatever call: nothing acknowledged is lost, nothing is
/// sold twice, no paper without a SALE on disk, and a terminal whose disk failed sells no more and
/// says why.
class TerminalFaultsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { m_folder = std::make_unique<QTemporaryDir>(fastFolder()); }
    void cleanupTestCase() {
        QVERIFY(m_sold > 0 || m_count.points == 0);
        std::printf("seed=%llu failed restarts=%llu sold afterwards=%llu\n",
                    static_cast<unsigned long long>(m_seed),
                    static_cast<unsigned long long>(m_failedRestarts),
                    static_cast<unsigned long long>(m_sold));
        m_count.print("terminal");
    }

    void everyOperationSurvivesEveryFault_data() {
        QTest::addColumn<int>("operation");
        QTest::addColumn<bool>("persistent");
        for (std::size_t i = 0; i < m_operations.size(); ++i)
            for (const bool persistent : {false, true})
                QTest::addRow("%s, %s", m_operations[i].name, persistent ? "from then on" : "once")
                    << int(i) << persistent;
    }
    void everyOperationSurvivesEveryFault() {
        QFETCH(int, operation);
        QFETCH(bool, persistent);
        const Operation& work = m_operations.at(static_cast<std::size_t>(operation));
        makeBefore(work);
        const auto kinds = work.checkpointIsDue
                               ? std::set<Fault>{Fault::SyncFails, Fault::SyncLoses}
                               : everyFault();
        const auto before = m_count.points;
        atEveryPoint(
            m_count, work.name, persistent ? Lasting::Persistent : Lasting::Once, kinds,
            [&](const FaultPoint& point) { return runAt(work, point); }, kMostPoints);
        QVERIFY(m_count.points > before);
    }

    /// SQLite keeps this error to itself: the commit before it is durable.
    void aCheckpointThatCannotSyncStopsSelling() {
        const auto work = std::find_if(m_operations.begin(), m_operations.end(),
                                       [](const auto& row) { return row.checkpointIsDue; });
        makeBefore(*work);
        copyDatabase(before(), path());
        auto counter = Counter::open(path(), m_disk.name());
        work->opened(*counter);
        fillWal(path());
        m_disk.failAt(2, Fault::SyncFails); // the first is the INTENT's own
        counter->tell(ToggleSeat{SeatNo{3}});
        counter->tell(PayCash{});
        QCOMPARE(m_disk.struck(), std::uint64_t{1});
        QCOMPARE(counter->rig.terminal.view().status->stop, SellingStop::StorageFailed);
        counter.reset();
        m_disk.heal();
    }

    /// After a crash the WAL may be in the system's memory only, if its sync had failed.
    void whatARestartFindsIsWrittenAnew() {
        removeDatabase(path());
        auto counter = Counter::open(path());
        sellOne(*counter);
        const std::string crashed = path() + ".crashed", fileOnly = path() + ".file";
        copyDatabase(path(), crashed);
        QVERIFY(QFile::copy(QString::fromStdString(path() + "-wal"),
                            QString::fromStdString(crashed + "-wal")));
        const auto again = TerminalStore::open({crashed, {}}, kIdentity, testKey(), kStart);
        QVERIFY(again.ok());
        // And this life does not write behind it.
        QCOMPARE(QFileInfo(QString::fromStdString(crashed + "-wal")).size(), 0);
        copyDatabase(crashed, fileOnly);
        const auto found = Counter::open(fileOnly);
        QVERIFY(found);
        QCOMPARE(JournalSays(*found->store).sold.size(), std::size_t{1});
    }

    /// Two pieces of work were on their way: the second, refused untried, does not hide the reason.
    void theFirstFailureIsTheReasonGiven() {
        Rig rig;
        rig.open();
        rig.tell(PersistFailed{StoreOp{1}, StorageTrouble::Full, "database or disk is full"});
        rig.tell(PersistFailed{StoreOp{2}, StorageTrouble::Other, "not tried"});
        const auto notice = rig.terminal.view().notice->notice;
        QCOMPARE(notice->count, static_cast<std::int64_t>(StorageTrouble::Full));
    }

private:
    std::string path() const { return m_folder->filePath("terminal.db").toStdString(); }
    std::string before() const { return m_folder->filePath("before.db").toStdString(); }

    std::optional<Counter> openAs(const Operation& work, const std::string& vfs) const {
        return Counter::open(path(), vfs, kStart, kBoot, identityFor(work));
    }
    static std::vector<Operation> operations() {
        auto all = everyOperation();
        for (const auto& more : {everyDutyOperation(), everyCardOperation()})
            all.insert(all.end(), more.begin(), more.end());
        return all;
    }

    void makeBefore(const Operation& work) {
        removeDatabase(before());
        m_movedBefore = 0;
        if (!work.before)
            return;
        auto counter = Counter::open(before(), {}, kStart, kBoot, identityFor(work, false));
        QVERIFY(counter);
        work.before(*counter);
        QVERIFY(!counter->failed);
        if (!work.isReborn) // else that is another life's
            m_movedBefore = JournalSays(*counter->store).moneyMoved;
    }

    /// What a life that ended has left in the world.
    struct Outside {
        std::vector<BookingId> printed;
        std::set<std::string> charged;
        std::map<std::string, CardOutcome> reader;
        std::set<BookingId> decided;
        BookingId shownSold;
        std::size_t handedOut = 0;
    };

    /// The calls of the life on the bad disk.
    Calls runAt(const Operation& work, const FaultPoint& point) {
        copyDatabase(before(), path());
        m_disk.heal();
        Witness witness;
        Outside outside;
        if (!work.opened)
            m_disk.failAt(point.nth, point.fault, point.lasting);
        {
            auto counter = openAs(work, m_disk.name());
            if (counter) {
                counter->onStore = [&](const Command& command, const Event& done) {
                    witness.heard(command, done);
                };
                if (work.opened) {
                    work.opened(*counter);
                    if (work.checkpointIsDue)
                        fillWal(path());
                    m_disk.failAt(point.nth, point.fault, point.lasting);
                }
                work.run(*counter);
                const BookingId shownSold = counter->shownSold();
                if (counter->failed)
                    verifyItRefuses(*counter, witness, point);
                outside = {counter->printed, counter->charged, counter->reader,
                           counter->decided, shownSold,        counter->handedOut()};
            }
        }
        const Calls calls = callsOf(m_disk);
        if (m_disk.struck() > 0)
            restartOnABadDisk(work, point);
        m_disk.heal();
        verifyRestart(work, witness, outside, point);
        if (QTest::currentTestFailed())
            qWarning("%s: %s", work.name, point.name().c_str());
        return calls;
    }

    /// The first restart meets a fault as well, somewhere else with each seed.
    void restartOnABadDisk(const Operation& work, const FaultPoint& point) {
        m_disk.failAt(1 + (point.nth * 7 + m_seed) % 41, point.fault);
        const auto counter = openAs(work, m_disk.name());
        m_failedRestarts += m_disk.struck() > 0;
    }

    /// It says why, and no wish of the operator's reaches disk, printer or drawer any more.
    void verifyItRefuses(Counter& counter, const Witness& witness, const FaultPoint& point) {
        const View view = counter.rig.terminal.view();
        QCOMPARE(view.status->stop, SellingStop::StorageFailed);
        const Notice notice = toldOnce(counter);
        QVERIFY(!notice.text.empty());
        if (witness.trouble) { // else it failed while it started
            QCOMPARE(notice.count, static_cast<std::int64_t>(*witness.trouble));
            if (point.fault != Fault::DiskFull)
                QVERIFY(*witness.trouble != StorageTrouble::Full);
            if (point.fault == Fault::SyncFails || point.fault == Fault::SyncLoses)
                QCOMPARE(*witness.trouble, StorageTrouble::Io);
        }
        const auto calls = m_disk.operations(Fault::IoError);
        const auto papers = counter.printed.size();
        const auto charged = counter.charged;
        for (const std::string& reference : charged)
            counter.tell(CardAnswered{reference, CardOutcome::Approved});
        counter.tell(PayCard{});
        counter.tell(ConfirmCash{{2'000, {}}});
        counter.tell(CancelPayment{});
        counter.tell(NextSale{});
        counter.sell(SeatNo{4});
        counter.rig.pass(std::chrono::minutes{2});
        counter.settle();
        QCOMPARE(m_disk.operations(Fault::IoError), calls); // so no sync is tried again either
        QCOMPARE(counter.printed.size(), papers);
        QVERIFY(counter.charged == charged);
        QCOMPARE(counter.rig.terminal.view().status->stop, SellingStop::StorageFailed);
    }

    /// The notice of the failure; another wish may have brought a notice of its own since.
    static Notice toldOnce(const Counter& counter) {
        std::vector<Notice> found;
        for (const Command& command : counter.rig.todo)
            if (const auto* notify = std::get_if<Notify>(&command);
                notify && notify->notice.code == NoticeCode::StorageFailed)
                found.push_back(notify->notice);
        return found.size() == 1 ? found.front() : Notice{};
    }

    void verifyRestart(const Operation& work, const Witness& witness, const Outside& outside,
                       const FaultPoint& point) {
        auto counter = openAs(work, {});
        QVERIFY(counter);
        const Restored restored = *counter->store->restored();
        const JournalSays journal(*counter->store);
        for (const auto& [seq, hash] : witness.entries)
            QVERIFY(journal.entries.contains(seq) && journal.entries.at(seq) == hash);
        for (const BookingId booking : outside.printed)
            QVERIFY2(journal.sold.contains(booking), "paper without a SALE on disk");
        QVERIFY2(outside.shownSold.isNull() || journal.sold.contains(outside.shownSold),
                 "shown as sold without a SALE on disk");
        QVERIFY2(outside.handedOut + m_movedBefore <= journal.moneyMoved,
                 "money was reached for without an entry on disk");
        for (const std::string& reference : outside.charged)
            QVERIFY2(journal.cardsAsked.contains(reference), "a card charged without an INTENT");
        verifyMoney(outside, journal, doubted(restored));
        QVERIFY2(!journal.twice, "a seat sold twice");
        // That of a server that was put back counts from its beginning.
        QVERIFY(restored.cursor >= witness.cursor ||
                restored.stamp.dbIncarnation != witness.database);
        for (const AllotmentId id : witness.allotments)
            QVERIFY(std::any_of(restored.allotments.begin(), restored.allotments.end(),
                                [&](const HeldAllotment& held) { return held.id == id; }));
        QVERIFY(restored.tail.empty() || witness.judged < restored.tail.front().entry.seq);
        QVERIFY(restored.barred || !witness.barred);
        QVERIFY(restored.former || !witness.lost);
        QVERIFY(restored.resting == witness.resting.value_or(restored.resting));
        verifyQuestions(*counter, journal);
        if (!restored.barred)
            verifyItSells(*counter, journal, point.nth % 2 == 0);
    }

    /// Cards that a person called not taken, by their references: the reader is asked on.
    static std::set<std::string> doubted(const Restored& restored) {
        std::set<std::string> references;
        for (const OwnSale& sale : restored.sales)
            if (sale.phase == SalePhase::Abandoned && sale.notTaken)
                references.insert(sale.intent.paymentReference);
        return references;
    }

    /// What has become of a card is written down as the reader has said it, or is open still.
    static void verifyMoney(const Outside& outside, const JournalSays& journal,
                            const std::set<std::string>& doubted) {
        auto reader = outside.reader;
        for (const std::string& reference : outside.charged)
            reader.try_emplace(reference, CardOutcome::Unknown);
        for (const auto& [reference, said] : reader) {
            const BookingId booking = journal.cardsAsked.at(reference);
            const bool isPaid = journal.cardsPaid.contains(reference);
            const bool isLost = !isPaid && !journal.cardsOpen.contains(booking) &&
                                !journal.cardsAside.contains(reference) &&
                                !doubted.contains(reference);
            const bool isDecided = outside.decided.contains(booking);
            switch (said) {
            case CardOutcome::Approved: // also where a person had said else
                QVERIFY2(!isLost, "money of a card is lost");
                break;
            case CardOutcome::Declined:
                QVERIFY2(!isPaid, "sold for a card that was declined");
                break;
            case CardOutcome::Unknown:
                QVERIFY2(isDecided || (!isPaid && !isLost), "nobody knows of a card that is done");
                break;
            }
        }
    }

    static void verifyQuestions(Counter& counter, const JournalSays& journal) {
        std::map<Question::Kind, std::set<BookingId>> asked;
        for (const Question& question : counter.questions())
            asked[question.kind].insert(question.booking);
        QVERIFY(asked[Question::Kind::MoneyTaken] == journal.moneyAsked);
        QVERIFY(asked[Question::Kind::PaperOwed] == journal.paperOwed);
        verifyCards(counter, asked[Question::Kind::CardTaken], journal);
    }

    /// Of each card payment that is open the reader is asked, where it can be, else a person; and
    /// none is charged again.
    static void verifyCards(const Counter& counter, const std::set<BookingId>& people,
                            const JournalSays& journal) {
        std::set<BookingId> open;
        std::set<std::string> reader, references = doubted(*counter.store->restored());
        for (const auto& [booking, reference] : journal.cardsOpen) {
            open.insert(booking);
            references.insert(reference);
        }
        for (const Command& command : counter.rig.todo)
            if (const auto* ask = std::get_if<AskCard>(&command))
                reader.insert(ask->reference);
        QVERIFY(people.empty() ? reader == references : people == open && reader.empty());
        QVERIFY(counter.charged.empty());
    }

    /// Answers what is asked, then sells a seat that is left; nothing that is sold.
    void verifyItSells(Counter& counter, const JournalSays& journal, bool paid) {
        if (counter.store->restored()->replica.showtimes.empty())
            meet(counter);
        welcome(counter);
        for (const auto& [seat, booking] : journal.taken)
            QVERIFY2(counter.letterOf(seat) != kMineLetter, "a sold seat is offered again");
        for (const SeatNo seat : journal.givenBack)
            QVERIFY2(counter.letterOf(seat) != kMineLetter, "a seat given back is offered again");
        answerEverything(counter, paid);
        QVERIFY(counter.questions().empty());
        QVERIFY(JournalSays(*counter.store).cardsOpen.empty());
        const std::string letters = counter.rig.terminal.view().seatMap->letters;
        const auto mine = letters.find(kMineLetter);
        if (mine == std::string::npos)
            return;
        counter.sell(SeatNo{static_cast<std::uint16_t>(mine)});
        QVERIFY(!counter.failed);
        QCOMPARE(counter.rig.state(), SaleState::Done);
        QVERIFY(!JournalSays(*counter.store).twice);
        ++m_sold;
    }

    static void answerEverything(Counter& counter, bool paid) {
        const CardOutcome card = paid ? CardOutcome::Approved : CardOutcome::Declined;
        while (const auto ask = counter.rig.take<AskCard>())
            counter.tell(CardAnswered{ask->reference, card});
        for (const Question& question : counter.questions())
            switch (question.kind) {
            case Question::Kind::MoneyTaken:
                counter.tell(ResolveIntent{question.booking, paid});
                break;
            case Question::Kind::CardTaken:
                counter.tell(TellCard{question.booking, card});
                break;
            case Question::Kind::PaperOwed:
                counter.tell(Reprint{question.booking});
                break;
            }
    }

    static constexpr std::uint64_t kMostPoints = 16;

    const std::vector<Operation> m_operations = operations();
    sqlite::FaultVfs m_disk{"terminal-faults"};
    std::unique_ptr<QTemporaryDir> m_folder;
    FaultCount m_count;
    const std::uint64_t m_seed = qEnvironmentVariable("FOYER_SEED", "1").toULongLong();
    std::size_t m_movedBefore = 0; // JournalSays::moneyMoved of what the present row begins with
    std::uint64_t m_sold = 0;      // after a fault
    std::uint64_t m_failedRestarts = 0;
};

QTEST_APPLESS_MAIN(TerminalFaultsTest)
#include "terminal_faults_test.moc"
