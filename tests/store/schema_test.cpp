// links: shared_sqlite
#include "shared/sqlite/connection.h"
#include "shared/sqlite/migrations.h"
#include "store_harness/sql_server.h"
#include "tests/store/postgres_connection.h"
#include "tests/store/postgres_server.h"

#include <QCryptographicHash>
#include <QFile>
#include <QtTest>
#include <map>
#include <set>

using namespace foyer;
using namespace foyer::sqlite;
using foyer::tests::PostgresConnection;
using foyer::tests::PostgresError;
using foyer::tests::PostgresServer;

namespace {

/// "table.column" → "type, nullable".
using Columns = std::map<std::string, std::string>;

/// The append-only tables and one row for each; references are off while they go in.
const std::map<std::string, std::string> kAppendOnlyRows{
    {"journal_entry", "INSERT INTO journal_entry (terminal, incarnation, seq, type, payload, "
                      "prev_hash, hash, signature, received_at) "
                      "VALUES ('t', 1, 1, 'sale', '{}', 'p', 'h', 's', 0)"},
    {"verdict", "INSERT INTO verdict (terminal, incarnation, seq, rule, outcome, reason, given_at) "
                "VALUES ('t', 1, 1, 'R3', 'accepted', '', 0)"},
    {"verdict_move", "INSERT INTO verdict_move (terminal, incarnation, seq, position, ticket, "
                     "from_seat, to_seat) VALUES ('t', 1, 1, 0, 'k', 1, 2)"},
    {"ledger_transaction", "INSERT INTO ledger_transaction (id, event, terminal, incarnation, seq, "
                           "business_day, at) VALUES ('l', 'sale', 't', 1, 1, 0, 0)"},
    {"ledger_posting", "INSERT INTO ledger_posting (ledger_transaction, position, account, amount, "
                       "currency) VALUES ('l', 0, 'cash_drawer', 1, 'EUR')"},
    {"refund", "INSERT INTO refund (ticket, booking, terminal, incarnation, seq, amount, currency, "
               "at) VALUES ('k', 'b', 't', 1, 1, 1, 'EUR', 0)"},
    {"price_variance", "INSERT INTO price_variance (ticket, printed, listed) VALUES ('k', 1, 2)"},
    {"audit", "INSERT INTO audit (number, at, actor, action, text, prev_hash, hash) "
              "VALUES (1, 0, 'a', 'b', 'c', 'p', 'h')"}};

SqlFiles filesFor(Dialect dialect) {
    return SqlFiles(tests::server::sqlFiles(), dialect);
}

Columns columnsOf(Connection& db) {
    Statement all =
        db.prepare("columns", "SELECT t.name || '.' || c.name, lower(c.type) || "
                              "CASE WHEN c.\"notnull\" = 0 AND c.pk = 0 "
                              "THEN ', nullable' ELSE '' END "
                              "FROM sqlite_master t, pragma_table_info(t.name) c "
                              "WHERE t.type = 'table' AND t.name <> 'schema_migration'");
    Columns columns;
    for (Cursor rows = all.query(); rows.next();)
        columns[rows.get<std::string>(0)] = rows.get<std::string>(1);
    return columns;
}

Columns columnsOf(PostgresConnection& db) {
    Columns columns;
    for (const auto& row : db.query("SELECT table_name || '.' || column_name, data_type || "
                                    "CASE is_nullable WHEN 'YES' THEN ', nullable' ELSE '' END "
                                    "FROM information_schema.columns "
                                    "WHERE table_schema = 'public'"))
        columns[row[0].value()] = row[1].value();
    return columns;
}

/// Index names stand for the uniqueness they enforce, so both engines must have the same.
std::set<std::string> indexesOf(Connection& db) {
    Statement all = db.prepare("indexes", "SELECT name FROM sqlite_master WHERE type = 'index' "
                                          "AND sql IS NOT NULL");
    std::set<std::string> names;
    for (Cursor rows = all.query(); rows.next();)
        names.insert(rows.get<std::string>(0));
    return names;
}

std::set<std::string> indexesOf(PostgresConnection& db) {
    std::set<std::string> names;
    for (const auto& row : db.query("SELECT i.relname FROM pg_index x "
                                    "JOIN pg_class i ON i.oid = x.indexrelid "
                                    "JOIN pg_namespace n ON n.oid = i.relnamespace "
                                    "LEFT JOIN pg_constraint c ON c.conindid = i.oid "
                                    "WHERE n.nspname = 'public' AND c.oid IS NULL"))
        names.insert(row[0].value());
    return names;
}

std::set<std::string> guardedTables(Connection& db) {
    Statement all = db.prepare("triggers", "SELECT DISTINCT tbl_name FROM sqlite_master "
                                           "WHERE type = 'trigger'");
    std::set<std::string> names;
    for (Cursor rows = all.query(); rows.next();)
        names.insert(rows.get<std::string>(0));
    return names;
}

std::set<std::string> guardedTables(PostgresConnection& db) {
    std::set<std::string> names;
    for (const auto& row : db.query("SELECT DISTINCT event_object_table "
                                    "FROM information_schema.triggers"))
        names.insert(row[0].value());
    return names;
}

/// What stands on one side only or differs, one per line.
std::string difference(const Columns& sqlite, const Columns& postgres) {
    std::string text;
    for (const auto& [name, type] : sqlite)
        if (const auto found = postgres.find(name); found == postgres.end())
            text += "only on SQLite: " + name + "\n";
        else if (found->second != type)
            text += name + ": " + type + " on SQLite, " + found->second + " on PostgreSQL\n";
    for (const auto& [name, type] : postgres)
        if (!sqlite.contains(name))
            text += "only on PostgreSQL: " + name + "\n";
    return text;
}

/// The types the stores bind and read; anything else would need a cast on one engine.
std::string foreignTypes(const PostgresConnection::Description& statement) {
    static const std::set<std::string> kOurs{"bigint", "integer", "text", "bytea"};
    std::string text;
    for (std::size_t i = 0; i < statement.parameters.size(); ++i)
        if (!kOurs.contains(statement.parameters[i]))
            text += " $" + std::to_string(i + 1) + " is " + statement.parameters[i] + ";";
    for (std::size_t i = 0; i < statement.columns.size(); ++i)
        if (!kOurs.contains(statement.columns[i]))
            text += " column " + std::to_string(i) + " is " + statement.columns[i] + ";";
    return text;
}

} // namespace

class SchemaTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        m_sqlite.emplace(Options{.path = ":memory:"});
        const auto applied =
            migrate(*m_sqlite, filesFor(Dialect::Sqlite), ApplicationId::Server, instantFromMs(0));
        QVERIFY(applied && !applied->empty());
        m_server.emplace();
        m_postgres.emplace(m_server->createDatabase());
        m_postgres->migrate(filesFor(Dialect::Postgres));
    }
    void cleanupTestCase() {
        m_postgres.reset();
        m_server.reset();
    }

    void everyFileIsEmbeddedAsItIsWithItsHash() {
        QVERIFY(!tests::server::sqlFiles().empty());
        for (const SqlFile& file : tests::server::sqlFiles()) {
            const auto path = qEnvironmentVariable("FOYER_SOURCE_DIR") + "/sql/server/" +
                              QString::fromUtf8(file.path.data(), qsizetype(file.path.size()));
            QFile original(path);
            QVERIFY2(original.open(QFile::ReadOnly), qPrintable(path));
            const QByteArray text = original.readAll();
            QVERIFY2(file.text == text.toStdString(), qPrintable(path));
            const auto hash = QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex();
            QCOMPARE(std::string(file.sha256), hash.toStdString());
        }
    }

    void bothEnginesHaveTheSameTablesAndColumns() {
        const Columns columns = columnsOf(*m_sqlite);
        QVERIFY(columns.contains("seat_claim.seat"));
        const std::string differs = difference(columns, columnsOf(*m_postgres));
        QVERIFY2(differs.empty(), differs.c_str());
    }

    void bothEnginesHaveTheSameIndexes() {
        QVERIFY(indexesOf(*m_sqlite).contains("ticket_valid_seat"));
        QVERIFY(indexesOf(*m_sqlite) == indexesOf(*m_postgres));
    }

    void everyStatementIsPreparedOnBothEngines() {
        const SqlFiles sqliteFiles = filesFor(Dialect::Sqlite);
        const SqlFiles postgresFiles = filesFor(Dialect::Postgres);
        QVERIFY(!sqliteFiles.queries().empty());
        QCOMPARE(postgresFiles.queries().size(), sqliteFiles.queries().size());
        std::string complaints;
        for (const Query& query : sqliteFiles.queries())
            complaints += complaintAbout(query, postgresFiles.query(query.name));
        QVERIFY2(complaints.empty(), complaints.c_str());
    }

    void appendOnlyTablesAreTheSameOnBothEngines() {
        std::set<std::string> expected;
        for (const auto& [table, insert] : kAppendOnlyRows)
            expected.insert(table);
        QVERIFY(guardedTables(*m_sqlite) == expected);
        QVERIFY(guardedTables(*m_postgres) == expected);
    }

    void sqliteRefusesToChangeAppendOnlyRows() {
        m_sqlite->exec("PRAGMA foreign_keys = OFF");
        for (const auto& [table, insert] : kAppendOnlyRows) {
            m_sqlite->exec(insert);
            for (const auto& change : changesOf(table))
                QVERIFY2(isRefusedBySqlite(change), change.c_str());
        }
    }

    void postgresRefusesToChangeAppendOnlyRows() {
        for (const auto& [table, insert] : kAppendOnlyRows) {
            // The only way past its foreign keys; the triggers under test are off as well
            // meanwhile.
            m_postgres->exec("SET session_replication_role = replica");
            m_postgres->exec(insert);
            m_postgres->exec("SET session_replication_role = origin");
            for (const auto& change : changesOf(table))
                QVERIFY2(isRefusedByPostgres(change), change.c_str());
            QVERIFY(isRefusedByPostgres("TRUNCATE " + table + " CASCADE"));
        }
    }

