// links: server_core unit_verdict_world
#include "tests/unit/verdict_world.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server::core;
using domain::Account;
using protocol::Outcome;
using protocol::RevocationReason;
using protocol::TaskKind;
using R = protocol::Rule;

/// R10: a stored card payment is declined later.
class VerdictR10Test : public QObject {
    Q_OBJECT

    struct World : VerdictWorld {
        World() {
            auto sold = sale({3, 4});
            sold.tenders = {{domain::TenderKind::Card, euro(2000), euro(2000), euro(0), "ref-1"}};
            record(sold);
        }
        protocol::CardDeclined declined() const {
            return {booking, showtime, "ref-1", euro(2000), {}};
        }
    };

private slots:
    void r10TakesTheTicketsBack() {
        World world;
        const Decision decision = decide(world.known, world.declined());
        QCOMPARE(decision.verdict.rule, R::R10);
        QCOMPARE(decision.verdict.outcome, Outcome::Accepted);
        QVERIFY(world.after(decision, 3)->kind == ClaimKind::Allotment);
        QCOMPARE(decision.ticketStates.size(), std::size_t{2});
        QVERIFY(decision.voided == world.booking);
        QVERIFY(decision.revocations[0].reason == RevocationReason::Declined);
        QCOMPARE(world.sum(decision, Account::CardReceivable), std::int64_t{-2000});
        QCOMPARE(world.sum(decision, Account::CustomerReceivable), std::int64_t{0});
        QCOMPARE(world.sum(decision, Account::TicketRevenue) +
                     world.sum(decision, Account::TaxPayable),
                 std::int64_t{2000});
        QVERIFY(decision.tasks[0].kind == TaskKind::CardDeclined);
        QCOMPARE(decision.declined, std::string("ref-1"));
    }
    void r10IsABadDebtOnceAdmitted() {
        World world;
        world.known.admitted = {world.ticket(3)};
        const Decision decision = decide(world.known, world.declined());
        QVERIFY(decision.claims.empty() && decision.ticketStates.empty());
        QCOMPARE(world.sum(decision, Account::BadDebt), std::int64_t{2000});
        QCOMPARE(world.sum(decision, Account::CustomerReceivable), std::int64_t{0});
    }
    void r10IsABadDebtOnceBegun() {
        World world;
        world.known.now = world.known.showtime->start;
        QCOMPARE(world.sum(decide(world.known, world.declined()), Account::BadDebt),
                 std::int64_t{2000});
    }
    void r10LeavesTicketsThatOthersPaidForToo() {
        World world;
        auto& tenders = world.known.booking->booking.tenders;
        tenders[0].amount = world.euro(1500);
        tenders.push_back({domain::TenderKind::Cash, world.euro(500), {}, {}, ""});
        const Decision decision = decide(world.known, world.declined());
        QVERIFY(decision.claims.empty());
        QCOMPARE(world.sum(decision, Account::CustomerReceivable), std::int64_t{1500});
        QVERIFY(domain::isBalanced(decision.postings));
    }
    void r10ForgivesWhatWouldHaveBeenOwed() {
        World world;
        world.known.booking->booking.state = BookingState::Void;
        for (auto& ticket : world.known.booking->tickets) {
            ticket.state = TicketState::Void;
            world.known.owed.push_back({ticket.line.ticket, true});
        }
        const Decision decision = decide(world.known, world.declined());
        QCOMPARE(world.sum(decision, Account::RefundPayable), std::int64_t{2000});
        QCOMPARE(world.sum(decision, Account::CustomerReceivable), std::int64_t{0});
        QVERIFY(decision.refundIsDone && domain::isBalanced(decision.postings));
    }
    void r10OfAReversedPaymentIsNothing() {
        World world;
        world.known.booking->booking.state = BookingState::Void; // and nothing on the card any more
        const Decision decision = decide(world.known, world.declined());
        QCOMPARE(decision.verdict.outcome, Outcome::Noted);
        QVERIFY(decision.postings.empty() && decision.tasks.empty());
    }
    /// Found by the simulation: the showtime was cancelled, the money went back to the card, and
    /// then the bank took the payment back.
    void r10OfWhatWasOwedAndWentBackIsNothing() {
        World world;
        world.known.booking->booking.state = BookingState::Void;
        for (auto& ticket : world.known.booking->tickets) {
            ticket.state = TicketState::Void;
            world.known.owed.push_back({ticket.line.ticket, false});
            world.known.paidBack.push_back({ticket.line.ticket, ticket.line.price, {}});
        }
        const Decision decision = decide(world.known, world.declined());
        QCOMPARE(decision.verdict.outcome, Outcome::Noted);
        QVERIFY(decision.postings.empty() && decision.tasks.empty());
    }
    void r10IsADebtOfWhoWasPaidBackInCash() {
        World world;
        world.known.booking->booking.state = BookingState::Void;
        world.known.onCard = world.euro(2000);
        const Decision decision = decide(world.known, world.declined());
        QCOMPARE(decision.verdict.outcome, Outcome::Accepted);
        QCOMPARE(world.sum(decision, Account::CardReceivable), std::int64_t{-2000});
        QCOMPARE(world.sum(decision, Account::CustomerReceivable), std::int64_t{2000});
        QVERIFY(decision.claims.empty() && decision.ticketStates.empty());
        QVERIFY(decision.tasks[0].kind == TaskKind::CardDeclined);
    }
    void r10CountsOnce() {
        World world;
        world.known.declinedBefore = true;
        const Decision decision = decide(world.known, world.declined());
        QCOMPARE(decision.verdict.outcome, Outcome::Noted);
        QVERIFY(decision.postings.empty() && decision.tasks.empty());
    }
    void aPaymentNobodyKnowsIsR14() {
        World world;
        auto entry = world.declined();
        entry.reference = "ref-2";
        QCOMPARE(decide(world.known, entry).verdict.rule, R::R14);
        world.known.booking.reset();
        QCOMPARE(decide(world.known, world.declined()).verdict.rule, R::R14);
    }
};

QTEST_APPLESS_MAIN(VerdictR10Test)
#include "verdict_r10_test.moc"
