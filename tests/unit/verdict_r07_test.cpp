// links: server_core unit_verdict_world
#include "tests/unit/verdict_world.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server::core;
using domain::Account;
using protocol::Outcome;
using protocol::TaskKind;
using R = protocol::Rule;

/// R7: no seats as good are free.
class VerdictR07Test : public QObject {
    Q_OBJECT

    static VerdictWorld soldOut() {
        VerdictWorld world;
        for (std::uint16_t i = 0; i < 10; ++i)
            world.sellToOther(i);
        return world;
    }

private slots:
    void r7OwesTheMoneyWhenNothingIsFree() {
        const VerdictWorld world = soldOut();
        const Decision decision = decide(world.known, world.sale({3}));
        QCOMPARE(decision.verdict.rule, R::R7);
        QCOMPARE(decision.verdict.outcome, Outcome::RefundDue);
        QVERIFY(decision.verdict.reason.find("A4") != std::string::npos);
        QCOMPARE(world.sum(decision, Account::RefundPayable), std::int64_t{-1000});
        QVERIFY(decision.tasks[0].kind == TaskKind::RefundDue);
        QVERIFY(decision.claims.empty());
    }
    void r7OwesAllOfAPartyThatCannotBeSeatedWhole() {
        VerdictWorld world = soldOut();
        world.lease(4);
        const Decision decision = decide(world.known, world.sale({3, 4}));
        QCOMPARE(decision.verdict.rule, R::R7);
        QCOMPARE(decision.owed.size(), std::size_t{2});
        QVERIFY(world.after(decision, 4)->kind == ClaimKind::Allotment); // its right stays
    }
    void r7GivesNobodyAWheelchairSpaceWhoHadNone() {
        VerdictWorld world({"swc"});
        world.sellToOther(0);
        QCOMPARE(decide(world.known, world.sale({0})).verdict.rule, R::R7);
    }
};

QTEST_APPLESS_MAIN(VerdictR07Test)
#include "verdict_r07_test.moc"
