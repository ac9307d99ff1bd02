// links: server_store server_services shared_wire unit_service_house
#include "tests/unit/service_house.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server::tests;

/// The audit finds what somebody did behind the services' back.
class ServiceAuditTest : public QObject {
    Q_OBJECT

    /// A house with a sale, a void and a lease, and its triggers taken away.
    static void fill(ServiceHouse& house) {
        Device device = house.enrol(1);
        const auto lease = house.ask(device, {0, 1, 2, 3})->allotments[0];
        const auto sold = house.sale(lease, {0, 1});
        device.write(sold);
        device.write(house.sale(lease, {2}));
        device.write(house.cancel(sold));
        CHECK(house.drain(device).ok());
        for (const char* table : {"journal_entry", "ledger_posting", "audit", "verdict"})
            for (const char* what : {"update", "delete"})
                CHECK(house.tryExec(std::string("DROP TRIGGER ") + table + "_no_" + what));
        CHECK(house.tryExec("PRAGMA foreign_keys = OFF"));
    }
    static bool finds(ServiceHouse& house, const std::string& promise) {
        for (const auto& finding : house.audit().findings)
            if (finding.promise == promise && !finding.text.empty())
                return true;
        return false;
    }

private slots:
    void aSoundDatabaseHasNoFindings() {
        ServiceHouse house;
        fill(house);
        const auto report = house.audit();
        QVERIFY(report.findings.empty());
        QCOMPARE(report.entries, std::int64_t{3});
        QCOMPARE(report.ledgerRecords, std::int64_t{3});
        QVERIFY(report.auditRecords >= 3);
    }
    void everyMeddlingIsFound_data() {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QString>("promise");
        const auto row = [](const char* name, const char* sql, const char* promise) {
            QTest::newRow(name) << sql << promise;
        };
        row("a ticket's claim is gone", "DELETE FROM seat_claim WHERE kind = 'ticket'", "I1");
        row("a sold ticket was made void", "UPDATE ticket SET state = 'void'", "I1");
        row("a claim moved to another seat",
            "UPDATE seat_claim SET seat = 20 WHERE kind = 'ticket'", "I1");
        row("an allotment ended with seats", "UPDATE allotment SET state = 'lost'", "I5");
        row("a verdict is gone", "DELETE FROM verdict WHERE seq = 2", "I2");
        row("a booking is gone",
            "UPDATE journal_entry SET booking = NULL WHERE type = 'sale' AND seq = 2", "I2");
        row("a posting was changed",
            "UPDATE ledger_posting SET amount = amount + 1 WHERE account = 'cash_drawer'", "I3");
        row("a price was changed", "UPDATE ticket SET price = price + 1", "I3");
        row("a tender was changed", "UPDATE tender SET amount = amount - 1", "I3");
        row("an entry was edited", "UPDATE journal_entry SET payload = '{}' WHERE seq = 1", "I8");
        row("an entry was removed", "DELETE FROM journal_entry WHERE seq = 1", "I8");
        row("the trail was edited", "UPDATE audit SET actor = 'nobody' WHERE number = 2", "I8");
        row("the trail was cut", "DELETE FROM audit WHERE number = 1", "I8");
    }
    void everyMeddlingIsFound() {
        QFETCH(QString, sql);
        QFETCH(QString, promise);
        ServiceHouse house;
        fill(house);
        QVERIFY(house.tryExec(sql.toStdString()));
        QVERIFY(finds(house, promise.toStdString()));
    }
};

QTEST_APPLESS_MAIN(ServiceAuditTest)
#include "service_audit_test.moc"
