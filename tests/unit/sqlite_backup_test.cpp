// links: shared_sqlite
#include "shared/sqlite/backup.h"

#include "shared/sqlite/connection.h"
#include "shared/sqlite/fault_vfs.h"
#include "shared/sqlite/transaction.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

using namespace foyer;
using namespace foyer::sqlite;

class SqliteBackupTest : public QObject {
    Q_OBJECT
private slots:
    void init() {
        QVERIFY(m_folder.emplace().isValid());
        m_db.emplace(Options{.path = path("live.db")});
        m_db->exec("CREATE TABLE t (x integer PRIMARY KEY, filler blob);"
                   "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n "
                   "WHERE x < 3000) INSERT INTO t SELECT x, zeroblob(2000) FROM n");
    }
    void cleanup() {
        m_db.reset();
        m_folder.reset();
    }

    void theCopyIsOneSoundFileWithEverything() {
        Connection source({.path = path("live.db")});
        std::vector<std::int64_t> done;
        backupTo(source, path("copy.db"), [&](BackupProgress now) {
            done.push_back(now.pagesDone);
            QVERIFY(now.pagesDone <= now.pagesTotal);
        });
        QVERIFY(done.size() > 1);
        QVERIFY(std::is_sorted(done.begin(), done.end()));
        QCOMPARE(files("copy*"), QStringList{"copy.db"});
        Connection copy({.path = path("copy.db"), .readOnly = true});
        QCOMPARE(count(copy), 3000);
        QCOMPARE(findDamage(copy), std::string());
    }

    void theCopyIsOfOneMomentWhileTheWriterGoesOn() {
        Connection source({.path = path("live.db")});
        int inserted = 0;
        backupTo(source, path("copy.db"), [&](BackupProgress) {
            m_db->prepare("insert", "INSERT INTO t VALUES ($1, NULL)").run(10'000 + inserted++);
        });
        QVERIFY(inserted > 1);
        Connection copy({.path = path("copy.db")});
        QCOMPARE(count(copy), 3000);
        QCOMPARE(count(*m_db), 3000 + inserted);
        QVERIFY(!source.inTransaction());
    }

    void anExistingFileIsNeverOverwritten() {
        backupTo(*m_db, path("copy.db"));
        m_db->exec("DELETE FROM t");
        QVERIFY_THROWS_EXCEPTION(Error, backupTo(*m_db, path("copy.db")));
        Connection copy({.path = path("copy.db")});
        QCOMPARE(count(copy), 3000);
        QVERIFY(files("*.part*").isEmpty());
    }

    void aFailingDiskLeavesNoHalfCopy() {
        FaultVfs disk("backup-disk");
        {
            Connection source({.path = path("live.db"), .vfs = disk.name()});
            disk.failAt(200, Fault::IoError, FaultVfs::Lasting::Persistent);
            QVERIFY_THROWS_EXCEPTION(Error, backupTo(source, path("copy.db")));
        }
        QVERIFY(files("copy*").isEmpty());
    }

    void danglingReferencesCountAsDamage() {
        m_db->exec(
            "PRAGMA foreign_keys = OFF;"
            "CREATE TABLE child (t integer REFERENCES t (x)); INSERT INTO child VALUES (-1)");
        const std::string damage = findDamage(*m_db);
        QVERIFY2(damage.find("table child") != std::string::npos, damage.c_str());
        QVERIFY_THROWS_EXCEPTION(Error, backupTo(*m_db, path("copy.db")));
        QVERIFY(files("copy*").isEmpty());
    }

    void aDamagedPageIsFound() {
        m_db->truncateWal();
        m_db.reset();
        QFile file(m_folder->filePath("live.db"));
        QVERIFY(file.open(QFile::ReadWrite));
        QVERIFY(file.seek(4096)); // the head of the table's root page
        file.write(QByteArray(1000, '\xFF'));
        file.close();
        Connection damaged({.path = path("live.db")});
        QVERIFY(!findDamage(damaged).empty());
    }

private:
    std::string path(const char* name) const { return m_folder->filePath(name).toStdString(); }
    QStringList files(const char* pattern) const {
        return QDir(m_folder->path()).entryList({pattern}, QDir::Files);
    }
    static int count(Connection& db) {
        return db.prepare("count", "SELECT count(*) FROM t").value<int>().value();
    }

    std::optional<QTemporaryDir> m_folder;
    std::optional<Connection> m_db;
};

QTEST_APPLESS_MAIN(SqliteBackupTest)
#include "sqlite_backup_test.moc"
