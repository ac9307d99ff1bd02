// links: server_store server_services shared_wire unit_service_house
#include "tests/unit/service_house.h"

#include <QtTest>
#include <algorithm>

using namespace foyer;
using namespace foyer::server::tests;
using domain::Account;

/// Promise I3 under random trade: money in = tickets + tax + liabilities, after every upload.
class LedgerBalanceTest : public QObject {
    Q_OBJECT

private slots:
    void theBooksAgreeAfterEveryUpload() {
        for (std::uint64_t seed = 1; seed <= 15; ++seed)
            trade(seed);
    }

private:
    static void trade(std::uint64_t seed) {
        ServiceHouse house;
        SeededRandom dice(seed);
        std::vector<Device> devices;
        devices.push_back(house.enrol(1));
        devices.push_back(house.enrol(2));
        std::vector<std::vector<protocol::Sale>> sold(2);
        for (int step = 0; step < 60; ++step) {
            const std::size_t who = dice.below(2);
            if (dice.chance(4) && !sold[who].empty())
                devices[who].write(house.cancel(sold[who][dice.below(sold[who].size())]));
            else
                sell(house, devices[who], sold[who], dice);
            if (!dice.chance(3))
                continue;
            QVERIFY(house.drain(devices[who]).ok());
            balances(house);
        }
        for (Device& device : devices)
            QVERIFY(house.drain(device).ok());
        balances(house);
    }
    /// Mostly sound; now and then from the pool, onto a taken seat, or with a wrong sum.
    static void sell(ServiceHouse& house, Device& device, std::vector<protocol::Sale>& sold,
                     Random& dice) {
        const auto seat = static_cast<std::uint16_t>(dice.below(28));
        const auto lease = house.ask(device, {seat});
        protocol::Allotment right;
        if (lease.ok())
            right = lease->allotments[0];
        auto sale = house.sale(right, {seat});
        if (dice.chance(8))
            sale.tenders[0].amount.minor += 100;
        device.write(sale);
        sold.push_back(sale);
    }
    static void balances(ServiceHouse& house) {
        const auto report = house.audit();
        QVERIFY2(report.findings.empty(),
                 report.findings.empty() ? "" : report.findings[0].text.c_str());
        std::int64_t sum = 0;
        for (const auto& each : report.balances)
            sum += each.amount.minor;
        QCOMPARE(sum, std::int64_t{0});
        const std::string letters = house.letters();
        const auto tickets = std::count(letters.begin(), letters.end(), 's');
        QCOMPARE(house.balance(Account::TicketRevenue).minor +
                     house.balance(Account::TaxPayable).minor,
                 -1000 * static_cast<std::int64_t>(tickets));
    }
};

QTEST_APPLESS_MAIN(LedgerBalanceTest)
#include "ledger_balance_test.moc"
