// links: server_proof server_store server_services shared_wire unit_service_house
#include "server/main/proof/auditor.h"
#include "shared/domain/cash.h"
#include "tests/unit/service_house.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server::tests;
using domain::Account;

namespace {

/// Everybody pays 10.03, in coins of five cents.
struct Coins : ServiceHouse {
    Device till = enrol(3);
    protocol::Allotment lease;

    Coins() {
        for (auto& row : prices.rows)
            row.price.minor = 1'003;
        discount({});
        lease = ask(till, {1, 2, 3})->allotments[0];
    }
    static domain::Tender cash(std::int64_t amount, std::int64_t coins) {
        return {domain::TenderKind::Cash, {amount, {}}, {coins, {}}, {0, {}}, {}, coins - amount};
    }
    protocol::Sale sell(std::vector<std::uint16_t> seats, std::int64_t coins) {
        auto entry = sale(lease, std::move(seats));
        for (auto& line : entry.lines) {
            line.price = {1'003, {}};
            line.tax = taxIncluded(line.price, prices.taxBasisPoints);
        }
        entry.tenders = {cash(domain::totalOf(entry.lines).minor, coins)};
        till.write(entry);
        return entry;
    }
    protocol::Refund refund(const protocol::Sale& sold, std::size_t line, std::int64_t coins) {
        protocol::Refund entry;
        entry.booking = sold.booking;
        entry.showtime = sold.showtime;
        entry.tickets = {sold.lines[line].ticket};
        entry.tender = cash(sold.lines[line].price.minor, coins);
        entry.reason = "ill";
        entry.op = cashier;
        entry.at = clock.now();
        return entry;
    }
    bool isSound() {
        return audit().findings.empty() && server::proof::prove(connection).findings.kept().empty();
    }
    std::int64_t sum(Account account) { return balance(account).minor; }
};

} // namespace

/// Rounded cash through journal, books and both audits.
class ServiceCash : public QObject {
    Q_OBJECT

private slots:
    void theDrawerHasTheCoinsAndPartsGoBackToTheLast() {
        Coins house;
        const auto sold = house.sell({1, 2}, 2'005);
        QVERIFY(house.drain(house.till).ok());
        QCOMPARE(house.sum(Account::CashDrawer), 2'005);
        QCOMPARE(house.sum(Account::Rounding), 1);
        QVERIFY(house.isSound());
        const auto kept = house.read(
            [&](const server::ports::Store& store) { return store.booking(sold.booking); });
        QVERIFY(kept->tenders == sold.tenders);
        house.till.write(house.refund(sold, 0, 1'000));
        QVERIFY(house.drain(house.till).ok());
        QCOMPARE(house.sum(Account::CashDrawer), 1'005);
        QCOMPARE(house.sum(Account::Rounding), -2);
        QVERIFY(house.isSound());
        house.till.write(house.refund(sold, 1, 1'005));
        QVERIFY(house.drain(house.till).ok());
        QCOMPARE(house.sum(Account::CashDrawer), 0);
        QCOMPARE(house.sum(Account::Rounding), 0);
        QCOMPARE(house.sum(Account::OverShort), 0);
        QVERIFY(house.isSound());
    }
    void aVoidAndAQuarantineMoveTheCoinsThatWereMoved() {
        Coins house;
        const auto sold = house.sell({1}, 1'005);
        house.till.write(house.cancel(sold));
        QVERIFY(house.drain(house.till).ok());
        QCOMPARE(house.sum(Account::CashDrawer), 0);
        QVERIFY(house.isSound());
        (void)house.sell({2}, 1'000); // by a terminal that rounds as it likes
        const auto answer = house.drain(house.till);
        QCOMPARE(answer->verdicts.back().outcome, protocol::Outcome::Quarantined);
        QCOMPARE(house.sum(Account::CashDrawer), 1'000);
        QCOMPARE(house.sum(Account::Suspense), -1'003);
        QCOMPARE(house.sum(Account::Rounding), 3);
        QVERIFY(house.isSound());
    }
};

QTEST_APPLESS_MAIN(ServiceCash)
#include "service_cash_test.moc"