private:
    static std::vector<std::string> changesOf(const std::string& table) {
        const std::string column = table == "audit"                ? "number"
                                   : table == "ledger_transaction" ? "at"
                                   : table == "ledger_posting"     ? "position"
                                   : table == "price_variance"     ? "listed"
                                                                   : "seq";
        return {"UPDATE " + table + " SET " + column + " = " + column, "DELETE FROM " + table};
    }

    bool isRefusedBySqlite(const std::string& change) {
        try {
            m_sqlite->exec(change);
        } catch (const Error& error) {
            return error.isRefusedByTrigger();
        }
        return false;
    }

    bool isRefusedByPostgres(const std::string& change) {
        try {
            m_postgres->exec(change);
        } catch (const PostgresError& error) {
            return error.state() == "P0001"; // raise_exception
        }
        return false;
    }

    std::string complaintAbout(const Query& onSqlite, const Query& onPostgres) {
        const std::string where = std::string(onSqlite.file) + " " + onSqlite.name + ":";
        try {
            const Statement statement = m_sqlite->prepare(onSqlite.name, onSqlite.sql);
            const auto described = m_postgres->prepare(onPostgres.name, onPostgres.sql);
            if (statement.parameterCount() != static_cast<int>(described.parameters.size()))
                return where + " takes another number of parameters on PostgreSQL\n";
            if (statement.columnCount() != static_cast<int>(described.columns.size()))
                return where + " gives another number of columns on PostgreSQL\n";
            const std::string types = foreignTypes(described);
            return types.empty() ? "" : where + types + "\n";
        } catch (const std::runtime_error& error) {
            return where + " " + error.what() + "\n";
        }
    }

    std::optional<Connection> m_sqlite;
    std::optional<PostgresServer> m_server;
    std::optional<PostgresConnection> m_postgres;
};

QTEST_APPLESS_MAIN(SchemaTest)
#include "schema_test.moc"
