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

    /// Two tickets, paid by a card; money of it has gone back, and nobody says for which.
    struct Unasked : VerdictWorld {
        Unasked() {
            auto sold = sale({3, 4});
            sold.tenders[0].kind = domain::TenderKind::Card;
            sold.tenders[0].reference = "pay-1";
            record(sold);
        }
        protocol::Refund entry() const {
            auto entry = refund({}, 700);
            entry.tender.kind = domain::TenderKind::Card;
            entry.tender.reference = "pay-1";
            return entry;
        }
    };

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
    void r13TakesMoneyThatWentBackWithoutTickets() {
        const Unasked world;
        const Decision decision = decide(world.known, world.entry());
        QCOMPARE(decision.verdict.rule, R::R13);
        QCOMPARE(decision.verdict.outcome, protocol::Outcome::Accepted);
        QCOMPARE(world.sum(decision, Account::OverShort), std::int64_t{700});
        QCOMPARE(world.sum(decision, Account::CardReceivable), std::int64_t{-700});
        QCOMPARE(decision.postings.size(), std::size_t{2});
        QVERIFY(decision.ticketStates.empty() && decision.claims.empty() && !decision.voided);
        QVERIFY(decision.paidBack.empty() && decision.revocations.empty());
        const auto& task = decision.tasks.at(0);
        QVERIFY(task.kind == TaskKind::SecondRefund && task.booking == world.booking);
        QVERIFY(task.amount == world.euro(700));
        QCOMPARE(task.tickets.size(), std::size_t{2});
        QVERIFY(task.text.find("pay-1") != std::string::npos);
        QVERIFY(task.actions ==
                (std::vector{protocol::TaskAction::CallCustomer, protocol::TaskAction::Settle}));
    }
    void whatIsNotThePaymentOfAnOwnSaleIsLeftToAPerson() {
        const Unasked world;
        const auto isLeft = [](const Unasked& in, const protocol::Refund& entry) {
            return decide(in.known, entry).verdict.outcome == protocol::Outcome::Quarantined;
        };
        auto other = world.entry();
        other.tender.reference = "pay-2";
        QVERIFY(isLeft(world, other));
        auto cash = world.entry();
        cash.tender.kind = domain::TenderKind::Cash;
        QVERIFY(isLeft(world, cash));
        auto elsewhere = world.entry();
        elsewhere.showtime = ShowtimeId{world.id(99)};
        QVERIFY(isLeft(world, elsewhere));
        auto back = world.entry();
        back.tender.amount = world.euro(-700);
        QVERIFY(isLeft(world, back));
        Unasked others;
        others.known.booking->booking.terminal = others.other;
        QVERIFY(isLeft(others, others.entry()));
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
