// links: server_core unit_verdict_world
#include "tests/unit/verdict_world.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server::core;
using domain::Account;
using protocol::TaskKind;
using R = protocol::Rule;

/// R13: money goes out for what was paid back before.
class VerdictR13Test : public QObject {
    Q_OBJECT

    static VerdictWorld paidBack() {
        VerdictWorld world;
        world.record(world.sale({3}));
        world.lease(3);
        world.known.booking->booking.state = BookingState::Void;
        world.known.booking->tickets[0].state = TicketState::Void;
        world.known.paidBack = {{world.ticket(3), world.euro(1000), world.terminal}};
        return world;
    }

private slots:
    void r13PutsASecondRefundIntoOverAndShort() {
        const VerdictWorld world = paidBack();
        const Decision decision = decide(world.known, world.refund({3}, 1000));
        QCOMPARE(decision.verdict.rule, R::R13);
        QCOMPARE(world.sum(decision, Account::OverShort), std::int64_t{1000});
        QCOMPARE(world.sum(decision, Account::CashDrawer), std::int64_t{-1000});
        QVERIFY(decision.tasks.at(0).kind == TaskKind::SecondRefund);
        QVERIFY(decision.tasks[0].amount == world.euro(1000));
        QVERIFY(decision.claims.empty() && decision.paidBack.empty());
        QCOMPARE(QString::fromStdString(decision.tasks[0].text).section(": ", 1),
                 QString("10.00 EUR more went back to the customer than was due; it was paid back "
                         "before. The difference stands in over and short. Ask who paid it out, "
                         "and why."));
    }
    void eachSecondRefundHasATaskOfItsOwn() {
        VerdictWorld world = paidBack();
        const Decision one = decide(world.known, world.refund({3}, 1000));
        // Another counter's entry has the same number, by chance; so has a copied disk's, carried.
        world.known.written.terminal = world.other;
        const Decision two = decide(world.known, world.refund({3}, 1000));
        world.known.written = {world.terminal, Incarnation{2}, Seq{1}};
        const Decision three = decide(world.known, world.refund({3}, 1000));
        QVERIFY(one.tasks[0].subject != two.tasks[0].subject);
        QVERIFY(one.tasks[0].subject != three.tasks[0].subject);
    }
    void r13TakesAVoidOfAVoidSale() {
        const VerdictWorld world = paidBack();
        const Decision decision = decide(world.known, world.cancel());
        QCOMPARE(decision.verdict.rule, R::R13);
        QCOMPARE(world.sum(decision, Account::OverShort), std::int64_t{1000});
    }
    void r13TakesAVoidAfterAnothersRefund() {
        VerdictWorld world;
        world.record(world.sale({3, 4}));
        world.known.booking->tickets[0].state = TicketState::Void;
        world.known.paidBack = {{world.ticket(3), world.euro(1000), world.other}};
        const Decision decision = decide(world.known, world.cancel());
        QCOMPARE(decision.verdict.rule, R::R13);
        QCOMPARE(world.sum(decision, Account::OverShort), std::int64_t{1000});
        QCOMPARE(world.sum(decision, Account::CashDrawer), std::int64_t{-2000});
        QCOMPARE(decision.ticketStates.size(), std::size_t{1}); // the other ticket is void now
        QVERIFY(domain::isBalanced(decision.postings));
    }
    void r13TakesARefundOfMoreThanWasPaid() {
        VerdictWorld world;
        world.record(world.sale({3}));
        const Decision decision = decide(world.known, world.refund({3}, 1300));
        QCOMPARE(decision.verdict.rule, R::R13);
        QCOMPARE(world.sum(decision, Account::OverShort), std::int64_t{300});
        QCOMPARE(decision.verdict.reason, std::string("3.00 EUR of it was not due."));
        QVERIFY(decision.tasks.at(0).text.find("paid back before") == std::string::npos);
        QVERIFY(domain::isBalanced(decision.postings));
    }
};

QTEST_APPLESS_MAIN(VerdictR13Test)
#include "verdict_r13_test.moc"
