// links: simulation_house
#include "shared/sqlite/connection.h"
#include "shared/sqlite/transaction.h"
#include "tests/simulation/memory_disk.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::simulation;

namespace {

constexpr const char* kPath = "/a";

/// One machine: its disk, and the one program that has the database open.
struct Machine {
    MemoryDisk disk{"test"};
    std::unique_ptr<sqlite::Connection> db;
    SeededRandom random{1};

    explicit Machine(std::uint64_t seed = 1) : random(seed) {
        start();
        db->exec("CREATE TABLE t (n integer PRIMARY KEY, filling blob)");
    }
    ~Machine() { disk.abandon(); }

    void start(sqlite::Synchronous synchronous = sqlite::Synchronous::Full) {
        db = std::make_unique<sqlite::Connection>(
            sqlite::Options{.path = kPath, .synchronous = synchronous, .vfs = disk.name()});
    }
    void add(int number) {
        db->exec("INSERT INTO t VALUES (" + std::to_string(number) + ", zeroblob(3000))");
    }
    bool tryToAdd(int number) {
        try {
            add(number);
            return true;
        } catch (const sqlite::Error&) {
            return false;
        }
    }
    std::int64_t count() {
        return db->prepare("count", "SELECT count(*) FROM t").value<std::int64_t>().value();
    }
    bool isSound() {
        return db->prepare("check", "PRAGMA integrity_check").value<std::string>() == "ok";
    }
    void powerCut() {
        disk.powerCut(random);
        db.reset();
        start();
    }
};

} // namespace

class MemoryDiskTest : public QObject {
    Q_OBJECT
private slots:
    void whatWasCommittedWithFullSurvivesAPowerCut() {
        for (std::uint64_t seed = 1; seed <= 50; ++seed) {
            Machine machine(seed);
            for (int number = 1; number <= 5; ++number)
                machine.add(number);
            machine.powerCut();
            QCOMPARE(machine.count(), 5);
            QVERIFY(machine.isSound());
        }
    }

    void whatWasCommittedWithoutSyncMayBeLost() {
        int lost = 0;
        for (std::uint64_t seed = 1; seed <= 50; ++seed) {
            Machine machine(seed);
            machine.db.reset();
            machine.start(sqlite::Synchronous::Off);
            machine.add(1);
            machine.powerCut();
            lost += machine.count() == 0;
        }
        QVERIFY(lost > 10);
        QVERIFY(lost < 50);
    }

    void aCutInsideACommitLeavesAllOrNothing() {
        int none = 0;
        int all = 0;
        for (std::uint64_t nth = 1; nth <= 12; ++nth)
            for (std::uint64_t seed = 1; seed <= 10; ++seed) {
                Machine machine(seed);
                machine.add(1);
                machine.disk.failAt(nth, DiskFault::PowerGone, true);
                const bool told = machine.tryToAdd(2);
                QVERIFY(told || machine.disk.isGone());
                machine.powerCut();
                QVERIFY(machine.isSound());
                const auto count = machine.count();
                QVERIFY(count == 2 || (count == 1 && !told));
                none += count == 1;
                all += count == 2;
            }
        QVERIFY(none > 0);
        QVERIFY(all > 0);
    }

    void aProgramThatEndsLeavesWhatItWrote() {
        Machine machine;
        machine.db.reset();
        machine.start(sqlite::Synchronous::Off);
        machine.add(1);
        machine.disk.abandon();
        machine.db.reset();
        machine.start();
        QCOMPARE(machine.count(), 1);
    }

    void aFullDiskRefusesAndThenTakesAgain() {
        Machine machine;
        machine.disk.failAt(1, DiskFault::Full, true);
        QVERIFY(!machine.tryToAdd(1));
        QVERIFY(!machine.tryToAdd(2));
        machine.disk.heal();
        QVERIFY(machine.tryToAdd(3));
        QCOMPARE(machine.count(), 1);
    }

    /// Seed 38 of 2026-11-27: the program was started again after a failed sync, read from the
    /// system's memory what the disk did not have, and wrote behind it.
    void whatFollowsAFailedSyncIsSafeOnceTheWalWasRewritten_data() {
        QTest::addColumn<bool>("rewritten");
        QTest::newRow("rewritten") << true;
        QTest::newRow("not rewritten") << false;
    }
    void whatFollowsAFailedSyncIsSafeOnceTheWalWasRewritten() {
        QFETCH(bool, rewritten);
        int lost = 0;
        for (std::uint64_t seed = 1; seed <= 30; ++seed) {
            Machine machine(seed);
            machine.add(1);
            machine.disk.failAt(1, DiskFault::SyncFails, false);
            QVERIFY(!machine.tryToAdd(2));
            machine.disk.abandon();
            machine.db.reset();
            machine.start();
            if (rewritten)
                machine.db->truncateWal();
            machine.add(3);
            machine.powerCut();
            const auto kept = machine.db->prepare("third", "SELECT count(*) FROM t WHERE n = 3")
                                  .value<std::int64_t>();
            lost += kept == 0;
        }
        QCOMPARE(lost > 0, !rewritten);
    }
};

QTEST_APPLESS_MAIN(MemoryDiskTest)
#include "memory_disk_test.moc"
