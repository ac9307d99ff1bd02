// links: server_core unit_verdict_world
#include "tests/unit/verdict_world.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server::core;
using domain::Account;
using protocol::Outcome;
using protocol::TaskAction;
using protocol::TaskKind;
using R = protocol::Rule;

/// R12: somebody in charge says that the customer has the money that is owed, by whomever.
class VerdictSettledTest : public QObject {
    Q_OBJECT

    struct World : VerdictWorld {
        World() {
            record(sale({3}));
            known.task = protocol::Task{};
            known.task->id = TaskId{id(80)};
            known.task->kind = TaskKind::RefundDue;
            known.task->booking = booking;
            known.op = domain::Operator{};
            known.op->role = domain::Role::Supervisor;
        }
        /// For which there was no seat.
        void owe() {
            known.booking->booking.state = BookingState::Void;
            known.booking->tickets[0].state = TicketState::Void;
            known.claims = Claims(std::vector<Claim>{});
            known.owed = {{ticket(3), true}};
        }
        protocol::Refund word() const {
            protocol::Refund entry = refund({3}, 0);
            entry.task = TaskId{id(80)};
            entry.approvedBy = OperatorId{id(70)};
            entry.reason = "the counter that burned had paid it";
            return entry;
        }
        static bool doesNothing(const Decision& decision) {
            return decision.verdict.outcome == Outcome::Noted && !decision.verdict.reason.empty() &&
                   decision.postings.empty() && decision.paidBack.empty() && !decision.closed &&
                   !decision.refundIsDone && !decision.voided && decision.tasks.empty();
        }
    };

private slots:
    void whatIsOwedIsOverAndShortAndNoDrawerPays() {
        World world;
        world.owe();
        const Decision decision = decide(world.known, world.word());
        QCOMPARE(decision.verdict.rule, R::R12);
        QCOMPARE(decision.verdict.outcome, Outcome::Accepted);
        QCOMPARE(world.sum(decision, Account::RefundPayable), std::int64_t{1000});
        QCOMPARE(world.sum(decision, Account::OverShort), std::int64_t{-1000});
        QCOMPARE(decision.postings.size(), std::size_t{2});
        QCOMPARE(decision.paidBack.size(), std::size_t{1});
        QVERIFY(decision.paidBack[0].amount.isZero());
        QVERIFY(decision.refundIsDone && decision.tasks.empty());
        QVERIFY(decision.closed && decision.closed->action == TaskAction::Settle);
        QCOMPARE(decision.closed->task, TaskId{world.id(80)});
        QCOMPARE(decision.closed->by, OperatorId{world.id(70)});
        QCOMPARE(decision.closed->note, std::string("the counter that burned had paid it"));
    }
    /// Their money went back before, by whomever: nobody has to be in charge.
    void ticketsThatAreGivenUpForItMakeOverAndShortEven() {
        World world;
        world.known.task->kind = TaskKind::SecondRefund;
        world.known.task->amount = world.euro(1000);
        world.known.op.reset();
        auto entry = world.word();
        entry.approvedBy = {};
        const Decision decision = decide(world.known, entry);
        QCOMPARE(decision.verdict.outcome, Outcome::Accepted);
        QCOMPARE(world.sum(decision, Account::OverShort), std::int64_t{-1000});
        QCOMPARE(world.sum(decision, Account::CashDrawer), std::int64_t{0});
        QCOMPARE(decision.ticketStates.size(), std::size_t{1});
        QVERIFY(decision.closed && decision.closed->task == TaskId{world.id(80)});
        QVERIFY(decision.voided == world.booking);
        world.known.task->amount = world.euro(900); // of something else
        QVERIFY(World::doesNothing(decide(world.known, entry)));
        world.known.task->amount = world.euro(1000);
        world.known.task->closedAt = world.known.now;
        QVERIFY(World::doesNothing(decide(world.known, entry)));
        world.known.task->closedAt.reset();
        world.known.task->booking = BookingId{world.id(99)};
        QVERIFY(World::doesNothing(decide(world.known, entry)));
    }
    void aTicketOfACancelledShowtimeEnds() {
        World world;
        world.known.owed = {{world.ticket(3), false}};
        const Decision decision = decide(world.known, world.word());
        QCOMPARE(decision.verdict.outcome, Outcome::Accepted);
        QCOMPARE(world.sum(decision, Account::TicketRevenue) +
                     world.sum(decision, Account::TaxPayable),
                 std::int64_t{1000});
        QCOMPARE(world.sum(decision, Account::OverShort), std::int64_t{-1000});
        QVERIFY(domain::isBalanced(decision.postings));
        QCOMPARE(decision.ticketStates.size(), std::size_t{1});
        QCOMPARE(decision.revocations.size(), std::size_t{1});
        QCOMPARE(decision.claims.size(), std::size_t{1});
        QVERIFY(decision.voided == world.booking);
    }
    void onlyAPersonInChargeSaysSo() {
        World world;
        world.owe();
        world.known.op->role = domain::Role::Cashier;
        QVERIFY(World::doesNothing(decide(world.known, world.word())));
        world.known.op.reset();
        QVERIFY(World::doesNothing(decide(world.known, world.word())));
    }
    void whatAJournalHasToldMeanwhileIsNotCountedOnceMore() {
        World world;
        world.owe();
        world.known.paidBack = {{world.ticket(3), world.euro(1000), world.other}};
        QVERIFY(World::doesNothing(decide(world.known, world.word())));
    }
    void theJournalThatTellsItLaterBringsOverAndShortBack() {
        World world;
        world.owe();
        world.known.paidBack = {{world.ticket(3), world.euro(0), world.other, true}};
        const Decision decision = decide(world.known, world.cancel());
        QCOMPARE(decision.verdict.rule, R::R13);
        QCOMPARE(decision.verdict.reason, std::string("10.00 EUR of it had been settled before."));
        QCOMPARE(world.sum(decision, Account::OverShort), std::int64_t{1000});
        QCOMPARE(world.sum(decision, Account::CashDrawer), std::int64_t{-1000});
        // That may be the very money: nobody need have had it twice.
        QCOMPARE(QString::fromStdString(decision.tasks.at(0).text).section(": ", 1),
                 QString("10.00 EUR more went back to the customer than was due. A supervisor had "
                         "settled 10.00 EUR before, because the customer was said to have had it. "
                         "If this is that money, the two cancel out in over and short; if not, the "
                         "customer has had it twice. Ask who paid it out, and why."));
    }
    /// A terminal voids whole sales only: what its new life has settled by a word its burned disk
    /// had paid.
    void alsoWhenItsOwnTerminalHadSettledAPart() {
        World world;
        world.record(world.sale({3, 4}));
        world.known.booking->tickets[0].state = TicketState::Void;
        world.known.paidBack = {{world.ticket(3), world.euro(0), world.terminal, true}};
        const Decision decision = decide(world.known, world.cancel());
        QCOMPARE(decision.verdict.rule, R::R13);
        QCOMPARE(world.sum(decision, Account::OverShort), std::int64_t{1000});
        QCOMPARE(world.sum(decision, Account::CashDrawer), std::int64_t{-2000});
        QCOMPARE(decision.tasks.at(0).tickets, (std::vector{world.ticket(3), world.ticket(4)}));
    }
    void whatWentBackByADrawerBesideItStandsInOverAndShort() {
        World world;
        world.record(world.sale({3, 4}));
        for (auto& ticket : world.known.booking->tickets)
            ticket.state = TicketState::Void;
        world.known.booking->booking.state = BookingState::Void;
        world.known.paidBack = {{world.ticket(3), world.euro(0), world.other, true},
                                {world.ticket(4), world.euro(1000), world.other}};
        const Decision decision = decide(world.known, world.cancel());
        QCOMPARE(decision.verdict.rule, R::R13);
        const auto text = QString::fromStdString(decision.tasks.at(0).text);
        QVERIFY(text.contains("20.00 EUR more went back to the customer than was due; it was paid "
                              "back before."));
        QVERIFY(text.contains("A supervisor had settled 10.00 EUR before"));
        QVERIFY(text.contains("The rest stands in over and short."));
    }
    void withoutATaskNobodyHasSaidAnything() {
        World world;
        world.owe();
        auto entry = world.word();
        entry.task = {};
        QCOMPARE(decide(world.known, entry).verdict.rule, R::R14);
    }
};

QTEST_APPLESS_MAIN(VerdictSettledTest)
#include "verdict_settled_test.moc"
