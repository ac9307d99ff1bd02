// links: server_store server_services shared_wire
#include "tests/unit/service_house.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server::tests;
namespace ports = foyer::server::ports;

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
