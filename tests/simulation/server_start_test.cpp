// links: simulation_house
#include "server/store/database.h"
#include "shared/sqlite/connection.h"
#include "tests/simulation/memory_disk.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::simulation;

namespace {

/// A server's machine: whenever its program starts, the database is opened to be written.
struct Machine {
    MemoryDisk disk{"server"};
    SeededRandom random;
    std::unique_ptr<sqlite::Connection> db;

    explicit Machine(std::uint64_t seed) : random(seed) {
        start();
        db->exec("CREATE TABLE t (n integer PRIMARY KEY, filling blob)");
    }
    ~Machine() { disk.abandon(); }

    void start() {
        db.reset();
        db = std::make_unique<sqlite::Connection>(
            server::store::openToWrite({.path = "/server", .vfs = disk.name()}));
    }
    void crash() {
        disk.abandon();
        start();
    }
    void powerCut() {
        disk.powerCut(random);
        start();
    }
    void add(int number) {
        db->exec("INSERT INTO t VALUES (" + std::to_string(number) + ", zeroblob(3000))");
    }
    bool has(int number) {
        return db->prepare("has", "SELECT 1 FROM t WHERE n = $1").value<std::int64_t>(number) == 1;
    }
};

} // namespace

class ServerStart : public QObject {
    Q_OBJECT
private slots:
    /// In the simulation the WAL is hardly ever still in use when the power goes.
    void whatIsCommittedAfterAFailedSyncAndAStartSurvivesAPowerCut() {
        for (std::uint64_t seed = 1; seed <= 30; ++seed) {
            Machine machine(seed);
            machine.add(1);
            machine.disk.failAt(1, DiskFault::SyncFails, false);
            QVERIFY_THROWS_EXCEPTION(sqlite::Error, machine.add(2));
            machine.crash();
            machine.add(3);
            machine.powerCut();
            QVERIFY(machine.has(1));
            QVERIFY(machine.has(3));
        }
    }
};

QTEST_APPLESS_MAIN(ServerStart)
#include "server_start_test.moc"
