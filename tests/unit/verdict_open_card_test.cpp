// links: server_core unit_verdict_world
#include "tests/unit/verdict_world.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server::core;
using domain::Account;
using protocol::Outcome;
using protocol::TaskAction;
using protocol::TaskKind;

/// R12: a card payment of which nobody could say whether it was taken.
class VerdictOpenCardTest : public QObject {
    Q_OBJECT

    struct World : VerdictWorld {
        protocol::Abandon abandon(std::int64_t cents) const {
            return {booking, OperatorId{id(70)}, known.now,
                    protocol::OpenPayment{showtime, "ref-1", euro(cents)}};
        }
        void openTask() {
            known.task = decide(known, abandon(2'400)).tasks.at(0);
            known.task->id = TaskId{id(80)};
            known.op = domain::Operator{OperatorId{id(70)}, "Bo", domain::Role::Manager, "", true};
        }
        protocol::TaskDone settle() const {
            return {TaskId{id(80)}, TaskAction::Settle, "", OperatorId{id(70)}, {}};
        }
        protocol::Refund payBack(std::int64_t cents) const {
            protocol::Refund entry = refund({}, cents);
            entry.task = TaskId{id(80)};
            entry.tender.kind = domain::TenderKind::Card;
            entry.approvedBy = OperatorId{id(70)};
            return entry;
        }
    };

private slots:
    void itStandsInSuspenseAndATaskOwnsIt() {
        World world;
        const Decision decision = decide(world.known, world.abandon(2'400));
        QCOMPARE(decision.verdict.rule, protocol::Rule::R12);
        QCOMPARE(decision.verdict.outcome, Outcome::Accepted);
        QCOMPARE(World::sum(decision, Account::CardReceivable), 2'400);
        QCOMPARE(World::sum(decision, Account::Suspense), -2'400);
        const auto& task = decision.tasks.at(0);
        QCOMPARE(task.kind, TaskKind::CardUnconfirmed);
        QCOMPARE(task.subject, std::string("ref-1"));
        QVERIFY(task.owner == world.terminal && task.deadline);
        QCOMPARE(task.amount->minor, 2'400);
    }
    void whatIsOnRecordIsNotCountedTwice() {
        World world;
        world.known.isSetAside = true;
        QCOMPARE(decide(world.known, world.abandon(2'400)).verdict.outcome, Outcome::Noted);
        World sold;
        auto sale = sold.sale({3});
        sale.tenders[0].kind = domain::TenderKind::Card;
        sale.tenders[0].reference = "ref-1";
        sold.record(sale);
        const Decision decision = decide(sold.known, sold.abandon(1'000));
        QCOMPARE(decision.verdict.outcome, Outcome::Noted);
        QVERIFY(decision.postings.empty() && decision.tasks.empty());
    }
    void whatCannotBeMoneyMovesNoneAndIsAskedForAllTheSame() {
        World world;
        const Decision decision = decide(world.known, world.abandon(kDamaged));
        QVERIFY(decision.postings.empty());
        QCOMPARE(decision.tasks.size(), std::size_t{1});
    }
    void aPaymentThatNeverCameLeavesSuspenseTheWayItCame() {
        World world;
        world.openTask();
        const Decision decision = decide(world.known, world.settle());
        QCOMPARE(decision.verdict.outcome, Outcome::Accepted);
        QCOMPARE(World::sum(decision, Account::CardReceivable), -2'400);
        QCOMPARE(World::sum(decision, Account::Suspense), 2'400);
        QVERIFY(decision.closed.has_value());
        world.known.task->closedAt = world.known.now;
        QVERIFY(decide(world.known, world.settle()).postings.empty());
    }
    void aPaymentThatHadComeGoesBack() {
        World world;
        world.openTask();
        const Decision decision = decide(world.known, world.payBack(2'400));
        QCOMPARE(decision.verdict.outcome, Outcome::Accepted);
        QCOMPARE(World::sum(decision, Account::CardReceivable), -2'400);
        QCOMPARE(World::sum(decision, Account::Suspense), 2'400);
        QVERIFY(decision.closed.has_value());
        QCOMPARE(decide(world.known, world.payBack(2'300)).verdict.outcome, Outcome::Quarantined);
    }
    void onlySomebodyInChargeDecidesAboutIt() {
        World world;
        world.openTask();
        world.known.op->role = domain::Role::Cashier;
        const Decision settled = decide(world.known, world.settle());
        QCOMPARE(settled.verdict.outcome, Outcome::Noted);
        QVERIFY(!settled.closed && settled.postings.empty());
        QCOMPARE(decide(world.known, world.payBack(2'400)).verdict.outcome, Outcome::Quarantined);
    }

private:
    static constexpr std::int64_t kDamaged = protocol::kLargestAmount;
};

QTEST_APPLESS_MAIN(VerdictOpenCardTest)
#include "verdict_open_card_test.moc"
