// links: server_core unit_verdict_world
#include "tests/unit/verdict_world.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server::core;
using protocol::Outcome;
using R = protocol::Rule;

/// R4: the showtime has another plan than when the seats were leased.
class VerdictR04Test : public QObject {
    Q_OBJECT

    /// Seats 0 to 4 of a former plan are 5 to 9 of the present one; the others are gone.
    struct World : VerdictWorld {
        World() {
            known.formerPlan =
                std::make_shared<const domain::SeatingPlan>(domain::planOf({"sssss", "sssss"}));
            for (std::uint16_t i = 0; i < 5; ++i)
                known.mapping.emplace_back(seat(i), seat(static_cast<std::uint16_t>(i + 5)));
        }
    };

private slots:
    void r4FollowsThePublishedMapping() {
        World world;
        world.lease(6);
        const Decision decision = decide(world.known, world.sale({1, 2}));
        QCOMPARE(decision.verdict.rule, R::R4);
        QCOMPARE(decision.verdict.outcome, Outcome::Reseated);
        QCOMPARE(decision.verdict.moves.size(), std::size_t{2});
        QCOMPARE(decision.verdict.moves[0],
                 (protocol::SeatMove{world.ticket(1), world.seat(1), world.seat(6)}));
        QVERIFY(world.after(decision, 7)->kind == ClaimKind::Ticket); // it was in the pool
        QVERIFY(decision.verdict.reason.find("A2 and A3") != std::string::npos);
        QVERIFY(decision.verdict.reason.find("A7 and A8") != std::string::npos);
    }
    void r4AcceptsWhenTheNumberStays() {
        World world;
        world.known.mapping = {{world.seat(1), world.seat(1)}};
        const Decision decision = decide(world.known, world.sale({1}));
        QCOMPARE(decision.verdict.rule, R::R4);
        QCOMPARE(decision.verdict.outcome, Outcome::Accepted);
        QVERIFY(decision.tasks.empty() && decision.revocations.empty());
    }
    void r4FallsToR6WhereTheMappedSeatIsTaken() {
        World world;
        world.sellToOther(6);
        const Decision decision = decide(world.known, world.sale({1}));
        QCOMPARE(decision.verdict.rule, R::R6);
        QVERIFY(decision.verdict.moves[0].to != world.seat(6));
    }
    void r4FallsToR6WithoutACounterpart() {
        World world;
        const Decision decision = decide(world.known, world.sale({7}));
        QCOMPARE(decision.verdict.rule, R::R6);
        QCOMPARE(decision.verdict.outcome, Outcome::Reseated);
        QVERIFY(decision.verdict.reason.find("B3") != std::string::npos); // by its former name
    }
    void r4IsNotAskedOfThePresentPlan() {
        VerdictWorld world;
        QVERIFY(!r4PlanChanged(world.known, world.sale({1})));
    }
};

QTEST_APPLESS_MAIN(VerdictR04Test)
#include "verdict_r04_test.moc"
