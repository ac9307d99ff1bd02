// links: shared_sqlite
#include "shared/sqlite/connection.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::sqlite;

namespace {

using Files = std::vector<SqlFile>;

/// The message of the refusal, or nothing when the files are taken.
std::string refusalOf(const Files& files, Dialect dialect = Dialect::Sqlite) {
    try {
        const SqlFiles taken(files, dialect);
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

bool names(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

} // namespace

class SqliteFilesTest : public QObject {
    Q_OBJECT
private slots:
    void statementsAreFoundByName() {
        const SqlFiles files(Files{{"queries/seat_claim.sql", "-- Claims of seats.\n\n"
                                                              "-- name: holdSeats\n"
                                                              "INSERT INTO x\nVALUES ($1);\n\n"
                                                              "-- name: freeSeats \r\n"
                                                              "-- only expired ones\n"
                                                              "DELETE FROM x"},
                                   {"queries/movie.sql", "-- name: movie\nSELECT 1\n"}},
                             Dialect::Sqlite);
        QCOMPARE(files.queries().size(), std::size_t{3});
        QCOMPARE(files.query("holdSeats").sql, std::string("INSERT INTO x\nVALUES ($1);\n\n"));
        QCOMPARE(files.query("freeSeats").sql,
                 std::string("-- only expired ones\nDELETE FROM x\n"));
        QCOMPARE(files.query("movie").file, std::string_view("queries/movie.sql"));
        QVERIFY_THROWS_EXCEPTION(Error, (void)files.query("Movie"));
    }

    void theCompanionOfTheDialectTakesThePlaceOfTheSharedStatement() {
        const Files files{{"queries/a.postgres.sql", "-- name: now\nSELECT 'postgres'\n"},
                          {"queries/a.sql", "-- name: now\nSELECT 'shared'\n"},
                          {"queries/a.sqlite.sql", "-- name: only\nSELECT 'sqlite'\n"}};
        const SqlFiles sqlite(files, Dialect::Sqlite);
        QCOMPARE(sqlite.query("now").sql, std::string("SELECT 'shared'\n"));
        QCOMPARE(sqlite.query("only").sql, std::string("SELECT 'sqlite'\n"));
        const SqlFiles postgres(files, Dialect::Postgres);
        QCOMPARE(postgres.query("now").sql, std::string("SELECT 'postgres'\n"));
        QCOMPARE(postgres.queries().size(), std::size_t{1});
    }

    void aNameIsDefinedOnce() {
        const Files twice{{"queries/a.sql", "-- name: x\nSELECT 1\n"},
                          {"queries/b.sql", "-- name: x\nSELECT 2\n"}};
        QVERIFY(names(refusalOf(twice), "queries/a.sql, queries/b.sql"));
        const Files companions{{"queries/a.sqlite.sql", "-- name: x\nSELECT 1\n"},
                               {"queries/b.sqlite.sql", "-- name: x\nSELECT 2\n"}};
        QVERIFY(names(refusalOf(companions), "defined twice"));
        QVERIFY(refusalOf(companions, Dialect::Postgres).empty());
    }

    void sqlWithoutANameIsRefused() {
        QVERIFY(names(refusalOf({{"queries/a.sql", "SELECT 1"}}), "queries/a.sql"));
        QVERIFY(names(refusalOf({{"queries/a.sql", "-- name: \nSELECT 1"}}), "queries/a.sql"));
        QVERIFY(refusalOf({{"queries/a.sql", "-- nothing here\n\n"}}).empty());
    }

    void migrationsComeByNumberWithTheirCompanion() {
        const Files files{{"migrations/0002_more.sql", "two"},
                          {"migrations/0001_first.sql", "one"},
                          {"migrations/0001_first.sqlite.sql", "one for sqlite"},
                          {"migrations/0001_first.postgres.sql", "one for postgres"},
                          {"migrations/0003_only.postgres.sql", "three"}};
        const SqlFiles sqlite(files, Dialect::Sqlite);
        QCOMPARE(sqlite.migrations().size(), std::size_t{3});
        QCOMPARE(sqlite.migrations()[0].name, std::string("first"));
        QCOMPARE(sqlite.migrations()[0].shared, std::string_view("one"));
        QCOMPARE(sqlite.migrations()[0].companion, std::string_view("one for sqlite"));
        QCOMPARE(sqlite.migrations()[1].number, 2);
        QVERIFY(sqlite.migrations()[2].companion.empty());
        const SqlFiles postgres(files, Dialect::Postgres);
        QCOMPARE(postgres.migrations()[0].companion, std::string_view("one for postgres"));
        QCOMPARE(postgres.migrations()[2].companion, std::string_view("three"));
    }

    void migrationsAreNumberedWithoutGaps() {
        QVERIFY(!refusalOf({{"migrations/0002_a.sql", ""}}).empty());
        QVERIFY(!refusalOf({{"migrations/0001_a.sql", ""}, {"migrations/0003_b.sql", ""}}).empty());
        QVERIFY(!refusalOf({{"migrations/0001_a.sql", ""}, {"migrations/0001_b.sql", ""}}).empty());
        QVERIFY(!refusalOf({{"migrations/1_a.sql", ""}}).empty());
        QVERIFY(!refusalOf({{"migrations/0001.sql", ""}}).empty());
        QVERIFY(!refusalOf({{"migrations/first.sql", ""}}).empty());
        QVERIFY(!refusalOf({{"migrations/0001_a.sql", ""}, {"migrations/0001_b.sqlite.sql", "x"}})
                     .empty());
    }
};

QTEST_APPLESS_MAIN(SqliteFilesTest)
#include "sqlite_files_test.moc"
