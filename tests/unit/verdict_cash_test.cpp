// links: server_core unit_verdict_world
#include "tests/unit/verdict_world.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server::core;
using domain::Account;
using protocol::Outcome;
using R = protocol::Rule;

/// Cash that was rounded: the drawer has what was handed over, the tickets cost what they cost.
class VerdictCashTest : public QObject {
    Q_OBJECT

    /// A ticket of 10.03 for 10.05.
    static protocol::Sale sale(VerdictWorld& world, std::int64_t rounded = 2) {
        world.lease(3);
        world.list(1003);
        auto sale = world.sale({3});
        sale.lines[0].price = world.euro(1003);
        sale.lines[0].tax = taxIncluded(sale.lines[0].price, 700);
        sale.tenders[0].amount = world.euro(1003);
        sale.tenders[0].received = world.euro(1003 + rounded);
        sale.tenders[0].rounded = rounded;
        return sale;
    }

private slots:
    void whatIsRoundedStandsOnItsOwnAccount() {
        VerdictWorld world;
        const Decision decision = decide(world.known, sale(world));
        QCOMPARE(decision.verdict.rule, R::R3);
        QCOMPARE(world.sum(decision, Account::CashDrawer), std::int64_t{1005});
        QCOMPARE(world.sum(decision, Account::Rounding), std::int64_t{-2});
        QCOMPARE(world.sum(decision, Account::TicketRevenue) +
                     world.sum(decision, Account::TaxPayable),
                 std::int64_t{-1003});
        QCOMPARE(decision.newBooking->total, world.euro(1003));
    }
    void aSumThatIsNotTheNearestIsQuarantinedWithItsMoney() {
        for (const std::int64_t rounded : {-3, 1, 7}) {
            VerdictWorld world;
            const Decision decision = decide(world.known, sale(world, rounded));
            QCOMPARE(decision.verdict.outcome, Outcome::Quarantined);
            QCOMPARE(world.sum(decision, Account::CashDrawer), std::int64_t{1003 + rounded});
            QCOMPARE(world.sum(decision, Account::Suspense), std::int64_t{-1003});
            QCOMPARE(world.sum(decision, Account::Rounding), std::int64_t{-rounded});
        }
        VerdictWorld world;
        auto byCard = sale(world);
        byCard.tenders[0].kind = domain::TenderKind::Card;
        QCOMPARE(decide(world.known, byCard).verdict.outcome, Outcome::Quarantined);
    }
    void aVoidHandsBackWhatWasHandedOver() {
        VerdictWorld world;
        world.record(sale(world));
        const Decision decision = decide(world.known, world.cancel());
        QCOMPARE(decision.verdict.rule, R::R12);
        QCOMPARE(world.sum(decision, Account::CashDrawer), std::int64_t{-1005});
        QCOMPARE(world.sum(decision, Account::Rounding), std::int64_t{2});
    }
    void aRefundIsRoundedByAStepAtMost() {
        VerdictWorld world;
        world.record(sale(world));
        auto refund = world.refund({3}, 1003);
        refund.tender.rounded = 2;
        const Decision decision = decide(world.known, refund);
        QCOMPARE(decision.verdict.rule, R::R12);
        QCOMPARE(world.sum(decision, Account::CashDrawer), std::int64_t{-1005});
        QCOMPARE(world.sum(decision, Account::Rounding), std::int64_t{2});
        QCOMPARE(world.sum(decision, Account::OverShort), std::int64_t{0});
        refund.tender.rounded = 7;
        QCOMPARE(decide(world.known, refund).verdict.outcome, Outcome::Quarantined);
    }
};

QTEST_APPLESS_MAIN(VerdictCashTest)
#include "verdict_cash_test.moc"
