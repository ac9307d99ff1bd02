// links: server_core unit_verdict_world
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
        QCOMPARE(world.sum(decision, domain::Account::CashDrawer), std::int64_t{-2000});
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
    void r12RefundsAPartOfASale() {
        VerdictWorld world;
        world.record(world.sale({3, 4}));
        const Decision decision = decide(world.known, world.refund({4}, 1000));
        QCOMPARE(decision.verdict.rule, R::R12);
        QCOMPARE(decision.verdict.outcome, Outcome::Accepted);
        QVERIFY(world.after(decision, 4)->kind == ClaimKind::Allotment);
        QVERIFY(world.after(decision, 3)->kind == ClaimKind::Ticket);
        QVERIFY(!decision.voided); // a ticket of it stands
        QCOMPARE(world.sum(decision, domain::Account::CashDrawer), std::int64_t{-1000});
        QCOMPARE(world.sum(decision, domain::Account::TicketRevenue) +
                     world.sum(decision, domain::Account::TaxPayable),
                 std::int64_t{1000});
        QCOMPARE(decision.revocations.size(), std::size_t{1});
        QVERIFY(decision.revocations[0].reason == protocol::RevocationReason::Refunded);
        QCOMPARE(decision.paidBack.size(), std::size_t{1});
    }
    void r12PaysWhatIsOwed() {
        VerdictWorld world;
        world.record(world.sale({3}));
        world.sellToOther(3);
        world.known.booking->tickets[0].state = TicketState::Void;
        world.known.booking->booking.state = BookingState::Void;
        world.known.owed = {{world.ticket(3), true}};
        const Decision decision = decide(world.known, world.refund({3}, 1000));
        QCOMPARE(decision.verdict.rule, R::R12);
        QCOMPARE(world.sum(decision, domain::Account::RefundPayable), std::int64_t{1000});
        QCOMPARE(world.sum(decision, domain::Account::TicketRevenue), std::int64_t{0});
        QVERIFY(decision.refundIsDone);
        QVERIFY(decision.claims.empty()); // the seat is somebody else's
        // Its own void pays it just as well.
        QCOMPARE(decide(world.known, world.cancel()).verdict.rule, R::R12);
        // Nobody keeps a part of what is owed.
        QCOMPARE(decide(world.known, world.refund({3}, 900)).verdict.rule, R::R14);
    }
    void r12ReleasesTheSeatsOfASaleInQuarantineWithItsMoney() {
        VerdictWorld world;
        world.lease(3);
        auto poisoned = world.sale({3, 4}); // 3 from the lease, 4 from the pool
        poisoned.lines[0].tax.minor += 1;
        const Decision kept = decide(world.known, poisoned);
        QVERIFY((kept.suspended ==
                 std::vector<Suspended>{
                     {world.ticket(3), world.seat(3), {}, world.allotment, world.seat(3)},
                     {world.ticket(4), world.seat(4), {}, {}, world.seat(4)}}));
        QCOMPARE(kept.tasks[0].tickets.size(), std::size_t{2});
        world.known.task = kept.tasks[0];
        world.known.task->id = TaskId{VerdictWorld::id(80)};
        world.known.op = domain::Operator{};
        world.known.op->role = domain::Role::Manager;
        world.known.suspended = kept.suspended;
        world.known.suspended[0].block = BlockId{VerdictWorld::id(81)};
        world.known.suspended[1].block = BlockId{VerdictWorld::id(82)};
        world.claim(3, ClaimKind::Block, VerdictWorld::id(81));
        world.claim(4, ClaimKind::Block, VerdictWorld::id(82));
        world.claim(5, ClaimKind::Block, VerdictWorld::id(83)); // by somebody else
        const Decision decision = decide(world.known, world.refund({3, 4}, 2000));
        QCOMPARE(decision.verdict.rule, R::R12);
        QCOMPARE(world.after(decision, 3)->owner, world.allotment.uuid);
        QVERIFY(!world.after(decision, 4));
        QVERIFY(world.after(decision, 5));
        QCOMPARE(decision.revocations.size(), std::size_t{2});
        world.lose(); // nobody has its right any more
        QVERIFY(!world.after(decide(world.known, world.refund({3, 4}, 2000)), 3));
    }
    void r12PaysWhatIsOwedAndWasNeverMoved() {
        VerdictWorld world;
        world.record(world.sale({3}));
        world.known.booking->tickets[0].state = TicketState::Void;
        world.known.owed = {{world.ticket(3), false}};
        const Decision decision = decide(world.known, world.refund({3}, 1000));
        QCOMPARE(world.sum(decision, domain::Account::RefundPayable), std::int64_t{0});
        QCOMPARE(world.sum(decision, domain::Account::TicketRevenue) +
                     world.sum(decision, domain::Account::TaxPayable),
                 std::int64_t{1000});
    }
    void r12KeepsAFeeOfARefundThatIsLess() {
        VerdictWorld world;
        world.record(world.sale({3}));
        const Decision decision = decide(world.known, world.refund({3}, 800));
        QCOMPARE(decision.verdict.rule, R::R12);
        QCOMPARE(world.sum(decision, domain::Account::FeeRevenue), std::int64_t{-200});
        QVERIFY(domain::isBalanced(decision.postings));
    }
    void anotherTerminalRefundsWithApprovalOnly() {
        VerdictWorld world;
        world.record(world.sale({3}));
        world.known.booking->booking.terminal = world.other;
        auto entry = world.refund({3}, 1000);
        QCOMPARE(decide(world.known, entry).verdict.rule, R::R14);
        entry.approvedBy = OperatorId{VerdictWorld::id(70)};
        QCOMPARE(decide(world.known, entry).verdict.rule, R::R12);
    }
    void r12VoidsTheRestOfASaleItHasPaidBackInPart() {
        VerdictWorld world;
        world.record(world.sale({3, 4}));
        world.known.booking->tickets[0].state = TicketState::Void;
        world.known.paidBack = {{world.ticket(3), world.euro(1000), world.terminal}};
        const Decision decision = decide(world.known, world.cancel());
        QCOMPARE(decision.verdict.rule, R::R12);
        QCOMPARE(world.sum(decision, domain::Account::CashDrawer), std::int64_t{-1000});
        QVERIFY(decision.voided == world.booking);
    }
    void r12PaysBackASaleInQuarantineWhenAPersonInChargeSaysSo() {
        VerdictWorld world;
        auto poisoned = world.sale({3});
        poisoned.lines[0].tax.minor += 1;
        auto task = decide(world.known, poisoned).tasks.at(0);
        QVERIFY(task.amount == world.euro(1000));
        task.id = TaskId{VerdictWorld::id(80)};
        world.known.task = task;
        QCOMPARE(decide(world.known, world.refund({3}, 1000)).verdict.rule, R::R14);
        world.known.op = domain::Operator{};
        world.known.op->role = domain::Role::Manager;
        const Decision decision = decide(world.known, world.refund({3}, 1000));
        QCOMPARE(decision.verdict.rule, R::R12);
        QCOMPARE(world.sum(decision, domain::Account::Suspense), std::int64_t{1000});
        QVERIFY(decision.closed && decision.closed->task == task.id);
        QCOMPARE(decide(world.known, world.refund({3}, 900)).verdict.rule, R::R14);
    }
    void r12RevokesThePaper() {
        VerdictWorld world;
        world.record(world.sale({3}));
        const Decision voided = decide(world.known, world.cancel());
        QCOMPARE(voided.revocations.size(), std::size_t{1});
        QVERIFY(voided.revocations[0].reason == protocol::RevocationReason::Voided);
        QCOMPARE(voided.revocations[0].seat, world.seat(3));
        world.lease(6);
        const Decision exchanged = decide(world.known, world.exchange(3, 6));
        QVERIFY(exchanged.revocations[0].reason == protocol::RevocationReason::Exchanged);
        QCOMPARE(exchanged.revocations[0].ticket, world.ticket(3));
    }
    void r12GivesARecalledSeatToTheHoldThatWaits() {
        VerdictWorld world;
        world.lease(3);
        world.lease(4);
        protocol::Recall recall;
        recall.id = RecallId{VerdictWorld::id(61)};
        recall.showtime = world.showtime;
        recall.seats = {world.seat(3)};
        protocol::Return entry{
            world.showtime, world.right(), {world.seat(3), world.seat(4)}, {}, {}};
        entry.recall = recall.id;
        QVERIFY(!world.after(decide(world.known, entry), 3)); // nobody waits: the pool
        world.known.recall = recall;
        world.known.waiting = HoldId{VerdictWorld::id(60)};
        const Decision decision = decide(world.known, entry);
        QVERIFY(world.after(decision, 3)->kind == ClaimKind::Hold);
        QCOMPARE(world.after(decision, 3)->owner, VerdictWorld::id(60));
        QVERIFY(!world.after(decision, 4));
        QCOMPARE(decision.answered, recall.id);
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
            world.showtime, world.right(), {world.seat(3), world.seat(4), world.seat(3)}, {}, {}};
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
