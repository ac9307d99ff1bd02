// links: shared_sqlite
#include "shared/sqlite/fault_vfs.h"

#include "shared/sqlite/backup.h"
#include "shared/sqlite/connection.h"
#include "shared/sqlite/transaction.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace foyer;
using namespace foyer::sqlite;

namespace {

using Lasting = FaultVfs::Lasting;

/// Writes rows `from`..`to` one commit each and returns the last one that was committed.
int writeRows(const Options& options, int from, int to) {
    int written = from - 1;
    try {
        Connection db(options);
        db.exec("CREATE TABLE IF NOT EXISTS entry (seq integer PRIMARY KEY, payload blob)");
        Statement insert = db.prepare("insert", "INSERT INTO entry VALUES ($1, zeroblob(3000))");
        for (int seq = from; seq <= to; ++seq) {
            Transaction transaction(db);
            insert.run(seq);
            transaction.commit();
            written = seq;
        }
    } catch (const Error&) {
        return written;
    }
    return written;
}

} // namespace

class SqliteFaultTest : public QObject {
    Q_OBJECT
private slots:
    void init() { QVERIFY(m_folder.emplace().isValid()); }
    void cleanup() {
        m_disk.heal();
        m_folder.reset();
    }

    void anUnarmedDiskWorksAndCounts() {
        m_disk.heal();
        QCOMPARE(writeRows(options(), 1, 5), 5);
        QVERIFY(m_disk.operations(Fault::IoError) > m_disk.operations(Fault::DiskFull));
        QVERIFY(m_disk.operations(Fault::SyncFails) >= 5); // synchronous FULL: one per commit
        QCOMPARE(m_disk.struck(), std::uint64_t{0});
    }

    void aFullDiskIsReportedAsSuch() {
        Connection db = ready();
        m_disk.failAt(1, Fault::DiskFull);
        const Error error = errorOf(db);
        QVERIFY(error.isFull() && !error.isIo());
        QCOMPARE(m_disk.struck(), std::uint64_t{1});
    }

    void aFailedSyncIsReportedAsSuch() {
        Connection db = ready();
        m_disk.failAt(1, Fault::SyncFails);
        const Error error = errorOf(db);
        QVERIFY(error.isIo() && error.isSyncFailure() && !error.isFull());
        QVERIFY(!db.inTransaction());
    }

    void aShortWriteIsAnIoError() {
        Connection db = ready();
        m_disk.failAt(1, Fault::ShortWrite);
        const Error error = errorOf(db);
        QVERIFY(error.isIo() && !error.isSyncFailure());
    }

    void aShortReadIsAnIoError() {
        { ready(); }
        Connection db(options());
        m_disk.failAt(1, Fault::ShortRead);
        try {
            db.prepare("count", "SELECT count(*) FROM entry").value<int>();
            QFAIL("half a page was believed");
        } catch (const Error& error) {
            QVERIFY(error.isIo() && !error.isCorrupt());
        }
    }

    void aSyncThatLosesTakesBackWhatItShouldHaveKept() {
        Connection db = ready();
        const auto sizeOf = [&] { return QFileInfo(m_folder->filePath("fault.db-wal")).size(); };
        const auto before = sizeOf();
        m_disk.failAt(1, Fault::SyncLoses);
        QVERIFY(errorOf(db).isSyncFailure());
        QCOMPARE(sizeOf(), before);
        m_disk.failAt(1, Fault::SyncFails);
        QVERIFY(errorOf(db).isSyncFailure());
        QVERIFY(sizeOf() > before);
    }

    /// SQLite itself says nothing: the commit before the checkpoint is durable.
    void aCheckpointThatCannotSyncIsTold() {
        { ready(); }
        Options often = options();
        often.walAutoCheckpoint = 1;
        Connection db(often);
        // First: the WAL's new head, the commit, the WAL again before it is copied. Then: the
        // commit, the WAL, the database file.
        for (int round = 0; round < 2; ++round) {
            m_disk.failAt(3, Fault::SyncFails);
            insert(db);
            QCOMPARE(m_disk.struck(), std::uint64_t{1});
            const auto failure = db.takeCheckpointFailure();
            QVERIFY(failure && failure->isSyncFailure());
            QVERIFY(!db.takeCheckpointFailure());
        }
        m_disk.heal();
        insert(db);
        QVERIFY(!db.takeCheckpointFailure());
    }

