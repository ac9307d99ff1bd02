// links: server_core
#include "tests/unit/verdict_world.h"

#include <QtTest>
#include <algorithm>

using namespace foyer;
using namespace foyer::server::core;
using protocol::Outcome;
using R = protocol::Rule;

/// The rules that are still to come: each has its place and takes nothing, and what only it could
/// settle is kept whole by R14. Whoever builds a rule replaces its test here.
class VerdictComingTest : public QObject {
    Q_OBJECT

    static void isKept(const VerdictWorld& world, const protocol::Payload& payload) {
        const Decision decision = decide(world.known, payload);
        QCOMPARE(decision.verdict.rule, R::R14);
        QCOMPARE(decision.verdict.outcome, Outcome::Quarantined);
        QVERIFY(!decision.task.empty());
        QVERIFY(!decision.postings.empty());
        QVERIFY(domain::isBalanced(decision.postings));
    }

private slots:
    void everyRuleHasItsPlaceInOrder() {
        std::vector<R> numbers;
        for (const auto& rule : rules())
            numbers.push_back(rule.number);
        QVERIFY(std::is_sorted(numbers.begin(), numbers.end()));
        QCOMPARE(numbers.size() + 1, static_cast<std::size_t>(protocol::kRuleCount)); // but R1
        QCOMPARE(numbers.back(), R::R14);
    }
    void r2RefundDueIsStillToCome() {
        VerdictWorld world;
        world.known.showtime->state = domain::ShowtimeState::Cancelled;
        QVERIFY(!r2ShowtimeCancelled(world.known, world.sale({3})));
        isKept(world, world.sale({3}));
    }
    void r4ReseatingByMappingIsStillToCome() {
        VerdictWorld world;
        QVERIFY(!r4PlanChanged(world.known, world.sale({3})));
    }
    void r6ReseatingIsStillToCome() {
        VerdictWorld world;
        world.leaseToOther(3);
        QVERIFY(!r6Reseat(world.known, world.sale({3})));
        isKept(world, world.sale({3}));
    }
    void r7RefundDueIsStillToCome() {
        VerdictWorld world;
        for (std::uint16_t seat = 0; seat < 10; ++seat)
            world.claim(seat, ClaimKind::Ticket, VerdictWorld::id(88));
        QVERIFY(!r7RefundDue(world.known, world.sale({3})));
        isKept(world, world.sale({3}));
    }
    void r8LostAllotmentIsStillToCome() {
        VerdictWorld world;
        world.known.allotments[0].state = protocol::AllotmentState::Lost;
        world.leaseToOther(3);
        QVERIFY(!r8LostAllotment(world.known, world.sale({3})));
        isKept(world, world.sale({3}));
    }
    void r9RecoveryIsStillToCome() {
        VerdictWorld world;
        QVERIFY(!r9Recovery(world.known, world.sale({3})));
    }
    void r10DeclinedCardsAreStillToCome() {
        VerdictWorld world;
        QVERIFY(!r10CardDeclined(world.known, world.sale({3})));
    }
    void r11OlderPricesAreStillToCome() {
        VerdictWorld world;
        world.lease(3);
        world.known.priceList.reset();
        QVERIFY(!r11OlderPrices(world.known, world.sale({3})));
        isKept(world, world.sale({3}));
    }
    void r13SecondRefundIsStillToCome() {
        VerdictWorld world;
        world.record(world.sale({3}));
        world.known.booking->booking.state = BookingState::Void;
        QVERIFY(!r13SecondRefund(world.known, world.cancel()));
        isKept(world, world.cancel());
    }
};

QTEST_APPLESS_MAIN(VerdictComingTest)
#include "verdict_coming_test.moc"
