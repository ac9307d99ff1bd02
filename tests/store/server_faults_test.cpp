// links: server_store server_services shared_wire store_disk store_served
#include "shared/sqlite/backup.h"
#include "tests/store/database_contents.h"
#include "tests/store/faulty_disk.h"
#include "tests/store/server_account_operations.h"
#include "tests/store/server_customer_operations.h"
#include "tests/store/server_duty_operations.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::tests;

/// Whatever the server's disk does, at whatever call: a use case is done whole or answered with
/// Failure::Storage and not done at all, and can be asked again. Only after a failed sync nobody
/// knows which of the two it is; then nothing more is written until a restart, which finds out.
class ServerFaultsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        m_folder = std::make_unique<QTemporaryDir>(fastFolder());
        QVERIFY(QDir(m_folder->path()).mkdir("backups"));
        m_useCases = useCases(m_folder->filePath("backups").toStdString());
        m_setting = std::make_unique<Setting>(Setting::writeInto(before()));
        copyDatabase(before(), restored());
        {
            Served served(restored());
            QVERIFY(knowsMore(served, *m_setting));
        }
        sqlite::Connection({.path = restored(), .create = false}).truncateWal(); // to be copied
    }
    void cleanupTestCase() { m_count.print("server"); }

    void everyUseCaseSurvivesEveryFault_data() {
        QTest::addColumn<int>("useCase");
        QTest::addColumn<bool>("persistent");
        const auto cases = useCases({});
        for (std::size_t i = 0; i < cases.size(); ++i)
            for (const bool persistent : {false, true})
                QTest::addRow("%s, %s", cases[i].name, persistent ? "from then on" : "once")
                    << int(i) << persistent;
    }
    void everyUseCaseSurvivesEveryFault() {
        QFETCH(int, useCase);
        QFETCH(bool, persistent);
        const UseCase& work = m_useCases.at(static_cast<std::size_t>(useCase));
        prepare(work);
        m_sound = soundRun(work);
        QVERIFY(m_sound.answer && m_sound.again);
        // A row in which nothing is done would survive everything.
        QVERIFY2(m_sound.answer->find("refused") == std::string::npos, m_sound.answer->c_str());
        QVERIFY(work.reads == (m_sound.contents == m_contents));
        const auto before = m_count.points;
        atEveryPoint(
            m_count, work.name, persistent ? Lasting::Persistent : Lasting::Once, everyFault(),
            [&](const FaultPoint& point) { return runAt(work, point); }, kMostPoints);
        QVERIFY(m_count.points > before);
    }

    void everyStartSurvivesEveryFault() {
        const auto start = [&](const FaultPoint& point) {
            copyDatabase(before(), path());
            m_disk.failAt(point.nth, point.fault, point.lasting);
            try {
                Served served(path(), m_disk.name());
                served.letters(m_setting->showtime);
            } catch (const sqlite::Error&) { // told on the console by serve
            }
            const Calls calls = callsOf(m_disk);
            m_disk.heal();
            Served again(path());
            verifySound(again);
            return calls;
        };
        for (const Lasting lasting : {Lasting::Once, Lasting::Persistent})
            atEveryPoint(m_count, "start", lasting, everyFault(), start, kMostPoints);
    }

    /// The disk is full in the middle of a group: those of that group are told, the next goes on.
    void aFullDiskConcernsOnlyItsGroup() {
        copyDatabase(before(), path());
        Served served(path(), m_disk.name());
        m_disk.failAt(2, Fault::DiskFull);
        const Told crowd = askedByACrowd(served, *m_setting);
        QCOMPARE(m_disk.struck(), std::uint64_t{1});
        QVERIFY(!crowd);
        QVERIFY(served.writer.isHealthy());
        QVERIFY(askedByACrowd(served, *m_setting));
    }

    /// After a crash the WAL may be in the system's memory only, if its sync had failed.
    void whatARestartFindsIsWrittenAnew() {
        copyDatabase(before(), path());
        Served served(path());
        QVERIFY(asked(served, *m_setting, {SeatNo{12}}));
        const std::string crashed = path() + ".crashed", fileOnly = path() + ".file";
        copyDatabase(path(), crashed);
        QVERIFY(QFile::copy(QString::fromStdString(path() + "-wal"),
                            QString::fromStdString(crashed + "-wal")));
        Served again(crashed);
        // And this life does not write behind it.
        QCOMPARE(QFileInfo(QString::fromStdString(crashed + "-wal")).size(), 0);
        copyDatabase(crashed, fileOnly);
        Served found(fileOnly);
        QCOMPARE(found.letters(m_setting->showtime).at(12), 'a');
    }

    /// SQLite keeps this error to itself. What was committed is durable and is answered as such.
    void aCheckpointThatCannotSyncEndsWriting() {
        copyDatabase(before(), path());
        Served served(path(), m_disk.name());
        served.letters(m_setting->showtime);
        {
            sqlite::Connection other({.path = path(), .walAutoCheckpoint = 0});
            other.exec("CREATE TABLE ballast (body blob); "
                       "INSERT INTO ballast VALUES (zeroblob(4500000)); DROP TABLE ballast");
            m_disk.failAt(2, Fault::SyncFails); // the first is the commit's own
            QVERIFY(asked(served, *m_setting, {SeatNo{12}}));
        }
        QCOMPARE(m_disk.struck(), std::uint64_t{1});
        QCOMPARE(served.letters(m_setting->showtime).at(12), 'a');
        QVERIFY(!served.writer.isHealthy());
        QVERIFY(!asked(served, *m_setting, {SeatNo{13}}));
        m_disk.heal();
    }