    void callsAreCountedByWhatTheyAre() {
        Connection db = ready();
        m_disk.heal();
        insert(db);
        QCOMPARE(m_disk.calls(DiskCall::Sync), std::uint64_t{1});
        QVERIFY(m_disk.calls(DiskCall::Write) >= 1);
        QCOMPARE(m_disk.calls(DiskCall::Open), std::uint64_t{0});
        QCOMPARE(m_disk.operations(Fault::ShortWrite), m_disk.calls(DiskCall::Write));
    }

    void onceMeansOnceAndPersistentMeansUntilHealed() {
        Connection db = ready();
        m_disk.failAt(1, Fault::DiskFull, Lasting::Once);
        QVERIFY(errorOf(db).isFull());
        insert(db);
        m_disk.failAt(1, Fault::DiskFull, Lasting::Persistent);
        QVERIFY(errorOf(db).isFull());
        QVERIFY(errorOf(db).isFull());
        m_disk.heal();
        insert(db);
        QCOMPARE(db.prepare("count", "SELECT count(*) FROM entry").value<int>(), 2);
    }

    void aSavepointSurvivesThatSqliteEndedItsTransaction() {
        Connection db = ready();
        db.exec("PRAGMA cache_size = 5; PRAGMA cache_spill = ON");
        m_disk.failAt(1, Fault::DiskFull, Lasting::Persistent);
        try {
            Transaction transaction(db);
            for (int i = 0; i < 100; ++i) {
                Savepoint part(db);
                insert(db);
                part.release();
            }
            transaction.commit();
            QFAIL("a full disk took everything");
        } catch (const Error& error) {
            QVERIFY(error.isFull());
        }
        m_disk.heal();
        QVERIFY(!db.inTransaction());
        insert(db);
    }

    void nothingCommittedIsLostWhereverTheDiskFails_data() {
        QTest::addColumn<int>("fault");
        QTest::addColumn<bool>("persistent");
        for (const bool persistent : {false, true}) {
            const QByteArray suffix = persistent ? " from then on" : " once";
            for (std::size_t i = 0; i < kFaultCount; ++i)
                QTest::newRow(nameOf(static_cast<Fault>(i)) + suffix) << int(i) << persistent;
        }
    }
    void nothingCommittedIsLostWhereverTheDiskFails() {
        QFETCH(int, fault);
        QFETCH(bool, persistent);
        const auto kind = static_cast<Fault>(fault);
        const Lasting lasting = persistent ? Lasting::Persistent : Lasting::Once;
        for (std::uint64_t nth = 1;; ++nth) {
            QVERIFY(m_folder.emplace().isValid());
            m_disk.failAt(nth, kind, lasting);
            const int written = writeRows(options(), 1, 6);
            const bool struck = m_disk.struck() > 0;
            m_disk.heal();
            verifyRows(written);
            if (!struck) {
                QCOMPARE(written, 6);
                QVERIFY(nth > 5);
                return;
            }
        }
    }

private:
    Options options() const {
        return {.path = m_folder->filePath("fault.db").toStdString(), .vfs = m_disk.name()};
    }
    Connection ready() {
        Connection db(options());
        db.exec("CREATE TABLE entry (seq integer PRIMARY KEY, payload blob)");
        return db;
    }
    static void insert(Connection& db) {
        db.exec("INSERT INTO entry (payload) VALUES (zeroblob(3000))");
    }
    static Error errorOf(Connection& db) {
        try {
            insert(db);
        } catch (const Error& error) {
            return error;
        }
        return {0, 0, "no error", {}};
    }
    /// Every committed row is there; the one whose commit failed may be, no other.
    void verifyRows(int written) {
        Connection db(options());
        QCOMPARE(findDamage(db), std::string());
        db.exec("CREATE TABLE IF NOT EXISTS entry (seq integer PRIMARY KEY, payload blob)");
        const auto [count, last] =
            db.prepare("rows", "SELECT count(*), coalesce(max(seq), 0) FROM entry")
                .row<int, int>()
                .value();
        QCOMPARE(count, last);
        QVERIFY2(count == written || count == written + 1,
                 qPrintable(QString("%1 rows, %2 committed").arg(count).arg(written)));
    }

    FaultVfs m_disk{"faulty"};
    std::optional<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(SqliteFaultTest)
#include "sqlite_fault_test.moc"
