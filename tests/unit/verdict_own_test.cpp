// links: server_core
#include "tests/unit/verdict_world.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server::core;
using protocol::Outcome;
using R = protocol::Rule;

/// R12: what a terminal does to its own, and what R14 keeps of the rest.
class VerdictOwnTest : public QObject {
    Q_OBJECT

private slots:
    void r12VoidsASaleAndGivesTheRightBack() {
        VerdictWorld world;
        world.record(world.sale({3, 4}));
        const Decision decision = decide(world.known, world.cancel());
        QCOMPARE(decision.verdict.rule, R::R12);
        QCOMPARE(decision.verdict.outcome, Outcome::Accepted);
        QCOMPARE(world.after(decision, 3), (std::optional{Claim{world.seat(3), ClaimKind::Allotment,
                                                                world.allotment.uuid, Epoch{41}}}));
        QCOMPARE(decision.ticketStates.size(), std::size_t{2});
        QVERIFY(decision.voided == world.booking);
        QCOMPARE(decision.postings.front(),
                 (domain::Posting{domain::Account::CashDrawer, world.euro(-2000)}));
        QVERIFY(domain::isBalanced(decision.postings));
    }
    void r12GivesTheRightBackToAnEmptiedAllotment() {
        VerdictWorld world;
        world.record(world.sale({3}));
        world.known.allotments[0].state = protocol::AllotmentState::Returned;
        const Decision decision = decide(world.known, world.cancel());
        QVERIFY(world.after(decision, 3)->kind == ClaimKind::Allotment);
    }
    void r12GivesTheRightToThePoolWhenTheAllotmentIsLost() {
        VerdictWorld world;
        world.record(world.sale({3}));
        world.known.allotments[0].state = protocol::AllotmentState::Lost;
        const Decision decision = decide(world.known, world.cancel());
        QCOMPARE(decision.verdict.rule, R::R12);
        QVERIFY(!world.after(decision, 3));
    }
    void r14KeepsAVoidOfAVoidSale() {
        VerdictWorld world;
        world.record(world.sale({3}));
        world.known.booking->booking.state = BookingState::Void;
        world.lease(3);
        const Decision decision = decide(world.known, world.cancel());
        QCOMPARE(decision.verdict.outcome, Outcome::Quarantined);
        QVERIFY(decision.claims.empty());
        // The money went out a second time: that is a fact, and a question.
        QCOMPARE(decision.postings[0],
                 (domain::Posting{domain::Account::CashDrawer, world.euro(-1000)}));
        QCOMPARE(decision.postings[1],
                 (domain::Posting{domain::Account::Suspense, world.euro(1000)}));
    }
    void r14KeepsAVoidOfAnUnknownSale() {
        VerdictWorld world;
        const Decision decision = decide(world.known, world.cancel());
        QCOMPARE(decision.verdict.rule, R::R14);
        QVERIFY(decision.postings.empty());
    }
    void r14KeepsAVoidOfAnotherTerminalsSale() {
        VerdictWorld world;
        world.record(world.sale({3}));
        world.known.booking->booking.terminal = world.other;
        QCOMPARE(decide(world.known, world.cancel()).verdict.rule, R::R14);
    }
    void r14KeepsAVoidUnderAnotherShowtime() {
        VerdictWorld world;
        world.record(world.sale({3}));
        auto entry = world.cancel();
        entry.showtime = ShowtimeId{VerdictWorld::id(99)};
        QCOMPARE(decide(world.known, entry).verdict.rule, R::R14);
    }

