// links: server_core unit_verdict_world
#include "server/core/deadline.h"
#include "tests/unit/verdict_world.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server::core;
using protocol::Outcome;
using R = protocol::Rule;

/// R9: the database was restored and is being refilled from the terminals.
class VerdictR09Test : public QObject {
    Q_OBJECT

    /// Nobody remembers the right that the sale names, its token is 41.
    struct World : VerdictWorld {
        World() {
            known.recovering = true;
            known.allotments.erase(known.allotments.begin());
        }
        static TicketId occupant(std::uint16_t number) {
            return {id(static_cast<std::uint8_t>(200 + number))};
        }
        /// Sold to somebody by the other terminal, by this token.
        void occupy(std::uint16_t number, std::int64_t epoch) {
            sellToOther(number);
            Occupant other;
            other.ticket.booking = other.booking.id = BookingId{id(99)};
            other.ticket.showtime = showtime;
            other.ticket.line = line(number);
            other.ticket.line.ticket = occupant(number);
            other.ticket.epoch = Epoch{epoch};
            other.booking.terminal = this->other;
            known.occupants.push_back(other);
        }
    };

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
    void r9TakesItsSeatFromWhoWasSoldItAtRisk() {
        World world;
        world.occupy(3, 0);
        const Decision decision = decide(world.known, world.sale({2, 3}));
        QCOMPARE(decision.verdict.rule, R::R9);
        QCOMPARE(decision.verdict.outcome, Outcome::Accepted);
        QVERIFY(world.after(decision, 3)->owner == world.ticket(3).uuid);
        QCOMPARE(decision.ousted.size(), std::size_t{1});
        QCOMPARE(decision.ticketStates.at(0).first, world.occupant(3));
        QVERIFY(decision.ticketStates.at(0).second == TicketState::Void);
        QVERIFY(decision.revocations.at(0).reason == protocol::RevocationReason::Refunded);
        const auto& task = decision.tasks.at(0);
        QVERIFY(task.kind == protocol::TaskKind::RefundDue && task.owner == world.other);
        QVERIFY(task.deadline == world.known.showtime->start - kLeadBeforeShowtime);
        QVERIFY(task.text.find("A4 had been leased") != std::string::npos);
    }
    void r9TakesItsSeatFromAnOlderRight() {
        World world;
        world.occupy(3, 40);
        QCOMPARE(decide(world.known, world.sale({3})).verdict.rule, R::R9);
        World leased;
        leased.claim(3, ClaimKind::Allotment, leased.othersAllotment.uuid, 40);
        const Decision decision = decide(leased.known, leased.sale({3}));
        QCOMPARE(decision.verdict.rule, R::R9);
        QVERIFY(decision.newTickets.at(0).allotment.isNull());
        QCOMPARE(decision.newTickets.at(0).epoch, Epoch{41});
        QVERIFY(decision.ousted.empty() && decision.tasks.empty());
    }
    void aYoungerRightKeepsTheSeat() {
        World world;
        world.occupy(3, 42);
        const Decision decision = decide(world.known, world.sale({3}));
        QCOMPARE(decision.verdict.rule, R::R7); // nobody is moved into the pool meanwhile
        QVERIFY(decision.ousted.empty());
        World leased;
        leased.leaseToOther(3);
        QCOMPARE(decide(leased.known, leased.sale({3})).verdict.rule, R::R7);
    }
    void aSaleAtRiskTakesNoSeatFromAnybody() {
        World world;
        world.occupy(3, 0);
        auto sale = world.sale({2, 3});
        sale.rights[1] = {};
        QCOMPARE(decide(world.known, sale).verdict.rule, R::R7);
    }
    void nobodyIsOustedWhenTheServerRemembersEverything() {
        World world;
        world.occupy(3, 0);
        world.known.recovering = false;
        QCOMPARE(decide(world.known, world.sale({3})).verdict.rule, R::R6);
    }
    /// Of the sale that is paid back a door has told one ticket: its journal will tell the others.
    void moneyThatGoesBackForASaleKnownFromPaperWaits() {
        VerdictWorld world;
        world.record(world.sale({3}));
        world.known.recovering = true;
        const protocol::Refund refund = world.refund({3, 4}, 2000);
        const Decision decision = decide(world.known, refund);
        QCOMPARE(decision.verdict.rule, R::R14);
        QVERIFY(!waitsForOthers(world.known, refund, decision));
        world.known.booking->booking.fromPaper = true;
        QVERIFY(waitsForOthers(world.known, refund, decide(world.known, refund)));
        // Paper that nobody's key proves yet.
        const protocol::Payload letIn = protocol::Admitted{
            world.ticket(7), world.showtime, world.seat(7), "paper of a forgotten life", {}, {}};
        const Decision unproved = decide(world.known, letIn);
        QCOMPARE(unproved.verdict.rule, R::R14);
        QVERIFY(waitsForOthers(world.known, letIn, unproved));
        world.known.recovering = false;
        QVERIFY(!waitsForOthers(world.known, letIn, unproved));
    }
    void r9IsNotAskedOtherwise() {
        VerdictWorld world;
        world.known.allotments.clear();
        QCOMPARE(decide(world.known, world.sale({3})).verdict.rule, R::R5);
    }
};

QTEST_APPLESS_MAIN(VerdictR09Test)
#include "verdict_r09_test.moc"
