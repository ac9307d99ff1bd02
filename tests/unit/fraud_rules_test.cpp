// links: server_core
#include "server/core/fraud.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server::core;

/// Each rule at its limit and one beyond it.
class FraudRules : public QObject {
    Q_OBJECT

private slots:
    void anOrdinaryPaymentPasses() {
        FraudFacts facts;
        facts.amount.minor = 2400;
        facts.seats = 2;
        facts.byCard = facts.byAddress = facts.byCustomer = 1;
        QVERIFY(judgeFraud(facts) == FraudFinding{});
    }

    void everyRuleHasItsLimit_data() {
        QTest::addColumn<int>("member");
        QTest::addColumn<qlonglong>("most");
        QTest::addColumn<bool>("refuses");
        QTest::newRow("card_velocity") << 0 << qlonglong{5} << true;
        QTest::newRow("address_declines") << 1 << qlonglong{10} << true;
        QTest::newRow("address_velocity") << 2 << qlonglong{30} << false;
        QTest::newRow("customer_velocity") << 3 << qlonglong{10} << false;
        QTest::newRow("amount") << 4 << qlonglong{50'000} << false;
        QTest::newRow("seats") << 5 << qlonglong{20} << false;
    }
    void everyRuleHasItsLimit() {
        QFETCH(int, member);
        QFETCH(qlonglong, most);
        QFETCH(bool, refuses);
        FraudFacts facts;
        std::int64_t* const members[] = {&facts.byCard,       &facts.failedByAddress,
                                         &facts.byAddress,    &facts.byCustomer,
                                         &facts.amount.minor, &facts.seatsBefore};
        *members[member] = most;
        QVERIFY(judgeFraud(facts) == FraudFinding{});
        ++*members[member];
        const auto found = judgeFraud(facts);
        QCOMPARE(std::string(found.rule), std::string(QTest::currentDataTag()));
        QVERIFY(found.verdict == (refuses ? FraudVerdict::Refuse : FraudVerdict::Review));
    }

    void theStrictestCounts() {
        FraudFacts facts;
        facts.amount.minor = 60'000;
        facts.byCard = 6;
        QVERIFY(judgeFraud(facts).verdict == FraudVerdict::Refuse);
    }
};

QTEST_APPLESS_MAIN(FraudRules)
#include "fraud_rules_test.moc"
