// links: server_core unit_verdict_world
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
        Scan scanAt(int minutes, std::uint8_t door = 91) const {
            return {{ticket(3), showtime, seat(3), TerminalId{id(door)}, "Door B",
                     known.now + std::chrono::minutes{minutes}, false},
                    {TerminalId{id(door)}, Incarnation{1}, Seq{5}}};
        }
        void letIn(int minutes, std::uint8_t door = 91) {
            known.scans.push_back(scanAt(minutes, door));
            known.admission = known.scans.back();
        }
        protocol::AdmissionUndone undo(int minutes) const {
            return {ticket(3), showtime, "", {}, known.now + std::chrono::minutes{minutes}};
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
        QVERIFY(decision.admission && decision.admission->by == Origin{});
        QCOMPARE(decision.scans.size(), std::size_t{1});
        QVERIFY(decision.tasks.empty());
    }
    void theLaterScanIsTheDuplicate() {
        World world;
        world.letIn(-8); // 15:52 on the clocks of the cinema
        const Decision decision = decide(world.known, world.scan(5));
        QVERIFY(!decision.admission);
        QCOMPARE(decision.scans.size(), std::size_t{1}); // it may count yet
        QVERIFY(decision.verdict.reason.find("let in at 15:52 at Door B") != std::string::npos);
        QVERIFY(decision.tasks.at(0).kind == TaskKind::DoubleAdmission);
    }
    void anEarlierScanThatComesLaterCounts() {
        World world;
        world.letIn(8);
        const Decision decision = decide(world.known, world.scan(5));
        QVERIFY(decision.admission && decision.admission->by == Origin{});
        QVERIFY(decision.admission->admission.at == world.known.now + std::chrono::minutes{5});
        QVERIFY(decision.tasks.at(0).kind == TaskKind::DoubleAdmission);
    }
    void aScanThatWasUndoneDoesNotCount() {
        World world;
        world.letIn(1);
        world.known.admission->admission.undone = true;
        world.known.scans[0].admission.undone = true;
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
        world.known.origin.terminal = TerminalId{world.id(91)};
        const Decision decision = decide(world.known, world.undo(2));
        QVERIFY(decision.admission->admission.undone);
        QVERIFY(decision.scans.at(0).admission.undone);
        // Of a scan before the one that counts.
        QVERIFY(!decide(world.known, world.undo(0)).admission);
        QVERIFY(!decide(world.known, world.undo(0)).verdict.reason.empty());
    }
    void whenTheFirstIsUndoneTheDuplicateCounts() {
        World world;
        world.known.scans = {world.scanAt(4, 92), world.scanAt(3, 93)};
        world.letIn(1);
        world.known.origin.terminal = TerminalId{world.id(91)};
        const Decision decision = decide(world.known, world.undo(2));
        QVERIFY(decision.admission == world.scanAt(3, 93));
        QCOMPARE(decision.scans.size(), std::size_t{1});
        QVERIFY(decision.scans[0].by == world.scanAt(1).by && decision.scans[0].admission.undone);
        QVERIFY(decision.verdict.reason.find("stays in") != std::string::npos);
        world.known.scans[1].admission.undone = true; // that door has taken its own back already
        QVERIFY(decide(world.known, world.undo(2)).admission == world.scanAt(4, 92));
    }
    void aDoorUndoesOnlyWhatItDidItself() {
        World world;
        world.known.scans = {world.scanAt(3, 93)};
        world.letIn(1);
        world.known.origin.terminal = TerminalId{world.id(93)};
        const Decision decision = decide(world.known, world.undo(5));
        QVERIFY(!decision.admission); // the other's still counts
        QVERIFY(decision.scans.at(0).by == world.scanAt(3, 93).by);
        world.known.origin.terminal = TerminalId{world.id(94)};
        const Decision stranger = decide(world.known, world.undo(5));
        QVERIFY(stranger.scans.empty() && !stranger.admission);
        QVERIFY(!stranger.verdict.reason.empty());
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
        world.open(TaskKind::RefundDue,
                   {TaskAction::RefundTender, TaskAction::CallCustomer, TaskAction::Settle});
        world.known.op = domain::Operator{};
        world.known.op->role = domain::Role::Supervisor;
        QVERIFY(!decide(world.known, world.done(TaskAction::RefundTender)).closed);
        QVERIFY(!decide(world.known, world.done(TaskAction::Settle)).closed);
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
