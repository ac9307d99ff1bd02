// links: server_proof server_store server_services shared_wire unit_service_house
#include "tests/unit/restored_shop.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::tests;

namespace {

/// The last thing that the backup knows.
void writeLast(Shop& shop) {
    shop.house.write([&](ports::Store& store) {
        services::writeAudit(store, shop.house.clock.now(), "foyerd", "backup", "a test");
    });
}

} // namespace

/// The list that a restored server asks for is to have whatever it may have lost.
class ServiceAdoptionReach : public QObject {
    Q_OBJECT

private slots:
    void whatWentBackIsHeardOfHoweverLongAgoItWasPaid() {
        Shop lost;
        Restored r;
        const auto paid = lost.pay();
        QVERIFY(r.shop.pay().booking == paid.booking); // it is in the backup
        for (Shop* shop : {&lost, &r.shop}) {
            shop->house.clock.at += services::kBeforeBackup + std::chrono::minutes{30};
            writeLast(*shop);
        }
        QVERIFY(lost.refund(paid.id).ok());
        lost.letTimePass(std::chrono::minutes{1});
        r.replace(lost);
        r.letTimePass(std::chrono::minutes{1});
        QCOMPARE(r.validTickets(paid.booking), std::size_t{0});
        QCOMPARE(r.shop.bank.of(paid.id).refunded, kTotal);
        QCOMPARE(r.balance(domain::Account::CardReceivable), std::int64_t{0});
        QVERIFY(r.isSound());
    }
};

QTEST_APPLESS_MAIN(ServiceAdoptionReach)
#include "service_adoption_reach_test.moc"
