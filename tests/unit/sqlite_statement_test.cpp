// links: shared_sqlite
#include "shared/sqlite/connection.h"

#include "shared/base/random.h"

#include <QtTest>
#include <sqlite3.h>

using namespace foyer;
using namespace foyer::sqlite;

namespace {

/// The code of the Error that `action` throws, or SQLITE_OK.
template <class Action>
int codeOf(Action action) {
    try {
        action();
    } catch (const Error& error) {
        return error.code();
    }
    return SQLITE_OK;
}

template <class T>
bool comesBack(Connection& db, const T& value) {
    Statement echo = db.prepare("echo", "SELECT $1");
    const auto back = echo.value<T>(value);
    return back.has_value() && *back == value;
}

} // namespace

class SqliteStatementTest : public QObject {
    Q_OBJECT
private slots:
    void init() { m_db.emplace(Options{.path = ":memory:"}); }
    void cleanup() { m_db.reset(); }

    void everyTypeComesBackAsItWent() {
        SeededRandom random(1);
        QVERIFY(comesBack(*m_db, std::numeric_limits<std::int64_t>::min()));
        QVERIFY(comesBack(*m_db, std::uint32_t{4'000'000'000}));
        QVERIFY(comesBack(*m_db, true) && comesBack(*m_db, false));
        QVERIFY(comesBack(*m_db, std::string("Kino – 映画館")));
        QVERIFY(comesBack(*m_db, std::string("with\0zero", 9)));
        QVERIFY(comesBack(*m_db, Bytes{0, 1, 255}));
        QVERIFY(comesBack(*m_db, Hash{1, 2, 3}));
        QVERIFY(comesBack(*m_db, Signature{9}));
        QVERIFY(comesBack(*m_db, Uuid::make(instantFromMs(5), random)));
        QVERIFY(comesBack(*m_db, TicketId::make(instantFromMs(5), random)));
        QVERIFY(comesBack(*m_db, SeatNo{65'535}) && comesBack(*m_db, Epoch{1LL << 40}));
        QVERIFY(comesBack(*m_db, instantFromMs(1'772'000'000'123)));
        QVERIFY(comesBack(*m_db, Date{std::chrono::year{2026} / 3 / 5}));
        QVERIFY(comesBack(*m_db, Milliseconds{-5}));
        QVERIFY(comesBack(*m_db, *Currency::parse("CHF")));
    }

    void nothingComesBackAsNothing() {
        QVERIFY(comesBack(*m_db, std::optional<TicketId>{}));
        QVERIFY(comesBack(*m_db, std::optional<SeatNo>{SeatNo{4}}));
        Statement isNull = m_db->prepare("isNull", "SELECT $1 IS NULL");
        QCOMPARE(isNull.value<bool>(nullptr), true);
        QCOMPARE(isNull.value<bool>(std::nullopt), true);
        QCOMPARE(isNull.value<bool>(orNull(TicketId{})), true);
    }

    void emptyIsNotNull() {
        Statement type = m_db->prepare("type", "SELECT typeof($1)");
        QCOMPARE(type.value<std::string>(std::string_view{}), std::string("text"));
        QCOMPARE(type.value<std::string>(""), std::string("text"));
        QCOMPARE(type.value<std::string>(ByteView{}), std::string("blob"));
        QVERIFY(comesBack(*m_db, Bytes{}) && comesBack(*m_db, std::string{}));
    }

    void parametersGoByTheirNumberWhateverTheirOrder() {
        Statement mixed = m_db->prepare("mixed", "SELECT $3 || $1 || $2 || $1");
        QCOMPARE(mixed.parameterCount(), 3);
        QCOMPARE(mixed.value<std::string>("a", "b", "c"), std::string("caba"));
    }

    void moreThanNineParametersKeepTheirOrder() {
        Statement many = m_db->prepare(
            "many", "SELECT $11 || $2 || $10 || $1 || $3 || $4 || $5 || $6 || $7 || $8 || $9");
        const auto text =
            many.value<std::string>("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k");
        QCOMPARE(text, std::string("kbjacdefghi"));
    }

    void parametersWithGapsOrNamesAreRefused() {
        for (const char* sql : {"SELECT $1, $3", "SELECT $0", "SELECT $2", "SELECT :name",
                                "SELECT ?", "SELECT $name", "SELECT @1"})
            QVERIFY2(codeOf([&] { (void)m_db->prepare("wrong", sql); }) == SQLITE_MISUSE, sql);
    }

    void theNumberOfArgumentsMustFit() {
        Statement two = m_db->prepare("two", "SELECT $1, $2");
        QCOMPARE(codeOf([&] { two.run(1); }), SQLITE_MISUSE);
        QCOMPARE(codeOf([&] { two.run(1, 2, 3); }), SQLITE_MISUSE);
        QCOMPARE(codeOf([&] { two.run(1, 2); }), SQLITE_OK);
    }

    void exactlyOneStatementIsPrepared() {
        for (const char* sql : {"", "-- nothing", "SELECT 1; SELECT 2", "SELECT 1; nonsense"})
            QVERIFY2(codeOf([&] { (void)m_db->prepare("wrong", sql); }) == SQLITE_MISUSE, sql);
        QCOMPARE(codeOf([&] { (void)m_db->prepare("good", "SELECT 1; -- done\n"); }), SQLITE_OK);
    }

    void readingIsStrict() {
        const auto reads = [&](const char* sql, auto wanted) {
            Statement statement = m_db->prepare("strict", sql);
            return codeOf([&] { (void)statement.value<decltype(wanted)>(); });
        };
        QCOMPARE(reads("SELECT '5'", std::int64_t{}), SQLITE_MISMATCH);
        QCOMPARE(reads("SELECT 1.5", std::int64_t{}), SQLITE_MISMATCH);
        QCOMPARE(reads("SELECT NULL", std::int64_t{}), SQLITE_MISMATCH);
        QCOMPARE(reads("SELECT 5", std::string{}), SQLITE_MISMATCH);
        QCOMPARE(reads("SELECT 'x'", Bytes{}), SQLITE_MISMATCH);
        QCOMPARE(reads("SELECT 2", bool{}), SQLITE_MISMATCH);
        QCOMPARE(reads("SELECT 65536", SeatNo{}), SQLITE_MISMATCH);
        QCOMPARE(reads("SELECT -1", SeatNo{}), SQLITE_MISMATCH);
        QCOMPARE(reads("SELECT x'00'", Hash{}), SQLITE_MISMATCH);
        QCOMPARE(reads("SELECT zeroblob(17)", Uuid{}), SQLITE_MISMATCH);
        QCOMPARE(reads("SELECT 'eur'", Currency{}), SQLITE_MISMATCH);
        QCOMPARE(reads("SELECT 65535", SeatNo{}), SQLITE_OK);
    }

    void runCountsTheRowsItChanged() {
        m_db->exec("CREATE TABLE seat (no integer PRIMARY KEY, state integer)");
        Statement insert = m_db->prepare("insert", "INSERT INTO seat VALUES ($1, 0)");
        for (int no = 0; no < 5; ++no)
            QCOMPARE(insert.run(no), 1);
        Statement update = m_db->prepare("update", "UPDATE seat SET state = $2 WHERE no < $1");
        QCOMPARE(update.run(3, 1), 3);
        QCOMPARE(update.run(0, 1), 0);
        QCOMPARE(m_db->prepare("select", "SELECT * FROM seat").run(), 0);
    }

    void aCursorWalksTheRowsAndStopsAtTheEnd() {
        Statement rows = m_db->prepare("rows", "SELECT 1 AS no, 'a' AS label UNION SELECT 2, 'b'");
        QCOMPARE(rows.columnCount(), 2);
        QCOMPARE(rows.columnName(1), std::string("label"));
        std::string seen;
        Cursor cursor = rows.query();
        while (cursor.next()) {
            const auto [no, label] = cursor.as<int, std::string>();
            seen += label + std::to_string(no);
        }
        QCOMPARE(seen, std::string("a1b2"));
        QVERIFY(!cursor.next());
    }

    void rowGivesTheFirstRowOrNothing() {
        Statement find = m_db->prepare("find", "SELECT $1, 'x' WHERE $1 > 0");
        const auto found = find.row<SeatNo, std::string>(SeatNo{7});
        QVERIFY(found);
        QCOMPARE(std::get<0>(*found), SeatNo{7});
        QVERIFY(!(find.row<SeatNo, std::string>(SeatNo{0})));
        QVERIFY(!find.value<SeatNo>(SeatNo{0}));
    }

    void aQueryKeepsItsTemporaries() {
        Statement echo = m_db->prepare("echo", "SELECT $1 UNION ALL SELECT $1");
        Cursor rows = echo.query(std::string(100, 'x') + "end");
        QVERIFY(rows.next());
        QCOMPARE(rows.get<std::string_view>(0).size(), std::size_t{103});
        QVERIFY(rows.get<std::string>(0).ends_with("xend"));
    }

    void aStatementIsFreeAgainWhenItsCursorGoes() {
        m_db->exec("CREATE TABLE t (x integer); INSERT INTO t VALUES (1), (2)");
        Statement all = m_db->prepare("all", "SELECT x FROM t");
        {
            Cursor rows = all.query();
            QVERIFY(rows.next());
        }
        QCOMPARE(all.value<int>(), 1);
        m_db->exec("DROP TABLE t"); // refused as locked while a read is under way
    }

    void aStatementWorksAgainAfterAnError() {
        m_db->exec("CREATE TABLE t (x integer PRIMARY KEY)");
        Statement insert = m_db->prepare("insertT", "INSERT INTO t VALUES ($1) RETURNING x");
        QCOMPARE(insert.value<int>(1), 1);
        QCOMPARE(codeOf([&] { (void)insert.value<int>(1); }), SQLITE_CONSTRAINT);
        QCOMPARE(insert.value<int>(2), 2);
    }

    void anErrorNamesItsStatement() {
        m_db->exec("CREATE TABLE t (x integer PRIMARY KEY)");
        Statement insert = m_db->prepare("insertT", "INSERT INTO t VALUES ($1)");
        insert.run(1);
        try {
            insert.run(1);
            QFAIL("a second row of the same key went in");
        } catch (const Error& error) {
            QCOMPARE(error.statement(), std::string("insertT"));
            QVERIFY(std::string_view(error.what()).find("t.x") != std::string_view::npos);
        }
    }

    void constraintsAreToldApart() {
        m_db->exec("CREATE TABLE a (x integer PRIMARY KEY, u integer UNIQUE, n integer NOT NULL, "
                   "c integer CHECK (c > 0), f integer REFERENCES a (x));"
                   "CREATE TRIGGER keep BEFORE DELETE ON a "
                   "BEGIN SELECT RAISE(ABORT, 'append only'); END;"
                   "INSERT INTO a VALUES (1, 1, 1, 1, NULL)");
        const auto fails = [&](const char* sql, bool (Error::*kind)() const) {
            try {
                m_db->exec(sql);
            } catch (const Error& error) {
                const int kinds = error.isUnique() + error.isForeignKey() +
                                  error.isNotNullOrCheck() + error.isRefusedByTrigger();
                return error.isConstraint() && (error.*kind)() && kinds == 1;
            }
            return false;
        };
        QVERIFY(fails("INSERT INTO a VALUES (1, 2, 1, 1, NULL)", &Error::isUnique));
        QVERIFY(fails("INSERT INTO a VALUES (2, 1, 1, 1, NULL)", &Error::isUnique));
        QVERIFY(fails("INSERT INTO a VALUES (2, 2, NULL, 1, NULL)", &Error::isNotNullOrCheck));
        QVERIFY(fails("INSERT INTO a VALUES (2, 2, 1, 0, NULL)", &Error::isNotNullOrCheck));
        QVERIFY(fails("INSERT INTO a VALUES (2, 2, 1, 1, 9)", &Error::isForeignKey));
        QVERIFY(fails("DELETE FROM a", &Error::isRefusedByTrigger));
    }

    void replaceDoesNotGetPastTheTriggerOfAnAppendOnlyTable() {
        m_db->exec("CREATE TABLE ledger (id integer PRIMARY KEY, amount integer);"
                   "CREATE TRIGGER keep BEFORE DELETE ON ledger "
                   "BEGIN SELECT RAISE(ABORT, 'append only'); END;"
                   "INSERT INTO ledger VALUES (1, 100)");
        QCOMPARE(codeOf([&] { m_db->exec("INSERT OR REPLACE INTO ledger VALUES (1, 5)"); }),
                 SQLITE_CONSTRAINT);
        QCOMPARE(m_db->prepare("amount", "SELECT amount FROM ledger").value<int>(), 100);
    }

    void doubleQuotesAreNamesOnly() {
        QCOMPARE(codeOf([&] { (void)m_db->prepare("quoted", "SELECT \"text\""); }), SQLITE_ERROR);
    }

    void statementsArePreparedOnceByName() {
        const SqlFile file{"queries/seat.sql", "-- name: one\nSELECT 1\n-- name: bad\nSELECT x\n"};
        const SqlFiles files({&file, 1}, Dialect::Sqlite);
        Statements statements(*m_db, files);
        Statement& one = statements["one"];
        QCOMPARE(&statements["one"], &one);
        QCOMPARE(one.value<int>(), 1);
        QCOMPARE(codeOf([&] { (void)statements["none"]; }), SQLITE_MISUSE);
        QCOMPARE(codeOf([&] { (void)statements["bad"]; }), SQLITE_ERROR);
        QCOMPARE(codeOf([&] { (void)statements["bad"]; }), SQLITE_ERROR);
    }

private:
    std::optional<Connection> m_db;
};

QTEST_APPLESS_MAIN(SqliteStatementTest)
#include "sqlite_statement_test.moc"
