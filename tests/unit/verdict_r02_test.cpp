// links: server_core unit_verdict_world
#include "server/core/deadline.h"
#include "tests/unit/verdict_world.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server::core;
using domain::Account;
using protocol::Outcome;
using protocol::TaskAction;
using protocol::TaskKind;
using R = protocol::Rule;

/// R2: the showtime is cancelled, the money is owed.
class VerdictR02Test : public QObject {
    Q_OBJECT

private slots:
    void r2OwesTheMoneyOfACancelledShowtime() {
        VerdictWorld world;
        world.lease(3);
        world.lease(4);
        world.known.showtime->state = domain::ShowtimeState::Cancelled;
        const Decision decision = decide(world.known, world.sale({3, 4}));
        QCOMPARE(decision.verdict.rule, R::R2);
        QCOMPARE(decision.verdict.outcome, Outcome::RefundDue);
        QVERIFY(decision.newBooking->state == BookingState::Void);
        QCOMPARE(decision.newTickets.size(), std::size_t{2});
        QVERIFY(decision.newTickets[0].state == TicketState::Void);
        QVERIFY(decision.claims.empty());
        QCOMPARE(world.sum(decision, Account::CashDrawer), std::int64_t{2000});
        QCOMPARE(world.sum(decision, Account::RefundPayable), std::int64_t{-2000});
        QCOMPARE(decision.owed.size(), std::size_t{2});
        QVERIFY(decision.owed[0].posted);
        QCOMPARE(decision.revocations.size(), std::size_t{2});
    }
    void r2OpensATaskOfTheTerminalThatSold() {
        VerdictWorld world;
        world.known.showtime->state = domain::ShowtimeState::Cancelled;
        const Decision decision = decide(world.known, world.sale({3}));
        QCOMPARE(decision.tasks.size(), std::size_t{1});
        const protocol::Task& task = decision.tasks[0];
        QVERIFY(task.kind == TaskKind::RefundDue);
        QCOMPARE(task.owner, world.terminal);
        QVERIFY(task.deadline == world.known.showtime->start - kLeadBeforeShowtime);
        QVERIFY(task.amount == world.euro(1000));
        QVERIFY(task.text.find("10.00 EUR") != std::string::npos);
        QCOMPARE(task.booking, world.booking);
        QVERIFY(task.actions == (std::vector{TaskAction::RefundTender, TaskAction::CallCustomer,
                                             TaskAction::Settle}));
    }
    void r2IsDueSoonWhenTheShowtimeWouldHaveBegun() {
        VerdictWorld world;
        world.known.showtime->state = domain::ShowtimeState::Cancelled;
        world.known.showtime->start = world.known.now - std::chrono::hours{1};
        const Decision decision = decide(world.known, world.sale({3}));
        QVERIFY(decision.tasks[0].deadline > world.known.now);
    }
    void r2LeavesPoisonToR14() {
        VerdictWorld world;
        world.known.showtime->state = domain::ShowtimeState::Cancelled;
        auto sale = world.sale({3});
        sale.tenders[0].amount.minor += 1;
        QCOMPARE(decide(world.known, sale).verdict.rule, R::R14);
    }
};

QTEST_APPLESS_MAIN(VerdictR02Test)
#include "verdict_r02_test.moc"
