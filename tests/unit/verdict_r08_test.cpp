// links: server_core unit_verdict_world
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
    /// Printed once more after an enrolment, paper names the new life and the entry that carries.
    void r08KnowsThePaperOfASaleThatIsCarried() {
        VerdictWorld world;
        world.lease(3);
        const auto sale = world.sale({3});
        world.record(sale);
        world.known.booking->booking.fromPaper = true;
        world.known.booking->booking.incarnation = Incarnation{2};
        world.known.origin = {world.terminal, Incarnation{1}, Seq{2}};
        QCOMPARE(decide(world.known, sale).verdict.rule, R::R14);
        world.known.written = {world.terminal, Incarnation{2}, Seq{2}};
        const Decision decision = decide(world.known, sale);
        QCOMPARE(decision.verdict.rule, R::R8);
        QCOMPARE(decision.verdict.outcome, Outcome::Accepted);
        // That life was forgotten by a restored server, and the next carries it all.
        world.known.written.incarnation = Incarnation{3};
        QCOMPARE(decide(world.known, sale).verdict.rule, R::R8);
        world.known.booking->booking.incarnation = Incarnation{4};
        QCOMPARE(decide(world.known, sale).verdict.rule, R::R14);
    }
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
    /// The door has been enrolled once, the counter twice.
    void paperOfALaterLifeAddsToItsBookingToo() {
        VerdictWorld world = door(3);
        world.known.paper->incarnation = Incarnation{2};
        world.known.written = {TerminalId{VerdictWorld::id(90)}, Incarnation{1}, Seq{9}};
        world.record(world.sale({5}));
        world.known.booking->booking.fromPaper = true;
        world.known.booking->booking.incarnation = Incarnation{2};
        QCOMPARE(decide(world.known, scan(world, 3)).verdict.rule, R::R8);
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
    /// Seat 3 was sold by entry 3 of the terminal's journal, then voided, and sold anew by entry 5;
    /// the ticket of entry `seq` is known from paper and has the seat.
    static void seat3(VerdictWorld& world, std::int64_t seq) {
        Occupant occupant;
        occupant.ticket = {BookingId{VerdictWorld::id(70)}, world.showtime, VerdictWorld::line(3),
                           world.allotment};
        occupant.ticket.line.ticket = VerdictWorld::ticket(40);
        occupant.ticket.epoch = Epoch{41};
        occupant.ticket.life = Incarnation{1};
        occupant.ticket.seq = Seq{seq};
        occupant.booking.id = occupant.ticket.booking;
        occupant.booking.terminal = world.terminal;
        occupant.booking.fromPaper = true;
        world.claim(3, ClaimKind::Ticket, VerdictWorld::ticket(40).uuid);
        world.known.occupants = {occupant};
    }
    static TicketState stateOf(const Decision& decision, TicketId ticket) {
        for (const auto& made : decision.newTickets)
            if (made.line.ticket == ticket)
                return made.state;
        for (const auto& [id, state] : decision.ticketStates)
            if (id == ticket)
                return state;
        return TicketState::Valid;
    }
    void r8GivesTheSeatToTheLaterSaleOfItsTerminal() {
        VerdictWorld world = door(3);
        seat3(world, 3);
        world.known.occupants[0].letIn = true;
        const Decision decision = decide(world.known, scan(world, 3));
        QCOMPARE(decision.verdict.rule, R::R8);
        QCOMPARE(decision.verdict.outcome, Outcome::Accepted);
        QCOMPARE(world.after(decision, 3)->owner, world.ticket(3).uuid);
        QVERIFY(stateOf(decision, world.ticket(40)) == TicketState::Void);
        QCOMPARE(decision.newTickets[0].allotment, world.allotment);
        QCOMPARE(decision.ousted.size(), std::size_t{1});
        QVERIFY(decision.revocations[0].reason == RevocationReason::Voided);
        QVERIFY(decision.tasks[0].kind == protocol::TaskKind::RefundDue);
        QVERIFY(decision.tasks[1].kind == protocol::TaskKind::DoubleAdmission);
        QVERIFY(decision.tasks[1].owner == TerminalId{VerdictWorld::id(90)});
    }
    void r8TakesTheEarlierSaleForVoid() {
        VerdictWorld world = door(3);
        seat3(world, 7);
        const Decision decision = decide(world.known, scan(world, 3));
        QCOMPARE(decision.verdict.outcome, Outcome::Accepted);
        QVERIFY(decision.claims.empty());
        QVERIFY(stateOf(decision, world.ticket(3)) == TicketState::Void);
        QVERIFY(decision.owed == std::vector<Owed>{Owed({world.ticket(3), false})});
        QCOMPARE(world.sum(decision, Account::CashDrawer), std::int64_t{1000});
        QVERIFY(decision.tasks[1].kind == protocol::TaskKind::DoubleAdmission);
    }
    void r8TakesTheJournalOfTheEarlierSaleToo() {
        VerdictWorld world;
        seat3(world, 12); // the sale is entry 10
        world.lease(4);
        const Decision decision = decide(world.known, world.sale({3, 4}));
        QCOMPARE(decision.verdict.rule, R::R8);
        QCOMPARE(decision.verdict.outcome, Outcome::Accepted);
        QVERIFY(stateOf(decision, world.ticket(3)) == TicketState::Void);
        QVERIFY(stateOf(decision, world.ticket(4)) == TicketState::Valid);
        QCOMPARE(world.after(decision, 4)->owner, world.ticket(4).uuid);
        QCOMPARE(decision.owed.size(), std::size_t{1});
        QVERIFY(domain::isBalanced(decision.postings));
        // Its journal is here, and the sale was not in it: another disk's.
        world.known.occupants[0].booking.fromPaper = false;
        QCOMPARE(decide(world.known, world.sale({3})).verdict.rule, R::R6);
    }
    void onlyOneLifeProvesAVoid() {
        const auto outcomeOf = [](auto change) {
            VerdictWorld world = door(3);
            seat3(world, 3);
            change(world);
            return decide(world.known, scan(world, 3)).verdict.outcome;
        };
        QCOMPARE(outcomeOf([](auto&) {}), Outcome::Accepted);
        QCOMPARE(outcomeOf([](auto& w) { w.known.wasCopied = true; }), Outcome::Reseated);
        // Sold at risk first, or by a former right.
        QCOMPARE(outcomeOf([](auto& w) { w.known.occupants[0].ticket.epoch = Epoch{}; }),
                 Outcome::Accepted);
        QCOMPARE(outcomeOf([](auto& w) { w.known.occupants[0].ticket.epoch = Epoch{40}; }),
                 Outcome::Accepted);
        QCOMPARE(outcomeOf([](auto& w) { w.known.occupants[0].ticket.life = Incarnation{2}; }),
                 Outcome::Reseated);
        QCOMPARE(outcomeOf([](auto& w) { w.known.occupants[0].ticket.seq = Seq{}; }),
                 Outcome::Reseated);
        QCOMPARE(outcomeOf([](auto& w) { w.known.occupants[0].booking.terminal = w.other; }),
                 Outcome::Reseated);
        // It was moved to this seat, and sold for another.
        QCOMPARE(outcomeOf([](auto& w) { w.known.occupants[0].ticket.paperSeat = w.seat(5); }),
                 Outcome::Reseated);
    }
    /// The next life has printed the later sale's paper, and carries the earlier one.
    void r8KnowsTheLaterSaleByThePaperOfTheNextLife() {
        const auto decided = [](auto change) {
            VerdictWorld world;
            seat3(world, 12); // the sale is entry 10
            world.known.occupants[0].ticket.life = Incarnation{2};
            world.known.written = {world.terminal, Incarnation{2}, Seq{3}};
            change(world);
            const Decision decision = decide(world.known, world.sale({3}));
            return std::pair(decision.verdict.rule, stateOf(decision, world.ticket(3)));
        };
        const auto isVoid = std::pair(R::R8, TicketState::Void);
        const auto isMoved = std::pair(R::R6, TicketState::Valid);
        QVERIFY(decided([](auto&) {}) == isVoid);
        // Another disk of the terminal has printed it.
        QVERIFY(decided([](auto& w) { w.known.written.incarnation = Incarnation{1}; }) == isMoved);
        QVERIFY(decided([](auto& w) { w.known.occupants[0].ticket.life = Incarnation{3}; }) ==
                isMoved);
        // Where the places do not tell, the tickets' numbers do.
        QVERIFY(decided([](auto& w) { w.known.occupants[0].ticket.seq = Seq{4}; }) == isVoid);
    }
    void r8KnowsTheEarlierSaleByTheRightOnTheNextLifesPaper() {
        VerdictWorld world = door(3);
        seat3(world, 3);
        world.known.paper->incarnation = Incarnation{2};
        QCOMPARE(decide(world.known, scan(world, 3)).verdict.outcome, Outcome::Reseated);
        world.known.named = {world.allotment}; // leased to life 1
        const Decision decision = decide(world.known, scan(world, 3));
        QCOMPARE(decision.verdict.outcome, Outcome::Accepted);
        QVERIFY(stateOf(decision, world.ticket(40)) == TicketState::Void);
    }
    /// A sale of life 1 that was here and is forgotten was printed once more by life 2, by its
    /// number in the former journal; the seat was sold again since.
    void r8TellsTheLaterSaleByItsTokenWherePlacesAreOfTwoJournals() {
        const auto stateAfter = [](Epoch epoch) {
            VerdictWorld world = door(3);
            seat3(world, 4);
            world.known.paper->incarnation = world.known.occupants[0].ticket.life = Incarnation{2};
            world.known.paper->seq = Seq{10};
            world.known.occupants[0].ticket.epoch = epoch;
            return stateOf(decide(world.known, scan(world, 3)), world.ticket(3));
        };
        QVERIFY(stateAfter(Epoch{50}) == TicketState::Void);  // by a lease of life 2
        QVERIFY(stateAfter(Epoch{41}) == TicketState::Void);  // by the same one, and carried
        QVERIFY(stateAfter(Epoch{40}) == TicketState::Valid); // it was the earlier one
    }
    /// Paper names no ticket type: whether its price is an older list's, only the journal tells.
    void paperHasNoVarianceAndItsJournalNamesIt() {
        VerdictWorld world = door(3);
        world.list(1200);
        const Decision paper = decide(world.known, scan(world, 3));
        QCOMPARE(paper.verdict.rule, R::R8);
        QVERIFY(paper.variances.empty());
        VerdictWorld heard;
        heard.list(1200);
        heard.record(heard.sale({3}));
        heard.known.booking->booking.fromPaper = true;
        const Decision journal = decide(heard.known, heard.sale({3, 4}));
        QCOMPARE(journal.verdict.rule, R::R8);
        QCOMPARE(journal.variances.size(), std::size_t{2});
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
