// links: server_core
#include "tests/unit/verdict_world.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server::core;
using protocol::TaskAction;
using protocol::TaskKind;
using R = protocol::Rule;

/// What doors and people write: scans, tasks done, lives that are over.
class VerdictDutyTest : public QObject {
    Q_OBJECT

    struct World : VerdictWorld {
        World() {
            record(sale({3}));
            known.ticket = known.booking->tickets[0];
        }
        protocol::Admitted scan(int minutes) const {
            return {ticket(3), showtime, seat(3),
                    "",        {},       known.now + std::chrono::minutes{minutes}};
        }
        void letIn(int minutes) {
            known.admission =
                protocol::Admission{ticket(3), showtime,
                                    seat(3),   TerminalId{id(91)},
                                    "Door B",  known.now + std::chrono::minutes{minutes},
                                    false};
        }
        void open(TaskKind kind, std::vector<TaskAction> actions) {
            known.task = protocol::Task{};
            known.task->id = TaskId{id(80)};
            known.task->kind = kind;
            known.task->actions = std::move(actions);
        }
        protocol::TaskDone done(TaskAction action) const {
            return {TaskId{id(80)}, action, "", OperatorId{id(70)}, {}};
        }
    };

private slots:
    void aScanIsOnRecord() {
        World world;
        const Decision decision = decide(world.known, world.scan(5));
        QCOMPARE(decision.verdict.rule, R::R12);
        QVERIFY(decision.admission && decision.isNewScan);
        QVERIFY(decision.tasks.empty());
    }
    void theLaterScanIsTheDuplicate() {
        World world;
        world.letIn(-8); // 15:52 on the clocks of the cinema
        const Decision decision = decide(world.known, world.scan(5));
        QVERIFY(!decision.admission);
        QVERIFY(decision.verdict.reason.find("let in at 15:52 at Door B") != std::string::npos);
        QVERIFY(decision.tasks.at(0).kind == TaskKind::DoubleAdmission);
    }
    void anEarlierScanThatComesLaterCounts() {
        World world;
        world.letIn(8);
        const Decision decision = decide(world.known, world.scan(5));
        QVERIFY(decision.admission && decision.isNewScan);
        QVERIFY(decision.admission->at == world.known.now + std::chrono::minutes{5});
        QVERIFY(decision.tasks.at(0).kind == TaskKind::DoubleAdmission);
    }
    void aScanThatWasUndoneDoesNotCount() {
        World world;
        world.letIn(1);
        world.known.admission->undone = true;
        const Decision decision = decide(world.known, world.scan(5));
        QVERIFY(decision.admission && decision.tasks.empty());
    }
    void aVoidTicketLetInIsATask() {
        World world;
        world.known.ticket->state = TicketState::Void;
        QVERIFY(decide(world.known, world.scan(5)).tasks.at(0).kind == TaskKind::DoubleAdmission);
    }
    void anUnknownTicketIsR14() {
        World world;
        world.known.ticket.reset();
        QCOMPARE(decide(world.known, world.scan(5)).verdict.rule, R::R14);
    }
    void aScanIsUndone() {
        World world;
        world.letIn(1);
        protocol::AdmissionUndone entry{
            world.ticket(3), world.showtime, "", {}, world.known.now + std::chrono::minutes{2}};
        QVERIFY(decide(world.known, entry).admission->undone);
        entry.at = world.known.now; // of a scan before the one that counts
        QVERIFY(!decide(world.known, entry).admission);
    }
    void aTaskIsClosedByWhatItAsksFor() {
        World world;
        world.open(TaskKind::Reseated, {TaskAction::PrintTicket, TaskAction::CallCustomer});
        QVERIFY(decide(world.known, world.done(TaskAction::PrintTicket)).closed);
        QVERIFY(!decide(world.known, world.done(TaskAction::CallCustomer)).closed);
        QVERIFY(!decide(world.known, world.done(TaskAction::Settle)).closed);
        world.known.task->closedAt = world.known.now;
        const Decision late = decide(world.known, world.done(TaskAction::PrintTicket));
        QVERIFY(!late.closed && !late.verdict.reason.empty());
        world.known.task.reset();
        QVERIFY(!decide(world.known, world.done(TaskAction::PrintTicket)).verdict.reason.empty());
    }
    void moneyIsPaidBackByARefundOnly() {
        World world;
        world.open(TaskKind::RefundDue, {TaskAction::RefundTender, TaskAction::CallCustomer});
        QVERIFY(!decide(world.known, world.done(TaskAction::RefundTender)).closed);
    }
    void onlyAPersonInChargeSettlesAQuarantine() {
        World world;
        world.open(TaskKind::QuarantinedEntry, {TaskAction::Settle});
        QVERIFY(!decide(world.known, world.done(TaskAction::Settle)).closed);
        world.known.op = domain::Operator{};
        QVERIFY(!decide(world.known, world.done(TaskAction::Settle)).closed);
        world.known.op->role = domain::Role::Supervisor;
        QVERIFY(decide(world.known, world.done(TaskAction::Settle)).closed);
        world.known.op->active = false;
        QVERIFY(!decide(world.known, world.done(TaskAction::Settle)).closed);
    }
    void onlyAFormerLifeEnds() {
        World world;
        QVERIFY(!decide(world.known, protocol::LifeEnded{Incarnation{1}, Seq{9}, {}}).ended);
        world.known.origin.incarnation = Incarnation{2};
        QVERIFY(decide(world.known, protocol::LifeEnded{Incarnation{1}, Seq{9}, {}}).ended ==
                Incarnation{1});
    }
};

QTEST_APPLESS_MAIN(VerdictDutyTest)
#include "verdict_duty_test.moc"
