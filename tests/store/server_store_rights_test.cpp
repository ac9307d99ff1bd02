// links: server_store server_services shared_wire unit_service_house
#include "tests/unit/service_house.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server::tests;

/// Promise I1 and the append-only tables, held by the database itself against raw SQL.
class ServerStoreRightsTest : public QObject {
    Q_OBJECT

    struct Sold : ServiceHouse {
        Sold() {
            Device device = enrol(1);
            const auto lease = ask(device, {0, 1})->allotments[0];
            device.write(sale(lease, {0}));
            CHECK(drain(device).ok());
        }
    };

private slots:
    void aSeatHasOneOwner() {
        Sold house;
        QVERIFY(!house.tryExec("INSERT INTO seat_claim SELECT showtime, seat, kind, hold, "
                               "allotment, ticket, block, epoch FROM seat_claim"));
        QVERIFY(!house.tryExec("UPDATE seat_claim SET seat = 0 WHERE seat = 1"));
    }
    void aSeatHasOneValidTicket() {
        Sold house;
        const std::string copy = "INSERT INTO ticket (id, booking, showtime, seat, ticket_type, "
                                 "price, tax, currency, allotment, state) SELECT randomblob(16), "
                                 "booking, showtime, seat, ticket_type, price, tax, currency, "
                                 "allotment, ";
        QVERIFY(!house.tryExec(copy + "'valid' FROM ticket"));
        QVERIFY(house.tryExec(copy + "'void' FROM ticket"));
        QVERIFY(!house.tryExec("UPDATE ticket SET state = 'valid'"));
    }
    void everyClaimHasANamedOwnerThatExists() { // I5
        Sold house;
        const std::string insert = "INSERT INTO seat_claim (showtime, seat, kind, hold, allotment, "
                                   "ticket, block, epoch) SELECT showtime, 7, ";
        QVERIFY(!house.tryExec(insert + "'hold', NULL, NULL, NULL, NULL, 0 FROM ticket"));
        QVERIFY(!house.tryExec(insert + "'hold', randomblob(16), NULL, NULL, NULL, 0 FROM ticket"));
        QVERIFY(!house.tryExec(insert + "'block', NULL, allotment, NULL, NULL, 0 FROM ticket"));
        QVERIFY(!house.tryExec(insert + "'ticket', NULL, allotment, id, NULL, 0 FROM ticket"));
        QVERIFY(house.tryExec(insert + "'allotment', NULL, allotment, NULL, NULL, 1 FROM ticket"));
        QVERIFY(!house.tryExec("DELETE FROM allotment"));
        QVERIFY(!house.tryExec("DELETE FROM ticket"));
    }
    void whatIsWrittenStaysWritten_data() {
        QTest::addColumn<QString>("table");
        for (const char* table :
             {"journal_entry", "verdict", "ledger_transaction", "ledger_posting", "audit"})
            QTest::newRow(table) << table;
    }
    void whatIsWrittenStaysWritten() {
        QFETCH(QString, table);
        Sold house;
        const std::string name = table.toStdString();
        const std::string column = name == "ledger_posting" ? "position" : "rowid";
        QVERIFY(!house.tryExec("DELETE FROM " + name));
        QVERIFY(!house.tryExec("UPDATE " + name + " SET " + column + " = " + column));
    }
    void applyMovesOnlyWhatIsWhereItWasSeen() {
        using server::core::Claim;
        using server::core::ClaimKind;
        Sold house;
        Device device = house.enrol(2);
        const auto lease = house.ask(device, {9})->allotments[0];
        const Claim mine{SeatNo{9}, ClaimKind::Allotment, lease.id.uuid, lease.epoch};
        Claim others = mine;
        others.owner = Uuid{{{7}}};
        bool wrongOwner = true;
        bool taken = true;
        bool mineMoved = false;
        house.db->submit({[&](server::ports::Store& store) {
                              wrongOwner = store.apply(house.showtime, {{SeatNo{9}, others, {}}});
                              taken = store.apply(house.showtime, {{SeatNo{9}, {}, mine}});
                              mineMoved = store.apply(house.showtime, {{SeatNo{9}, mine, {}}});
                              return true;
                          },
                          [](auto) {}});
        QVERIFY(!wrongOwner);
        QVERIFY(!taken);
        QVERIFY(mineMoved);
        QCOMPARE(house.letters()[9], 'f');
    }
};

QTEST_APPLESS_MAIN(ServerStoreRightsTest)
#include "server_store_rights_test.moc"
