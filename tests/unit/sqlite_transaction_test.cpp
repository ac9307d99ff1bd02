// links: shared_sqlite
#include "shared/sqlite/connection.h"
#include "shared/sqlite/transaction.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace foyer;
using namespace foyer::sqlite;
using namespace std::chrono_literals;

class SqliteTransactionTest : public QObject {
    Q_OBJECT
private slots:
    void init() {
        QVERIFY(m_folder.emplace().isValid());
        m_db.emplace(options());
        m_db->exec("CREATE TABLE t (x integer PRIMARY KEY)");
    }
    void cleanup() {
        m_db.reset();
        m_folder.reset();
    }

    void aCommitIsSeenByOthersAndARollbackIsNot() {
        Connection other(options());
        {
            Transaction transaction(*m_db);
            insert(1);
            QCOMPARE(count(other), 0);
            transaction.commit();
        }
        QCOMPARE(count(other), 1);
        {
            Transaction transaction(*m_db);
            insert(2);
        }
        QVERIFY(!m_db->inTransaction());
        QCOMPARE(count(*m_db), 1);
    }

    void aTransactionCanBeRolledBackOnPurpose() {
        Transaction transaction(*m_db);
        insert(1);
        transaction.rollback();
        QVERIFY(!m_db->inTransaction());
        QCOMPARE(count(*m_db), 0);
    }

    void aSavepointFailsAlone() {
        Transaction transaction(*m_db);
        insert(1);
        {
            Savepoint part(*m_db);
            insert(2);
        }
        {
            Savepoint part(*m_db);
            insert(3);
            part.release();
        }
        transaction.commit();
        QCOMPARE(sum(*m_db), 4);
    }

    void savepointsNest() {
        Transaction transaction(*m_db);
        Savepoint outer(*m_db);
        insert(1);
        {
            Savepoint inner(*m_db);
            insert(2);
            inner.release();
        }
        {
            Savepoint inner(*m_db);
            insert(4);
            inner.rollback();
            insert(8);
        }
        outer.release();
        transaction.commit();
        QCOMPARE(sum(*m_db), 11);
    }

    void aViolatedConstraintLeavesTheTransactionUsable() {
        Transaction transaction(*m_db);
        insert(1);
        QVERIFY_THROWS_EXCEPTION(Error, insert(1));
        QVERIFY(m_db->inTransaction());
        insert(2);
        transaction.commit();
        QCOMPARE(count(*m_db), 2);
    }

    void aSecondWriterIsBusy() {
        Options impatient = options();
        impatient.busyTimeout = 0ms;
        Connection other(impatient);
        Transaction transaction(*m_db);
        try {
            Transaction second(other);
            QFAIL("two writers at once");
        } catch (const Error& error) {
            QVERIFY(error.isBusy());
            QVERIFY(!error.isFull() && !error.isIo() && !error.isConstraint());
        }
        QVERIFY(!other.inTransaction());
    }

    void aDeferredTransactionReadsOneState() {
        Connection reader(options());
        Transaction reading(reader, Transaction::Mode::Deferred);
        QCOMPARE(count(reader), 0);
        insert(1);
        QCOMPARE(count(reader), 0);
        reading.commit();
        QCOMPARE(count(reader), 1);
    }

    void aReadOnlyConnectionWritesNothing() {
        Options reading = options();
        reading.readOnly = true;
        Connection reader(reading);
        QCOMPARE(count(reader), 0);
        QVERIFY_THROWS_EXCEPTION(Error, reader.exec("INSERT INTO t VALUES (1)"));
    }

    void aMissingFileIsOnlyMadeWhenAsked() {
        Options other = options();
        other.path = m_folder->filePath("none.db").toStdString();
        other.create = false;
        QVERIFY_THROWS_EXCEPTION(Error, Connection{other});
        QVERIFY(!QFile::exists(m_folder->filePath("none.db")));
    }

    void aFileThatIsNoDatabaseIsRefusedAtOpening() {
        QFile file(m_folder->filePath("letter.txt"));
        QVERIFY(file.open(QFile::WriteOnly));
        file.write(QByteArray(5000, 'x'));
        file.close();
        try {
            Connection connection({.path = file.fileName().toStdString()});
            QFAIL("a text was taken for a database");
        } catch (const Error& error) {
            QVERIFY(error.isCorrupt());
        }
        QVERIFY(file.open(QFile::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray(5000, 'x'));
    }

    void theConnectionIsSetUpAsAJournalNeedsIt() {
        const auto pragma = [&](const char* sql) {
            return m_db->prepare("pragma", sql).value<std::int64_t>();
        };
        QCOMPARE(m_db->prepare("mode", "PRAGMA journal_mode").value<std::string>(),
                 std::string("wal"));
        QCOMPARE(pragma("PRAGMA synchronous"), 2);
        QCOMPARE(pragma("PRAGMA foreign_keys"), 1);
        QCOMPARE(pragma("PRAGMA recursive_triggers"), 1);
    }

    void truncatingTheWalEmptiesItUnlessAReaderNeedsIt() {
        insert(1);
        const QString wal = m_folder->filePath("test.db-wal");
        QVERIFY(QFileInfo(wal).size() > 0);
        m_db->truncateWal();
        QCOMPARE(QFileInfo(wal).size(), 0);

        Connection reader(options());
        Transaction reading(reader, Transaction::Mode::Deferred);
        QCOMPARE(count(reader), 1);
        insert(2);
        Options impatient = options();
        impatient.busyTimeout = 0ms;
        Connection third(impatient);
        QVERIFY_THROWS_EXCEPTION(Error, third.truncateWal());
    }

private:
    Options options() const { return {.path = m_folder->filePath("test.db").toStdString()}; }
    void insert(int x) { m_db->prepare("insert", "INSERT INTO t VALUES ($1)").run(x); }
    static int count(Connection& db) {
        return db.prepare("count", "SELECT count(*) FROM t").value<int>().value();
    }
    static int sum(Connection& db) {
        return db.prepare("sum", "SELECT sum(x) FROM t").value<int>().value();
    }

    std::optional<QTemporaryDir> m_folder;
    std::optional<Connection> m_db;
};

QTEST_APPLESS_MAIN(SqliteTransactionTest)
#include "sqlite_transaction_test.moc"
