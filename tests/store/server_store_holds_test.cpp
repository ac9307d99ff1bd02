// links: server_store server_services shared_wire unit_service_house
#include "server/store/sqlite_store.h"
#include "tests/unit/service_house.h"

#include <QtTest>
#include <sqlite3.h>

using namespace foyer;
using namespace foyer::server::tests;

/// What is asked for each new hold costs the same however many holds there were before.
class ServerStoreHoldsTest : public QObject {
    Q_OBJECT

    struct Past : ServiceHouse {
        /// Holds of one address and one customer that became bookings an hour ago.
        void sell(int holds) {
            CHECK(tryExec("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i "
                          "< " +
                          std::to_string(holds) +
                          ") INSERT INTO hold (id, showtime, token_hash, state, customer, address, "
                          "created_at, expires_at) SELECT randomblob(16), s.id, randomblob(32), "
                          "'sold', 'ada', '192.0.2.1', 0, 1000 + i FROM n, (SELECT id FROM "
                          "showtime LIMIT 1) s"));
        }
        /// How often it makes a table of its own for the time it runs.
        int tablesMadeBy(const char* name) {
            const std::string sql = "EXPLAIN " + server::store::serverSql().query(name).sql;
            sqlite3_stmt* statement = nullptr;
            CHECK(sqlite3_prepare_v2(connection.handle(), sql.c_str(), -1, &statement, nullptr) ==
                  SQLITE_OK);
            int tables = 0;
            while (sqlite3_step(statement) == SQLITE_ROW) {
                const auto* step = reinterpret_cast<const char*>(sqlite3_column_text(statement, 1));
                tables += std::string_view(step) == "OpenEphemeral";
            }
            sqlite3_finalize(statement);
            return tables;
        }
        /// Instructions of SQLite's machine, as deterministic as the query itself.
        int steps(const char* name, const std::string& who) {
            const auto& query = server::store::serverSql().query(name);
            sqlite3_stmt* statement = nullptr;
            CHECK(sqlite3_prepare_v2(connection.handle(), query.sql.c_str(), -1, &statement,
                                     nullptr) == SQLITE_OK);
            int at = 1;
            if (!who.empty())
                sqlite3_bind_text(statement, at++, who.c_str(), -1, SQLITE_TRANSIENT);
            sqlite3_bind_int64(statement, at++, clock.now().time_since_epoch().count());
            if (who.empty())
                sqlite3_bind_int64(statement, at, 100);
            while (sqlite3_step(statement) == SQLITE_ROW) {
            }
            const int steps = sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_VM_STEP, 0);
            sqlite3_finalize(statement);
            return steps;
        }
    };

private slots:
    void pastHoldsCostNothing_data() {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QString>("who");
        QTest::newRow("seats held by a customer") << QByteArray("seatsHeldBy") << "ada";
        QTest::newRow("seats held from an address") << QByteArray("seatsHeldFrom") << "192.0.2.1";
        QTest::newRow("holds that have ended") << QByteArray("endedHolds") << "";
    }
    /// As a list of more than two words in a CHECK does for each row that is written.
    void nothingThatAHoldWritesMakesATable() {
        Past house;
        for (const char* name :
             {"putHold", "takeFromPool", "addChange", "setSeatsVersion", "setNumber"})
            QVERIFY2(house.tablesMadeBy(name) == 0, name);
        QVERIFY(house.tablesMadeBy("addVerdict") > 0); // else nothing is counted
    }
    void pastHoldsCostNothing() {
        QFETCH(QByteArray, query);
        QFETCH(QString, who);
        Past house;
        house.sell(10);
        const int few = house.steps(query.constData(), who.toStdString());
        house.sell(2000);
        const int many = house.steps(query.constData(), who.toStdString());
        QVERIFY(few > 0);
        QVERIFY2(many < 2 * few, qPrintable(QString("%1, before %2").arg(many).arg(few)));
    }
};

QTEST_APPLESS_MAIN(ServerStoreHoldsTest)
#include "server_store_holds_test.moc"
