// links: server_core unit_verdict_world
#include "server/core/deadline.h"
#include "tests/unit/verdict_world.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server::core;
using domain::Account;
using protocol::Outcome;
using protocol::RevocationReason;
using protocol::TaskAction;
using protocol::TaskKind;
using R = protocol::Rule;

/// R6: other seats, equal or better. The choice itself is domain_reseat_test's.
class VerdictR06Test : public QObject {
    Q_OBJECT

private slots:
    void r6MovesAPartyTogether() {
        VerdictWorld world({"ssss", "ssss"});
        world.sellToOther(1);
        const Decision decision = decide(world.known, world.sale({1, 2}));
        QCOMPARE(decision.verdict.rule, R::R6);
        QCOMPARE(decision.verdict.outcome, Outcome::Reseated);
        // Seat 2 is kept, and who sat on 1 sits on 3 beside it.
        QCOMPARE(decision.verdict.moves,
                 (std::vector{protocol::SeatMove{world.ticket(1), world.seat(1), world.seat(3)}}));
        QCOMPARE(QString::fromStdString(decision.verdict.reason),
                 QString("Your seat A2 had been sold before; you sit in A4, same price."));
        QVERIFY(world.after(decision, 3)->kind == ClaimKind::Ticket);
        QVERIFY(world.after(decision, 2)->kind == ClaimKind::Ticket);
    }
    void r6KeepsTheTicketAndRevokesItsPaper() {
        VerdictWorld world;
        world.sellToOther(3);
        const Decision decision = decide(world.known, world.sale({3}));
        QCOMPARE(decision.newTickets[0].line.ticket, world.ticket(3));
        QVERIFY(decision.newTickets[0].paperSeat == world.seat(3));
        QCOMPARE(decision.revocations.size(), std::size_t{1});
        QCOMPARE(decision.revocations[0].seat, world.seat(3));
        QVERIFY(decision.revocations[0].reason == RevocationReason::Reseated);
        QCOMPARE(world.sum(decision, Account::CashDrawer), std::int64_t{1000}); // no charge
        const protocol::Task& task = decision.tasks.at(0);
        QVERIFY(task.kind == TaskKind::Reseated);
        QCOMPARE(task.owner, world.terminal);
        QVERIFY(task.deadline == world.known.showtime->start - kLeadBeforeShowtime);
        QVERIFY(task.actions == (std::vector{TaskAction::PrintTicket, TaskAction::CallCustomer,
                                             TaskAction::Settle}));
    }
    void r6TakesNothingFromOthersLeases() {
        VerdictWorld world;
        world.sellToOther(3);
        for (std::uint16_t i = 0; i < 10; ++i)
            if (i != 3 && i != 9)
                world.leaseToOther(i);
        QCOMPARE(decide(world.known, world.sale({3})).verdict.moves[0].to, world.seat(9));
    }
    void r6TakesNoneOfItsOwnLeasesThatTheSaleDoesNotName() {
        VerdictWorld world;
        world.sellToOther(3);
        world.lease(4); // somebody may be buying it there right now
        QVERIFY(decide(world.known, world.sale({3})).verdict.moves[0].to != world.seat(4));
    }
    void r6DoesNotGoIntoACheaperAreaOfTheSameRank() {
        VerdictWorld world({"ss", "pp"});
        world.sellToOther(0);
        world.leaseToOther(1);
        domain::PriceList prices = *world.known.listed;
        prices.rows = {{"parkett", "adult", world.known.showtime->dayPart, world.euro(1000)},
                       {"loge", "adult", world.known.showtime->dayPart, world.euro(900)}};
        world.known.listed = std::make_shared<const domain::PriceList>(prices);
        QCOMPARE(decide(world.known, world.sale({0})).verdict.rule, R::R7);
        prices.rows[1].price = world.euro(1400);
        world.known.listed = std::make_shared<const domain::PriceList>(prices);
        QCOMPARE(decide(world.known, world.sale({0})).verdict.rule, R::R6);
    }
    void r6LeavesThePoolShutWhileRecovering() {
        VerdictWorld world;
        world.known.recovering = true;
        world.sellToOther(3);
        QCOMPARE(decide(world.known, world.sale({3})).verdict.rule, R::R7);
    }
};

QTEST_APPLESS_MAIN(VerdictR06Test)
#include "verdict_r06_test.moc"
