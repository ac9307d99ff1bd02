// links: app_core unit_terminal_world
#include "app/core/replica_changes.h"
#include "tests/unit/terminal_world.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::core;
using namespace foyer::tests;
using protocol::TaskAction;

namespace {

const TerminalId kOther{uuidOf(3, 9)};
const BookingId kStranger{uuidOf(77, 1)}; // sold elsewhere, or on a disk of before

protocol::Task reseating(BookingId booking, TerminalId owner) {
    protocol::Task row;
    row.id = {uuidOf(21, 1)};
    row.kind = protocol::TaskKind::Reseated;
    row.owner = owner;
    row.booking = booking;
    row.showtime = kShowtime;
    row.actions = {TaskAction::PrintTicket, TaskAction::CallCustomer, TaskAction::Settle};
    row.openedAt = kStart;
    return row;
}

/// A counter whose customer of seat 3 sits in seat 8 now.
struct Counter : Rig {
    BookingId booking;
    protocol::Task task;

    Counter() {
        open();
        standing({SeatNo{3}, SeatNo{4}, SeatNo{8}});
        booking = sellAndPrint(SeatNo{3});
        drain();
        task = reseating(booking, kTerminal);
        feed({task});
    }
    void hearWhere() {
        feed({protocol::Reseating{saleView(booking).tickets.at(0),
                                  booking,
                                  kShowtime,
                                  {3},
                                  {8},
                                  "A4",
                                  "A9",
                                  "",
                                  kStart}});
    }
};

struct OfficeDesk : Rig {
    OfficeDesk() : Rig(TerminalMode::Office) { open(); }

    void signInAsSupervisor() {
        feed({domain::Operator{kSupervisor, "Grace", domain::Role::Supervisor, "$argon2id$y",
                               true}});
        tell(Logout{});
        tell(Login{kSupervisor, "9"});
        tell(PinVerified{take<VerifyPin>()->request, true});
    }
};

std::vector<TaskView> tasksOf(Rig& rig) {
    return rig.terminal.view().tasks->tasks;
}

template <class T>
std::vector<T> writtenOn(Rig& rig) {
    std::vector<T> found;
    for (const auto& payload : rig.disk())
        if (const auto* entry = std::get_if<T>(&payload))
            found.push_back(*entry);
    return found;
}
std::vector<protocol::TaskDone> doneOn(Rig& rig) {
    return writtenOn<protocol::TaskDone>(rig);
}
std::vector<protocol::Refund> refundsOn(Rig& rig) {
    return writtenOn<protocol::Refund>(rig);
}

protocol::Task refundDue(BookingId booking, std::vector<TicketId> tickets) {
    protocol::Task row;
    row.id = {uuidOf(21, 1)};
    row.kind = protocol::TaskKind::RefundDue;
    row.owner = kTerminal;
    row.booking = booking;
    row.showtime = kShowtime;
    row.tickets = std::move(tickets);
    row.amount = Money{1'200, {}};
    row.actions = {TaskAction::RefundTender, TaskAction::CallCustomer};
    row.openedAt = kStart;
    return row;
}

BookingId soldAtSeat3(Rig& rig) {
    rig.open();
    rig.standing({SeatNo{3}, SeatNo{4}});
    return rig.sellAndPrint(SeatNo{3});
}

} // namespace

/// Every reseating can be ended by somebody, also where its paper can come out nowhere; and no
/// money goes back twice from one disk.
class TerminalTasks : public QObject {
    Q_OBJECT

private slots:
    void newTicketsCanBePrintedOnceItIsKnownWhereTheyAreGood() {
        Counter rig;
        QVERIFY(tasksOf(rig).at(0).saleHere);
        QVERIFY(!tasksOf(rig).at(0).printable);
        rig.hearWhere();
        QVERIFY(tasksOf(rig).at(0).printable);
        rig.tell(RefundSale{rig.booking, {}, "ill", {}, {}});
        QVERIFY(!tasksOf(rig).at(0).printable);
    }

    void whereTheSaleIsItCanBeSettledWithoutPaper() {
        Counter rig;
        rig.hearWhere();
        rig.tell(FinishTask{rig.task.id, TaskAction::Settle, "sits there already"});
        const auto done = doneOn(rig);
        QCOMPARE(done.size(), 1u);
        QCOMPARE(done[0].action, TaskAction::Settle);
        QCOMPARE(done[0].note, std::string("sits there already"));
        QVERIFY(tasksOf(rig).empty());
    }

    /// The counter was enrolled anew on another disk.
    void whereTheSaleIsNotItCanOnlyBeSettled() {
        Rig rig;
        rig.open();
        const auto due = reseating(kStranger, kTerminal);
        rig.feed({due});
        const auto view = tasksOf(rig).at(0);
        QVERIFY(view.mine && !view.saleHere && !view.printable);
        rig.tell(PrintTask{due.id});
        QCOMPARE(rig.notice(), NoticeCode::TaskNotForHere);
        rig.tell(FinishTask{due.id, TaskAction::Settle, "told at the counter"});
        QCOMPARE(doneOn(rig).size(), 1u);
        QVERIFY(tasksOf(rig).empty());
    }

    void anotherCountersIsNotSettledAtACounter() {
        Rig rig;
        rig.open();
        const auto others = reseating(kStranger, kOther);
        rig.feed({others});
        QVERIFY(tasksOf(rig).empty());
        rig.tell(FinishTask{others.id, TaskAction::Settle, "x"});
        QVERIFY(doneOn(rig).empty());
    }

