// links: shared_sqlite
#include "shared/sqlite/migrations.h"

#include "shared/sqlite/connection.h"
#include "shared/sqlite/transaction.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace foyer;
using namespace foyer::sqlite;

namespace {

using Files = std::vector<SqlFile>;
using Kind = MigrationRefusal::Kind;

const SqlFile kFirst{"migrations/0001_first.sql",
                     "CREATE TABLE a (id integer PRIMARY KEY, parent integer REFERENCES a (id));",
                     "01"};
const SqlFile kFirstSqlite{"migrations/0001_first.sqlite.sql",
                           "CREATE TRIGGER keep BEFORE DELETE ON a "
                           "BEGIN SELECT RAISE(ABORT, 'append only'); END;",
                           "0101"};
const SqlFile kSecond{"migrations/0002_second.sql", "ALTER TABLE a ADD COLUMN note text;", "02"};

SqlFiles filesOf(const Files& files) {
    return SqlFiles(files, Dialect::Sqlite);
}

Result<MigrationNumbers, MigrationRefusal> migrateTo(Connection& db, const Files& files) {
    return migrate(db, filesOf(files), ApplicationId::Test, instantFromMs(1234));
}

} // namespace

class SqliteMigrationsTest : public QObject {
    Q_OBJECT
private slots:
    void init() {
        QVERIFY(m_folder.emplace().isValid());
        m_db.emplace(Options{.path = m_folder->filePath("test.db").toStdString()});
    }
    void cleanup() {
        m_db.reset();
        m_folder.reset();
    }

    void anEmptyFileGetsEverythingInOrder() {
        const auto applied = migrateTo(*m_db, {kFirst, kFirstSqlite, kSecond});
        QVERIFY(applied);
        QCOMPARE(*applied, (MigrationNumbers{1, 2}));
        m_db->exec("INSERT INTO a (id, note) VALUES (1, 'x')");
        QVERIFY_THROWS_EXCEPTION(Error, m_db->exec("DELETE FROM a"));
        const auto row = m_db->prepare("row", "SELECT name, applied_at FROM schema_migration "
                                              "WHERE number = 2")
                             .row<std::string, Instant>();
        QCOMPARE(*row, (std::tuple{std::string("second"), instantFromMs(1234)}));
    }

    void aSecondRunChangesNothing() {
        QVERIFY(migrateTo(*m_db, {kFirst, kSecond}));
        const auto before = fileSize();
        const auto again = migrateTo(*m_db, {kFirst, kSecond});
        QVERIFY(again && again->empty());
        QCOMPARE(fileSize(), before);
    }

    void onlyTheMissingOnesAreApplied() {
        QVERIFY(migrateTo(*m_db, {kFirst}));
        m_db->exec("INSERT INTO a (id) VALUES (7)");
        QCOMPARE(*migrateTo(*m_db, {kFirst, kSecond}), MigrationNumbers{2});
        QCOMPARE(count("SELECT count(*) FROM a WHERE note IS NULL"), 1);
    }

    void pendingOnesAreNamedWithoutTouchingAnything() {
        const auto pending =
            pendingMigrations(*m_db, filesOf({kFirst, kSecond}), ApplicationId::Test);
        QCOMPARE(*pending, (MigrationNumbers{1, 2}));
        QCOMPARE(count("SELECT count(*) FROM sqlite_master"), 0);
        QCOMPARE(count("PRAGMA application_id"), 0);
    }

    void aFailingMigrationChangesNothingAtAll() {
        const SqlFile broken{"migrations/0002_broken.sql", "CREATE TABLE b (x integer); nonsense;"};
        QVERIFY_THROWS_EXCEPTION(Error, (void)migrateTo(*m_db, {kFirst, broken}));
        QVERIFY(!m_db->inTransaction());
        QCOMPARE(count("SELECT count(*) FROM sqlite_master"), 0);
        QCOMPARE(count("PRAGMA application_id"), 0);
        QCOMPARE(count("PRAGMA foreign_keys"), 1);
        QVERIFY(migrateTo(*m_db, {kFirst, kSecond}));
    }

