// links: server_store server_services shared_wire unit_service_house
#include "tests/unit/discounts.h"
#include "tests/unit/service_house.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server::tests;
namespace ports = foyer::server::ports;
namespace core = foyer::server::core;

/// Price lists are versions: they are read from the database once.
class ServerStorePriceListsTest : public QObject {
    Q_OBJECT

    static std::size_t rowsOf(ServiceHouse& house, PriceListId id) {
        return house.read([&](const ports::Store& store) {
            const auto list = store.priceList(id);
            return list ? list->rows.size() : 0;
        });
    }

private slots:
    void aListIsReadOnce() {
        ServiceHouse house;
        QCOMPARE(rowsOf(house, house.prices.id), std::size_t{2});
        QVERIFY(house.tryExec("DELETE FROM price_row")); // seen by whoever reads again
        QCOMPARE(rowsOf(house, house.prices.id), std::size_t{2});
    }
    void discountsComeBackWhole() {
        ServiceHouse house;
        const std::vector discounts{foyer::tests::percent("group", 2'000, 10),
                                    foyer::tests::fullDiscount()};
        house.discount(discounts);
        const auto read = house.read(
            [&](const ports::Store& store) { return store.priceList(house.prices.id)->discounts; });
        QVERIFY(read == discounts);
    }
    void whatADiscountTookOffATicketComesBack() {
        ServiceHouse house;
        auto till = house.enrol(3);
        const auto lease = house.ask(till, {1, 2});
        auto sale = house.sale(lease->allotments[0], {1, 2});
        sale.lines[0].reductions = {{"pair", {250, {}}}, {"club", {50, {}}}};
        till.write(sale);
        QVERIFY(house.drain(till).ok());
        const auto tickets =
            house.read([&](const ports::Store& store) { return store.tickets(sale.booking); });
        QCOMPARE(tickets.size(), std::size_t{2});
        QVERIFY(tickets[0].line.reductions == sale.lines[0].reductions);
        QVERIFY(tickets[1].line.reductions.empty());
    }
    void theLimitsOfACodeComeBack() {
        ServiceHouse house;
        auto club = foyer::tests::byCode("club", 2'000);
        club.mostUses = 500;
        club.mostPerCustomer = 2;
        house.discount({club});
        const auto read = house.read(
            [&](const ports::Store& store) { return store.priceList(house.prices.id)->discounts; });
        QVERIFY(read == std::vector{club});
        QVERIFY(!house.tryExec("UPDATE discount SET most_uses = -1"));
        QVERIFY(!house.tryExec("UPDATE discount SET most_per_customer = -1"));
    }
    /// A use is a booking that has a valid ticket by it.
    void usesAreCountedByBookings() {
        ServiceHouse house;
        auto till = house.enrol(3);
        const auto lease = house.ask(till, {1, 2, 3});
        const auto uses = [&](const char* key) {
            return house.read([&](const ports::Store& store) { return store.usesOf(key); });
        };
        const auto sold = [&](std::vector<std::uint16_t> seats) {
            auto sale = house.sale(lease->allotments[0], std::move(seats));
            for (auto& line : sale.lines)
                line.reductions = {{"pair", {250, {}}}, {"club", {50, {}}}};
            till.write(sale);
            CHECK(house.drain(till).ok());
            return sale;
        };
        QCOMPARE(uses("club"), 0);
        const auto two = sold({1, 2});
        const auto one = sold({3});
        QCOMPARE(uses("club"), 2);
        QCOMPARE(uses("pair"), 2);
        const auto end = [&](const domain::TicketLine& line, core::TicketState state) {
            house.write([&](ports::Store& store) { store.setState(line.ticket, state); });
        };
        end(two.lines[0], core::TicketState::Void);
        QCOMPARE(uses("club"), 2);
        end(two.lines[1], core::TicketState::Void);
        end(two.lines[1], core::TicketState::Void);
        QCOMPARE(uses("club"), 1);
        end(one.lines[0], core::TicketState::Exchanged);
        QCOMPARE(uses("club"), 0);
        QCOMPARE(uses("pair"), 0);
        QVERIFY(!house.tryExec("UPDATE discount_count SET used = -1"));
    }
    void theDatabaseItselfRefusesDiscountsThatCannotBe() {
        ServiceHouse house;
        house.discount({foyer::tests::percent("group", 2'000)});
        for (const char* change : {"value = 10001", "value = -1", "step = 5", "every = 0",
                                   "kind = 'gift'", "from_at = 5, to_at = 5", "key = ''"})
            QVERIFY2(!house.tryExec(std::string("UPDATE discount SET ") + change), change);
        QVERIFY(house.tryExec("UPDATE discount SET value = 10000"));
    }
    void aListWhoseCommandWasUndoneIsNotRemembered() {
        ServiceHouse house;
        domain::PriceList list = house.prices;
        list.id = PriceListId::make(house.clock.now(), house.random);
        list.name = "Summer";
        bool wasThere = false;
        ports::Command command;
        command.work = [&](ports::Store& store) {
            store.put(list);
            wasThere = store.priceList(list.id) != nullptr;
            return false;
        };
        command.done = [](std::optional<ports::Failure>) {};
        house.db->submit(std::move(command));
        QVERIFY(wasThere);
        QCOMPARE(rowsOf(house, list.id), std::size_t{0});
    }
};

QTEST_APPLESS_MAIN(ServerStorePriceListsTest)
#include "server_store_price_lists_test.moc"