    void inTheOfficeASupervisorSettlesAnybodys() {
        OfficeDesk office;
        const auto others = reseating(kStranger, kOther);
        office.feed({others});
        QVERIFY(!tasksOf(office).at(0).printable);
        office.tell(FinishTask{others.id, TaskAction::CallCustomer, "called"});
        QCOMPARE(doneOn(office).size(), 1u); // anybody may
        office.tell(FinishTask{others.id, TaskAction::Settle, "done"});
        QCOMPARE(office.notice(), NoticeCode::NotASupervisor);
        QVERIFY(doneOn(office).empty());
        office.signInAsSupervisor();
        office.tell(FinishTask{others.id, TaskAction::Settle, "done"});
        const auto done = doneOn(office);
        QCOMPARE(done.size(), 1u);
        QCOMPARE(done[0].op, kSupervisor);
        QVERIFY(tasksOf(office).empty());
    }

    /// The showtime was cancelled before the server heard of the void.
    void aTasksMoneyThatWentBackByAVoidIsNotPaidOnceMore() {
        Rig rig;
        const BookingId booking = soldAtSeat3(rig);
        const auto due = refundDue(booking, {rig.saleView(booking).tickets.at(0)});
        rig.tell(VoidSale{booking, "wrong film"});
        rig.disk();
        QVERIFY(rig.take<OpenDrawer>().has_value());
        rig.feed({due});
        QVERIFY(tasksOf(rig).at(0).paidBack);
        rig.tell(RefundTask{due.id});
        QVERIFY(!rig.wants<Persist>() && !rig.wants<OpenDrawer>());
        QCOMPARE(rig.notice(), NoticeCode::PaidBackBefore);
        QCOMPARE(rig.terminal.view().notice->notice->amount->minor, 1'200);
        QCOMPARE(tasksOf(rig).size(), 1u);
        rig.tell(FinishTask{due.id, TaskAction::Settle, "paid back before"});
        const auto done = doneOn(rig);
        QCOMPARE(done.size(), 1u);
        QCOMPARE(done[0].action, TaskAction::Settle);
        QCOMPARE(tasksOf(rig).size(), 0u);
    }

    void whatIsStillOwedCannotBeSettledWithoutMoney() {
        Rig rig;
        const BookingId booking = soldAtSeat3(rig);
        const auto due = refundDue(booking, {rig.saleView(booking).tickets.at(0)});
        rig.feed({due});
        QVERIFY(!tasksOf(rig).at(0).paidBack);
        rig.tell(FinishTask{due.id, TaskAction::Settle, "no"});
        QVERIFY(!rig.wants<Persist>());
    }

    void ofATaskOnlyWhatWasNotPaidBackIsPaid() {
        Rig rig;
        rig.open();
        rig.standing({SeatNo{3}, SeatNo{4}});
        rig.tell(ToggleSeat{SeatNo{4}});
        const BookingId booking = rig.sellAndPrint(SeatNo{3});
        const auto tickets = rig.saleView(booking).tickets;
        QCOMPARE(tickets.size(), 2u);
        rig.tell(RefundSale{booking, {tickets.at(0)}, "ill", {}, {}});
        rig.disk();
        auto due = refundDue(booking, tickets);
        due.amount = Money{2'400, {}};
        rig.feed({due});
        QVERIFY(!tasksOf(rig).at(0).paidBack);
        QCOMPARE(tasksOf(rig).at(0).amount->minor, 1'200);
        rig.tell(RefundTask{due.id});
        const auto refunds = refundsOn(rig);
        QCOMPARE(refunds.size(), 1u);
        QCOMPARE(refunds[0].tickets, std::vector<TicketId>{tickets.at(1)});
        QCOMPARE(refunds[0].tender.amount.minor, 1'200);
        QCOMPARE(refunds[0].task, due.id);
    }

    /// Another terminal's sale, paid back here before the restart.
    void afterARestartATasksMoneyIsNotPaidOnceMore() {
        const TicketId ticket{uuidOf(76, 1)};
        const auto due = refundDue(BookingId{uuidOf(12, 99)}, {ticket});
        for (const bool paid : {true, false}) {
            Restored restored;
            applyTo(restored.replica, smallWorld());
            restored.replica.tasks[due.id] = due;
            restored.cursor = {10};
            restored.lastContact = Mark{kStart, BootInstant{Milliseconds{1'000'000}}, kBoot};
            if (paid)
                restored.refundedTickets = {ticket};
            Rig rig;
            rig.start(std::move(restored));
            rig.tell(Login{kOperator, "1"});
            rig.tell(PinVerified{rig.take<VerifyPin>()->request, true});
            QCOMPARE(tasksOf(rig).at(0).paidBack, paid);
            rig.tell(RefundTask{due.id});
            QCOMPARE(refundsOn(rig).size(), paid ? 0u : 1u);
        }
    }

    void whatIsTheOfficesOwnNeedsNoSupervisor() {
        OfficeDesk office;
        const auto own = reseating(kStranger, TerminalId{});
        office.feed({own});
        office.tell(FinishTask{own.id, TaskAction::Settle, "asked both"});
        QCOMPARE(doneOn(office).size(), 1u);
    }
};

QTEST_APPLESS_MAIN(TerminalTasks)
#include "terminal_tasks_test.moc"