    void aDatabaseNewerThanTheProgramIsRefused() {
        QVERIFY(migrateTo(*m_db, {kFirst, kSecond}));
        const auto refused = migrateTo(*m_db, {kFirst});
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, Kind::NewerDatabase);
        QVERIFY(refused.error().message.find("start the newer program") != std::string::npos);
        QVERIFY(!pendingMigrations(*m_db, filesOf({kFirst}), ApplicationId::Test));
    }

    void anEditedMigrationIsRefused() {
        QVERIFY(migrateTo(*m_db, {kFirst, kFirstSqlite}));
        const SqlFile edited{kFirst.path, "CREATE TABLE a (id integer PRIMARY KEY);", "03"};
        QCOMPARE(migrateTo(*m_db, {edited, kFirstSqlite}).error().kind, Kind::Changed);
        QCOMPARE(migrateTo(*m_db, {kFirst}).error().kind, Kind::Changed);
        QVERIFY(migrateTo(*m_db, {kFirst, kFirstSqlite}));
    }

    void aForeignFileIsRefused() {
        m_db->exec("CREATE TABLE holiday_photos (x integer)");
        QCOMPARE(migrateTo(*m_db, {kFirst}).error().kind, Kind::ForeignFile);
        QCOMPARE(count("SELECT count(*) FROM sqlite_master"), 1);
    }

    void theOtherHalfOfFoyerIsRefused() {
        QVERIFY(migrate(*m_db, filesOf({kFirst}), ApplicationId::Server, instantFromMs(0)));
        const auto refused =
            migrate(*m_db, filesOf({kFirst}), ApplicationId::Terminal, instantFromMs(0));
        QCOMPARE(refused.error().kind, Kind::ForeignFile);
        QVERIFY(pendingMigrations(*m_db, filesOf({kFirst}), ApplicationId::Server));
    }

    void aMigrationMayRebuildATableOthersReferTo() {
        QVERIFY(migrateTo(*m_db, {kFirst}));
        m_db->exec("INSERT INTO a VALUES (1, NULL), (2, 1)");
        const SqlFile rebuild{"migrations/0002_rebuild.sql",
                              "CREATE TABLE b (id integer PRIMARY KEY, "
                              "parent integer REFERENCES a (id));"
                              "INSERT INTO b SELECT id, parent FROM a;"
                              "DROP TABLE a; ALTER TABLE b RENAME TO a;"};
        QVERIFY(migrateTo(*m_db, {kFirst, rebuild}));
        QCOMPARE(count("SELECT count(*) FROM a"), 2);
        QVERIFY_THROWS_EXCEPTION(Error, m_db->exec("INSERT INTO a VALUES (3, 9)"));
    }

    void aMigrationThatLeavesDanglingReferencesIsRefused() {
        const SqlFile dangling{"migrations/0002_dangling.sql", "INSERT INTO a VALUES (1, 99);"};
        try {
            (void)migrateTo(*m_db, {kFirst, dangling});
            QFAIL("a reference to nothing went in");
        } catch (const Error& error) {
            QVERIFY(error.isForeignKey());
            QVERIFY(error.message().find("table a") != std::string::npos);
        }
        QCOMPARE(count("SELECT count(*) FROM sqlite_master"), 0);
    }

    void theHashOfBothTextsIsKept() {
        QVERIFY(migrateTo(*m_db, {kFirst, kFirstSqlite}));
        QCOMPARE(m_db->prepare("hash", "SELECT hash FROM schema_migration").value<Bytes>(),
                 (Bytes{1, 1, 1}));
    }

private:
    std::int64_t count(std::string_view sql) {
        return m_db->prepare("count", sql).value<std::int64_t>().value();
    }
    qint64 fileSize() const {
        return QFileInfo(m_folder->filePath("test.db")).size() +
               QFileInfo(m_folder->filePath("test.db-wal")).size();
    }

    std::optional<QTemporaryDir> m_folder;
    std::optional<Connection> m_db;
};

QTEST_APPLESS_MAIN(SqliteMigrationsTest)
#include "sqlite_migrations_test.moc"
