// links: server_core
#include "tests/unit/verdict_world.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server::core;
using domain::Account;
using protocol::Outcome;
using protocol::RevocationReason;
using R = protocol::Rule;

/// R8: the allotment was lost; its journal turns up, or paper of it.
class VerdictR08Test : public QObject {
    Q_OBJECT

    static domain::TicketProof proofOf(const VerdictWorld& world, std::uint16_t number) {
        domain::TicketProof proof;
        proof.showtime = world.showtime;
        proof.seat = world.seat(number);
        proof.ticket = world.ticket(number);
        proof.booking = world.booking;
        proof.terminal = world.terminal;
        proof.allotment = world.allotment;
        proof.epoch = Epoch{41};
        proof.seq = Seq{5};
        proof.incarnation = Incarnation{1};
        proof.price = world.euro(1000);
        return proof;
    }
    static protocol::Admitted scan(const VerdictWorld& world, std::uint16_t number) {
        return {world.ticket(number), world.showtime, world.seat(number), "FOYER:x", {},
                world.known.now};
    }
    /// A door has read it, its signature holds.
    static VerdictWorld door(std::uint16_t number) {
        VerdictWorld world;
        world.lose();
        world.known.origin = {TerminalId{VerdictWorld::id(90)}, Incarnation{1}, Seq{77}};
        world.known.paper = proofOf(world, number);
        return world;
    }

private slots:
    void r8AcceptsWhatWasNotSoldAnew() {
        VerdictWorld world;
        world.lose();
        const Decision decision = decide(world.known, world.sale({3}));
        QCOMPARE(decision.verdict.rule, R::R8);
        QCOMPARE(decision.verdict.outcome, Outcome::Accepted);
        QVERIFY(world.after(decision, 3)->kind == ClaimKind::Ticket);
    }
    void whatWasSoldAnewIsReseatedAndItsPaperLost() {
        VerdictWorld world;
        world.lose();
        world.sellToOther(3);
        const Decision decision = decide(world.known, world.sale({3}));
        QCOMPARE(decision.verdict.rule, R::R6);
        QVERIFY(decision.revocations[0].reason == RevocationReason::Lost);
        for (std::uint16_t i = 0; i < 10; ++i)
            world.sellToOther(i);
        const Decision none = decide(world.known, world.sale({3}));
        QCOMPARE(none.verdict.rule, R::R7);
        QVERIFY(none.revocations[0].reason == RevocationReason::Lost);
    }
    void r8RebuildsASaleFromPaper() {
        const VerdictWorld world = door(3);
        const Decision decision = decide(world.known, scan(world, 3));
        QCOMPARE(decision.verdict.rule, R::R8);
        QCOMPARE(decision.verdict.outcome, Outcome::Accepted);
        QCOMPARE(decision.verdict.seq, Seq{77});
        QVERIFY(decision.newBooking->fromPaper);
        QCOMPARE(decision.newBooking->terminal, world.terminal);
        QCOMPARE(decision.newTickets[0].line.price, world.euro(1000));
        QCOMPARE(world.sum(decision, Account::CashDrawer), std::int64_t{1000});
        QVERIFY(decision.admission && decision.scans.size() == 1);
        QCOMPARE(decision.ledgerEvent, std::string("paper"));
    }
    void r8ReseatsPaperWhoseSeatWasSoldAnew() {
        VerdictWorld world = door(3);
        world.sellToOther(3);
        const Decision decision = decide(world.known, scan(world, 3));
        QCOMPARE(decision.verdict.rule, R::R8);
        QCOMPARE(decision.verdict.outcome, Outcome::Reseated);
        QVERIFY(decision.revocations[0].reason == RevocationReason::Lost);
        QVERIFY(decision.tasks[0].owner == world.terminal);
    }
    void paperThatProvesNothingIsR14() {
        VerdictWorld world = door(3);
        world.known.paper.reset();
        QCOMPARE(decide(world.known, scan(world, 3)).verdict.rule, R::R14);
        world.known.paper = proofOf(world, 4); // another ticket's
        QCOMPARE(decide(world.known, scan(world, 3)).verdict.rule, R::R14);
    }
    void paperAddsToTheBookingThatIsKnownFromPaper() {
        VerdictWorld world = door(4);
        world.record(world.sale({3}));
        world.known.booking->booking.fromPaper = true;
        const Decision decision = decide(world.known, scan(world, 4));
        QVERIFY(!decision.newBooking);
        QCOMPARE(decision.changedBooking->total, world.euro(2000));
        QCOMPARE(decision.changedBooking->tenders.size(), std::size_t{1});
        QCOMPARE(decision.changedBooking->tenders[0].amount, world.euro(2000));
        QCOMPARE(world.sum(decision, Account::CashDrawer), std::int64_t{1000});
    }
    void r8AddsOnlyWhatPaperDidNotTell() {
        VerdictWorld world;
        world.lose();
        world.record(world.sale({3}));
        world.known.booking->booking.fromPaper = true;
        world.known.takenTickets = {world.ticket(3)};
        const auto sale = world.sale({3, 4});
        const Decision decision = decide(world.known, sale);
        QCOMPARE(decision.verdict.rule, R::R8);
        QCOMPARE(decision.verdict.outcome, Outcome::Accepted);
        QCOMPARE(decision.newTickets.size(), std::size_t{1});
        QCOMPARE(decision.newTickets[0].line.ticket, world.ticket(4));
        QCOMPARE(world.sum(decision, Account::CashDrawer), std::int64_t{1000});
        QVERIFY(!decision.changedBooking->fromPaper);
        QCOMPARE(decision.changedBooking->total, world.euro(2000));
        QVERIFY(domain::isBalanced(decision.postings));
    }
    void paperOfAnotherPriceIsR14() {
        VerdictWorld world;
        world.record(world.sale({3}));
        world.known.booking->booking.fromPaper = true;
        world.known.booking->tickets[0].line.price = world.euro(900);
        QCOMPARE(decide(world.known, world.sale({3})).verdict.rule, R::R14);
    }
};

QTEST_APPLESS_MAIN(VerdictR08Test)
#include "verdict_r08_test.moc"
