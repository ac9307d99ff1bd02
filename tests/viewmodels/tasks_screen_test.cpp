// links: counter_window

#include "tests/viewmodels/window/counter_window.h"

#include <QTest>

using namespace foyer;
using namespace std::chrono_literals;
using tests::CounterWindow;

namespace {

core::TaskView refund(std::size_t number) {
    core::TaskView task;
    task.id = fakes::idOf<TaskId>(9, number);
    task.kind = protocol::TaskKind::RefundDue;
    task.text = "The money, 25.00 EUR, is owed to the customer.";
    task.mine = true;
    task.amount = Money{2'500, *Currency::parse("EUR")};
    task.actions = {protocol::TaskAction::RefundTender, protocol::TaskAction::CallCustomer};
    task.deadline = fakes::kNow + 10min;
    return task;
}

/// Its sale is not where it is shown.
core::TaskView reseated(bool mine) {
    using protocol::TaskAction;
    core::TaskView task = refund(7);
    task.kind = protocol::TaskKind::Reseated;
    task.amount.reset();
    task.mine = mine;
    task.actions = {TaskAction::PrintTicket, TaskAction::CallCustomer, TaskAction::Settle};
    return task;
}

void settleWithANote(CounterWindow& screen) {
    QTRY_VERIFY(screen.tap(QStringLiteral("tasks.settle0")));
    QVERIFY(!screen.find(QStringLiteral("tasks.print0")));
    QVERIFY(screen.find(QStringLiteral("tasks.hint0")));
    QTRY_VERIFY(screen.find(QStringLiteral("dialog.accept")));
    screen.type(QStringLiteral("has a seat"));
    QVERIFY(screen.tap(QStringLiteral("dialog.accept")));
    const auto& wish = screen.terminal().last<core::FinishTask>();
    QCOMPARE(wish.task, reseated(true).id);
    QCOMPARE(wish.action, protocol::TaskAction::Settle);
    QCOMPARE(wish.note, std::string("has a seat"));
}

void withTasks(fakes::FakeTerminal& terminal) {
    terminal.signIn();
    terminal.tasks = {{refund(1), refund(2)}};
}

} // namespace

/// Tasks and approvals in the middle of a queue.
class TasksScreen : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QStringLiteral("de_DE"))); }

    void theAmountIsAskedAboutAndWhatToDoIsSaidWhereOneLooks() {
        CounterWindow counter(withTasks);
        counter.press(Qt::Key_F7);
        QTRY_VERIFY(counter.tap(QStringLiteral("tasks.refund1")));
        QTRY_VERIFY(counter.find(QStringLiteral("dialog.accept")));
        QVERIFY(counter.tap(QStringLiteral("dialog.accept")));
        QCOMPARE(counter.terminal().last<core::RefundTask>().task, refund(2).id);
        counter.terminal().tell({.code = core::NoticeCode::RefundPaid, .amount = Money{2'500, {}}});
        counter.terminal().publish();
        QVERIFY(counter.find(QStringLiteral("tasks.notice")));
        QVERIFY(!counter.find(QStringLiteral("messages")));
    }

    void aQuestionAboutATaskThatIsGoneGoes() {
        CounterWindow counter(withTasks);
        counter.press(Qt::Key_F7);
        QTRY_VERIFY(counter.tap(QStringLiteral("tasks.refund1")));
        QTRY_VERIFY(counter.find(QStringLiteral("dialog.accept")));
        counter.terminal().tasks = {{refund(1)}};
        counter.terminal().publish();
        QTRY_VERIFY(!counter.find(QStringLiteral("dialog.accept")));
        QCOMPARE(counter.terminal().count<core::RefundTask>(), 0u);
    }

    void whatTheCustomerHadAlreadyIsSaidWithAReason() {
        CounterWindow counter([](fakes::FakeTerminal& terminal) {
            terminal.signIn();
            auto owed = refund(1);
            owed.actions.push_back(protocol::TaskAction::Settle);
            terminal.tasks = {{owed}};
        });
        counter.press(Qt::Key_F7);
        QTRY_VERIFY(counter.tap(QStringLiteral("tasks.settle0")));
        QTRY_VERIFY(counter.find(QStringLiteral("dialog.accept")));
        counter.type(QStringLiteral("Counter 2 paid it"));
        QVERIFY(counter.tap(QStringLiteral("dialog.accept")));
        QCOMPARE(counter.terminal().count<core::RefundTask>(), 0u);
        const auto& wish = counter.terminal().last<core::FinishTask>();
        QCOMPARE(wish.task, refund(1).id);
        QCOMPARE(wish.action, protocol::TaskAction::Settle);
        QCOMPARE(wish.note, std::string("Counter 2 paid it"));
    }

    void aReseatingWhoseSaleIsGoneIsSettledAtItsCounter() {
        CounterWindow counter([](fakes::FakeTerminal& terminal) {
            terminal.signIn();
            terminal.tasks = {{reseated(true)}};
        });
        counter.press(Qt::Key_F7);
        settleWithANote(counter);
    }

    void theOfficeSettlesAReseatingOfAnybody() {
        CounterWindow office(
            [](fakes::FakeTerminal& terminal) {
                terminal.signIn(2);
                terminal.tasks = {{reseated(false)}};
            },
            QStringLiteral("office"));
        settleWithANote(office);
    }

    void whatIsUrgentIsSeenWhileSelling() {
        CounterWindow counter([](fakes::FakeTerminal& terminal) {
            withTasks(terminal);
            terminal.open(39);
        });
        QVERIFY(counter.find(QStringLiteral("saleView.tasks")));
        counter.press(Qt::Key_F11);
        QTRY_VERIFY(counter.find(QStringLiteral("tasks.list")));
    }

    void aWrongPinKeepsTheRiskAndItsSeats() {
        CounterWindow counter([](fakes::FakeTerminal& terminal) {
            terminal.signIn();
            terminal.open(39);
            terminal.answers = false;
        });
        const ShowtimeId showtime = counter.terminal().seatMap->showtime;
        counter.terminal().tell({.code = core::NoticeCode::AtRiskNeedsSupervisor,
                                 .seats = {SeatNo{5}},
                                 .showtime = showtime});
        counter.terminal().publish();
        QTRY_VERIFY(counter.find(QStringLiteral("atRisk.pin")));
        const QString asked = counter.text(QStringLiteral("atRisk.text"));
        counter.type(QStringLiteral("9999"));
        counter.terminal().tell({.code = core::NoticeCode::WrongPin, .count = 4});
        counter.terminal().publish();
        QVERIFY(counter.find(QStringLiteral("atRisk.pin")));
        QCOMPARE(counter.text(QStringLiteral("atRisk.text")), asked);
        QVERIFY(counter.text(QStringLiteral("atRisk.error")).contains(QStringLiteral("PIN")));
        counter.type(QStringLiteral("1111"));
        const auto& wish = counter.terminal().last<core::ApproveAtRisk>();
        QCOMPARE(wish.pin, std::string("1111"));
        QCOMPARE(wish.showtime, showtime);
        QCOMPARE(wish.seats, std::vector{SeatNo{5}});
    }

    void aCompTakesAReasonAndAPin() {
        CounterWindow counter([](fakes::FakeTerminal& terminal) {
            terminal.signIn();
            terminal.open(39);
            terminal.choose(2);
            terminal.sale.mayComp = terminal.sale.compNeedsPin = true;
            terminal.answers = false;
        });
        QVERIFY(counter.tap(QStringLiteral("basket.comp")));
        QTRY_VERIFY(counter.find(QStringLiteral("comp.pin")));
        counter.type(QStringLiteral("projector"));
        counter.press(Qt::Key_Return); // to the PIN
        counter.type(QStringLiteral("9999"));
        const auto& wish = counter.terminal().last<core::GiveComp>();
        QCOMPARE(wish.reason, std::string("projector"));
        QCOMPARE(wish.pin, std::string("9999"));
        QVERIFY(!wish.supervisor.isNull());
    }
};

QTEST_MAIN(TasksScreen)
#include "tasks_screen_test.moc"
