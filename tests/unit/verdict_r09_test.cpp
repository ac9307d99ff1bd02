// links: server_core
#include "tests/unit/verdict_world.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server::core;
using protocol::Outcome;
using R = protocol::Rule;

/// R9: the database was restored and is being refilled from the terminals.
class VerdictR09Test : public QObject {
    Q_OBJECT

private slots:
    void r9TakesASaleWhoseLeaseNobodyRemembers() {
        VerdictWorld world;
        world.known.recovering = true;
        world.known.allotments.clear();
        const Decision decision = decide(world.known, world.sale({3}));
        QCOMPARE(decision.verdict.rule, R::R9);
        QCOMPARE(decision.verdict.outcome, Outcome::Accepted);
        QVERIFY(world.after(decision, 3)->kind == ClaimKind::Ticket);
    }
    void r9IsNotAskedWhileTheLeaseIsKnown() {
        VerdictWorld world;
        world.known.recovering = true;
        QCOMPARE(decide(world.known, world.sale({3})).verdict.rule, R::R5);
    }
    void r9IsNotAskedOtherwise() {
        VerdictWorld world;
        world.known.allotments.clear();
        QCOMPARE(decide(world.known, world.sale({3})).verdict.rule, R::R5);
    }
};

QTEST_APPLESS_MAIN(VerdictR09Test)
#include "verdict_r09_test.moc"
