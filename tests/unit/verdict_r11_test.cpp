// links: server_core
#include "tests/unit/verdict_world.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server::core;
using domain::Account;
using protocol::Outcome;
using R = protocol::Rule;

/// R11: the printed price counts.
class VerdictR11Test : public QObject {
    Q_OBJECT

private slots:
    void r11HonoursThePrintedPrice() {
        VerdictWorld world;
        world.lease(3);
        world.list(1200);
        const Decision decision = decide(world.known, world.sale({3}));
        QCOMPARE(decision.verdict.rule, R::R11);
        QCOMPARE(decision.verdict.outcome, Outcome::Accepted);
        QCOMPARE(decision.variances,
                 (std::vector{PriceVariance{world.ticket(3), world.euro(1000), world.euro(1200)}}));
        QCOMPARE(world.sum(decision, Account::CashDrawer), std::int64_t{1000});
    }
    void r11IsNotAskedWhenThePricesAreTheSame() {
        VerdictWorld world;
        world.lease(3);
        world.list(1000);
        QCOMPARE(decide(world.known, world.sale({3})).verdict.rule, R::R3);
        world.claim(3, ClaimKind::Allotment, world.allotment.uuid, 41);
        QVERIFY(decide(world.known, world.sale({3})).variances.empty());
    }
    void r11HonoursAListThatIsNotKnown() {
        VerdictWorld world;
        world.list(1200);
        world.known.priceList.reset();
        QCOMPARE(decide(world.known, world.sale({3})).verdict.rule, R::R11);
        VerdictWorld same;
        same.list(1000);
        same.known.priceList.reset();
        QCOMPARE(decide(same.known, same.sale({3})).verdict.rule, R::R5);
    }
    void aReseatingKeepsItsNumberAndTheVariance() {
        VerdictWorld world;
        world.list(1200);
        world.sellToOther(3);
        const Decision decision = decide(world.known, world.sale({3}));
        QCOMPARE(decision.verdict.rule, R::R6);
        QCOMPARE(decision.variances.size(), std::size_t{1});
    }
};

QTEST_APPLESS_MAIN(VerdictR11Test)
#include "verdict_r11_test.moc"