    void r12ExchangesASeatForAnOwnOne() {
        VerdictWorld world;
        world.record(world.sale({3}));
        world.lease(6);
        const Decision decision = decide(world.known, world.exchange(3, 6));
        QCOMPARE(decision.verdict.rule, R::R12);
        QCOMPARE(decision.verdict.outcome, Outcome::Accepted);
        QVERIFY(world.after(decision, 3)->kind == ClaimKind::Allotment);
        QVERIFY(world.after(decision, 6)->kind == ClaimKind::Ticket);
        QCOMPARE(decision.newTickets.size(), std::size_t{1});
        QCOMPARE(decision.newTickets[0].line.price, world.euro(1000));
        QCOMPARE(decision.newTickets[0].line.seat, world.seat(6));
        QVERIFY(decision.postings.empty());
        QVERIFY(decision.ticketStates[0].second == TicketState::Exchanged);
    }
    void r12ExchangesTheSeatsOfAPartyAmongThemselves() {
        VerdictWorld world;
        world.record(world.sale({3, 4}));
        auto entry = world.exchange(3, 4);
        entry.swaps.push_back(world.exchange(4, 3).swaps[0]);
        const Decision decision = decide(world.known, entry);
        QCOMPARE(decision.verdict.rule, R::R12);
        QCOMPARE(world.after(decision, 4)->owner, entry.swaps[0].newTicket.uuid);
        QCOMPARE(world.after(decision, 3)->owner, entry.swaps[1].newTicket.uuid);
    }
    void r14KeepsAnExchangeOntoASoldSeat() {
        VerdictWorld world;
        world.record(world.sale({3}));
        world.claim(6, ClaimKind::Ticket, VerdictWorld::id(88));
        const Decision decision = decide(world.known, world.exchange(3, 6));
        QCOMPARE(decision.verdict.outcome, Outcome::Quarantined);
        QVERIFY(decision.claims.empty()); // both tickets keep their seats
    }
    void r14KeepsAnExchangeThatContradictsItself_data() {
        using Spoil = std::function<void(protocol::Exchange&)>;
        QTest::addColumn<Spoil>("spoil");
        QTest::newRow("empty") << Spoil([](auto& e) { e.swaps.clear(); });
        QTest::newRow("a ticket twice") << Spoil([](auto& e) {
            e.swaps.push_back(e.swaps[0]);
            e.swaps[1].to = SeatNo{7};
            e.swaps[1].newTicket = TicketId{VerdictWorld::id(98)};
        });
        QTest::newRow("wrong seat") << Spoil([](auto& e) { e.swaps[0].from = SeatNo{5}; });
        QTest::newRow("no such seat") << Spoil([](auto& e) { e.swaps[0].to = SeatNo{500}; });
        QTest::newRow("no such ticket") << Spoil([](auto& e) { e.swaps[0].ticket = {}; });
        QTest::newRow("null ticket") << Spoil([](auto& e) { e.swaps[0].newTicket = {}; });
    }
    void r14KeepsAnExchangeThatContradictsItself() {
        using Spoil = std::function<void(protocol::Exchange&)>;
        QFETCH(Spoil, spoil);
        VerdictWorld world;
        world.record(world.sale({3}));
        world.lease(6);
        auto entry = world.exchange(3, 6);
        spoil(entry);
        QCOMPARE(decide(world.known, entry).verdict.rule, R::R14);
    }

    void r12ReturnsSeatsToThePool() {
        VerdictWorld world;
        world.lease(3);
        world.lease(4);
        const protocol::Return entry{
            world.showtime, world.right(), {world.seat(3), world.seat(4), world.seat(3)}, {}};
        const Decision decision = decide(world.known, entry);
        QCOMPARE(decision.verdict.outcome, Outcome::Accepted);
        QCOMPARE(decision.claims.size(), std::size_t{2});
        QVERIFY(!world.after(decision, 3) && !world.after(decision, 4));
    }
    void r12ReturnsOnlyWhatIsInThatVeryAllotment() {
        VerdictWorld world;
        world.leaseToOther(3);
        world.claim(4, ClaimKind::Ticket, VerdictWorld::id(88));
        const AllotmentId later{VerdictWorld::id(9)};
        world.know({later, world.terminal, Incarnation{1}, world.showtime, Epoch{50}});
        world.claim(5, ClaimKind::Allotment, later.uuid, 50);
        const protocol::Return entry{world.showtime,
                                     world.right(),
                                     {world.seat(3), world.seat(4), world.seat(5), world.seat(6)},
                                     {}};
        const Decision decision = decide(world.known, entry);
        QCOMPARE(decision.verdict.outcome, Outcome::Noted);
        QVERIFY(decision.claims.empty());
        QVERIFY(decision.verdict.reason.find("A4, A5, A6, A7") != std::string::npos);
    }
    void r12NotesWhatAsksForNoSeat() {
        VerdictWorld world;
        for (const protocol::Payload& payload :
             {protocol::Payload{protocol::Intent{}}, protocol::Payload{protocol::Abandon{}},
              protocol::Payload{protocol::Printed{}}, protocol::Payload{protocol::ShiftOpened{}},
              protocol::Payload{protocol::ShiftClosed{}}}) {
            const Decision decision = decide(world.known, payload);
            QCOMPARE(decision.verdict.rule, R::R12);
            QCOMPARE(decision.verdict.outcome, Outcome::Noted);
            QVERIFY(decision.claims.empty() && decision.postings.empty());
        }
    }
};

QTEST_APPLESS_MAIN(VerdictOwnTest)
#include "verdict_own_test.moc"