private:
    std::string path() const { return m_folder->filePath("server.db").toStdString(); }
    std::string before() const { return m_folder->filePath("before.db").toStdString(); }
    std::string restored() const { return m_folder->filePath("restored.db").toStdString(); }

    static std::vector<UseCase> useCases(const std::string& backups) {
        auto all = everyUseCase(backups);
        for (const auto& more :
             {everyOnlineUseCase(), everyOfficeUseCase(), everyUseCaseOfARecovery(),
              everyPaymentUseCase(), everyAccountUseCase(), everyOutgoingUseCase(),
              everyUseCaseOfUpkeep()})
            all.insert(all.end(), more.begin(), more.end());
        return all;
    }

    static constexpr std::uint64_t kMostPoints = 3;

    /// What a use case comes to on a sound disk, asked once and once more.
    struct Sound {
        Told answer;
        Told again;
        std::string letters;
        DatabaseContents contents; // after it was asked once
    };
    /// What the life on the bad disk left behind.
    struct Left {
        Told answer; // the one that counts
        std::string letters;
        DatabaseContents contents;
        bool syncFailed = false;
    };

    /// What that use case begins with.
    void prepare(const UseCase& work) {
        m_begin = work.restored ? restored() : before();
        m_world = std::make_shared<Outside>(m_setting->asItWas);
        if (work.before) {
            copyDatabase(m_begin, path());
            m_setting->outside = m_world;
            {
                Served served(path());
                work.before(served, *m_setting);
            }
            sqlite::Connection({.path = path(), .create = false}).truncateWal(); // to be copied
            m_begin = m_folder->filePath("prepared.db").toStdString();
            copyDatabase(path(), m_begin);
        }
        m_contents = contentsOf(m_begin);
    }
    /// Database and world as they were then.
    void beginAnew() {
        copyDatabase(m_begin, path());
        m_setting->outside = std::make_shared<Outside>(*m_world);
    }

    Sound soundRun(const UseCase& work) {
        beginAnew();
        Served served(path());
        Sound sound;
        sound.answer = work.run(served, *m_setting);
        sound.letters = served.letters(m_setting->showtime);
        drain(served);
        sound.contents = contentsOf(path());
        sound.again = work.run(served, *m_setting);
        return sound;
    }

    /// The calls of the use case on the bad disk.
    Calls runAt(const UseCase& work, const FaultPoint& point) {
        beginAnew();
        m_disk.heal();
        Left left;
        Calls calls;
        {
            Served served(path(), m_disk.name());
            served.letters(m_setting->showtime); // in memory from here on
            m_disk.failAt(point.nth, point.fault, point.lasting);
            left.answer = work.run(served, *m_setting);
            calls = callsOf(m_disk);
            if (m_disk.struck() > 0)
                left.answer = verifyItGoesOn(served, work, point, left.answer);
            left.syncFailed = !served.writer.isHealthy();
            m_disk.heal(); // some use cases make the seats be read anew
            left.letters = served.letters(m_setting->showtime);
            drain(served);
            left.contents = contentsOf(path());
            served.writer.stop();
        }
        verifyAfterRestart(work, left);
        if (QTest::currentTestFailed())
            qWarning("%s: %s", work.name, point.name().c_str());
        return calls;
    }

    /// Asks again in the same life and returns the answer that counts.
    Told verifyItGoesOn(Served& served, const UseCase& work, const FaultPoint& point,
                        const Told& answer) {
        if (answer) {
            verifyThat(*answer == *m_sound.answer, "answered " + *answer);
            return answer;
        }
        const bool healthy = served.writer.isHealthy();
        if (healthy && !work.inSteps)
            verifySame(m_contents, contentsOf(path()), "was answered with a failure, and changed");
        const auto syncs = m_disk.calls(sqlite::DiskCall::Sync);
        const Told again = work.run(served, *m_setting);
        verifyThat(!again || *again == *m_sound.answer, "then answered " + again.value_or(""));
        verifyThat(!healthy || again || point.lasting == Lasting::Persistent,
                   "a fault that is over was not got over");
        verifyThat(healthy || again || m_disk.calls(sqlite::DiskCall::Sync) == syncs,
                   "a failed sync was tried again");
        return again;
    }

    /// Nobody was told of what is not there, and all is there that somebody was told of.
    void verifyAfterRestart(const UseCase& work, const Left& left) {
        const bool mayBeDone = !left.answer && left.syncFailed;
        verifyContents(work, left, mayBeDone);
        Served served(path());
        verifyLetters(served.letters(m_setting->showtime), left.letters,
                      mayBeDone ? m_sound.letters : left.letters);
        if (!left.answer || work.repeats) {
            const Told told = work.run(served, *m_setting);
            verifyThat(told == m_sound.answer || (mayBeDone && told == m_sound.again),
                       "after a restart answered " + told.value_or("nothing"));
        }
        drain(served);
        verifySound(served);
    }

    /// What the restart finds: what was there before, whole where it was answered, and nothing of
    /// it where it was not.
    void verifyContents(const UseCase& work, const Left& left, bool mayBeDone) const {
        const DatabaseContents now = contentsOf(path());
        if (!mayBeDone)
            verifySame(left.contents, now, "a restart has changed");
        if (work.reads)
            return verifySame(m_contents, now, "read only, and has changed");
        if (work.inSteps)
            return;
        const bool isDone = now != m_contents;
        verifyThat(isDone == left.answer.has_value() || mayBeDone,
                   isDone ? "done, and answered with a failure" : "answered, and not done");
        if (isDone) {
            const std::string half = differenceInRows(m_sound.contents, now);
            verifyThat(half.empty(), "done by half or twice:" + half);
        }
    }
    static void verifySame(const DatabaseContents& one, const DatabaseContents& other,
                           const std::string& otherwise) {
        const std::string tables = differenceOf(one, other);
        verifyThat(tables.empty(), otherwise + ":" + tables);
    }

    /// Each seat as it was left, or as what may have been done makes it.
    static void verifyLetters(const std::string& now, const std::string& left,
                              const std::string& done) {
        QCOMPARE(now.size(), left.size());
        for (std::size_t seat = 0; seat < now.size(); ++seat)
            verifyThat(now[seat] == left[seat] || now[seat] == done[seat],
                       "of " + left + " there is " + now);
    }

    static void verifyThat(bool holds, const std::string& otherwise) {
        QVERIFY2(holds, otherwise.c_str());
    }

    void verifySound(Served& served) {
        const auto report = Audit(served.readers, served.verifier).run();
        QVERIFY(report.ok());
        for (const auto& finding : report->findings)
            QFAIL(finding.text.c_str());
        sqlite::Connection db({.path = path(), .create = false});
        QCOMPARE(sqlite::findDamage(db), std::string());
    }

    sqlite::FaultVfs m_disk{"server-faults"};
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Setting> m_setting;
    std::vector<UseCase> m_useCases;
    std::string m_begin;              // the database that the present row begins with
    DatabaseContents m_contents;      // of it
    std::shared_ptr<Outside> m_world; // the world then
    Sound m_sound;
    FaultCount m_count;
};

QTEST_APPLESS_MAIN(ServerFaultsTest)
#include "server_faults_test.moc"
