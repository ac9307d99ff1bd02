// links: counter_window

#include "tests/viewmodels/window/counter_window.h"

#include <QTest>

using namespace foyer;
using tests::CounterWindow;

namespace {

void signIn(fakes::FakeTerminal& terminal) {
    terminal.signIn();
}

void inAuditorium(fakes::FakeTerminal& terminal) {
    terminal.signIn();
    terminal.open(24);
}

void paying(fakes::FakeTerminal& terminal) {
    inAuditorium(terminal);
    terminal.choose(2);
    terminal.enter(core::SaleState::Paying);
}

} // namespace

class CounterKeyboard : public QObject {
    Q_OBJECT

private slots:
    void aWholeSaleNeedsNoMouse() {
        CounterWindow counter;
        fakes::FakeTerminal& terminal = counter.terminal();
        counter.press(Qt::Key_Down);
        counter.type(QStringLiteral("1111"));
        QCOMPARE(terminal.last<core::Login>().op, terminal.login.operators[1].id);
        QVERIFY(counter.find(QStringLiteral("dayBoard.list")));

        counter.press(Qt::Key_Down);
        counter.press(Qt::Key_Up);
        counter.press(Qt::Key_Return);
        QCOMPARE(terminal.count<core::OpenShowtime>(), 1u);
        counter.press(Qt::Key_F2);
        QCOMPARE(terminal.last<core::ChooseBest>().count, 2u);
        counter.press(Qt::Key_F12);
        QCOMPARE(terminal.count<core::PayCash>(), 1u);
        counter.type(QStringLiteral("5000"));
        counter.press(Qt::Key_Return);
        QCOMPARE(terminal.last<core::ConfirmCash>().received, (Money{50'00}));
        QCOMPARE(counter.text(QStringLiteral("done.state")), QStringLiteral("Sold and printed"));
        counter.press(Qt::Key_Return);
        QCOMPARE(terminal.count<core::NextSale>(), 1u);
        counter.press(Qt::Key_F3);
        QCOMPARE(terminal.last<core::ChooseBest>().count, 3u);
    }

    void arrowsTurnTheDay() {
        CounterWindow counter(signIn);
        core::ScheduleView week = fakes::day();
        core::ShowtimeView tomorrow = week.showtimes.back();
        tomorrow.businessDay += std::chrono::days{1};
        tomorrow.start += std::chrono::hours{24};
        week.showtimes.push_back(tomorrow);
        counter.counter().schedule()->show(week);
        counter.press(Qt::Key_Right);
        QCOMPARE(counter.counter().schedule()->day(), 1);
        QCOMPARE(counter.counter().schedule()->count(), 1);
        counter.press(Qt::Key_Left);
        QCOMPARE(counter.counter().schedule()->day(), 0);
    }

    void theNextShowtimeIsChosenAtOnce() {
        CounterWindow counter(signIn);
        counter.press(Qt::Key_Return);
        const auto& opened = counter.terminal().last<core::OpenShowtime>().showtime;
        for (const core::ShowtimeView& each : counter.terminal().schedule.showtimes)
            if (each.start > fakes::kNow && !each.cancelled) {
                QCOMPARE(opened, each.id);
                return;
            }
        QFAIL("no showtime is left");
    }

    void aTypedSeatIsTakenBySpace() {
        CounterWindow counter(inAuditorium);
        const auto& plan = *counter.terminal().seatMap->plan;
        const std::string name = plan.seatName(SeatNo{20});
        counter.type(QString::fromStdString(name).toLower());
        counter.press(Qt::Key_Space);
        QCOMPARE(counter.terminal().last<core::ToggleSeat>().seat, plan.findSeat(name).value());
    }

    void arrowsWalkOverTheSeats() {
        CounterWindow counter(inAuditorium);
        counter.press(Qt::Key_Down);
        counter.press(Qt::Key_Down);
        counter.press(Qt::Key_Right);
        counter.press(Qt::Key_Space);
        QCOMPARE(counter.terminal().count<core::ToggleSeat>(), 1u);
    }

    void escapeGoesOneStepBack() {
        CounterWindow counter(paying);
        counter.press(Qt::Key_Escape);
        QCOMPARE(counter.terminal().count<core::CancelPayment>(), 1u);
        counter.press(Qt::Key_Escape);
        QCOMPARE(counter.terminal().count<core::ClearBasket>(), 1u);
        counter.press(Qt::Key_Escape);
        QCOMPARE(counter.terminal().count<core::CloseShowtime>(), 1u);
        QVERIFY(counter.find(QStringLiteral("dayBoard.list")));
        counter.press(Qt::Key_Return);
        QCOMPARE(counter.terminal().count<core::OpenShowtime>(), 1u);
    }

    void enterWithNothingTypedTakesTheExactSum() {
        CounterWindow counter(paying);
        const Money due = counter.terminal().sale.total;
        counter.press(Qt::Key_Enter);
        QCOMPARE(counter.terminal().count<core::ConfirmCash>(), 1u);
        QCOMPARE(counter.terminal().last<core::ConfirmCash>().received, due);
    }

    void enterWithTooLittleTakesNothing() {
        CounterWindow counter(paying);
        counter.type(QStringLiteral("500"));
        counter.press(Qt::Key_Return);
        counter.press(Qt::Key_Enter);
        QCOMPARE(counter.terminal().count<core::ConfirmCash>(), 0u);
        counter.press(Qt::Key_Backspace);
        QCOMPARE(counter.find(QStringLiteral("cash"))->property("typed").toInt(), 50);
    }

    void aHeldEnterDoesNotRunPastTheChange() {
        CounterWindow counter(paying);
        counter.press(Qt::Key_Return);
        QKeyEvent held(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier, QString(), true);
        QCoreApplication::sendEvent(&counter.window(), &held);
        QCOMPARE(counter.terminal().count<core::NextSale>(), 0u);
    }

    void ticketTypesChangeByKeys() {
        CounterWindow counter([](fakes::FakeTerminal& terminal) {
            inAuditorium(terminal);
            terminal.choose(2);
        });
        counter.press(Qt::Key_F7);
        counter.press(Qt::Key_Down);
        counter.press(Qt::Key_Right);
        counter.press(Qt::Key_Right);
        const auto& lines = counter.terminal().sale.lines;
        QCOMPARE(lines[0].ticketType, std::string("adult"));
        QCOMPARE(lines[1].ticketType, std::string("student"));
        counter.press(Qt::Key_Escape);
        QCOMPARE(counter.terminal().count<core::ClearBasket>(), 0u);
        counter.press(Qt::Key_F12);
        QCOMPARE(counter.terminal().count<core::PayCash>(), 1u);
    }

    void deleteTakesALineOut() {
        CounterWindow counter([](fakes::FakeTerminal& terminal) {
            inAuditorium(terminal);
            terminal.choose(2);
        });
        counter.press(Qt::Key_F7);
        counter.press(Qt::Key_Delete);
        counter.press(Qt::Key_Delete);
        QCOMPARE(counter.terminal().sale.lines.size(), 0u);
        counter.type(QStringLiteral("c5"));
        counter.press(Qt::Key_Space);
        QCOMPARE(counter.terminal().count<core::ToggleSeat>(), 3u);
    }

    void aWrongPinIsSaidAtThePadAndTypingGoesOn() {
        CounterWindow counter;
        counter.type(QStringLiteral("9999"));
        QVERIFY(counter.text(QStringLiteral("pinPad.error")).contains(QStringLiteral("not right")));
        QVERIFY(!counter.find(QStringLiteral("notice")));
        counter.type(QStringLiteral("1111"));
        QVERIFY(counter.terminal().login.loggedIn.has_value());
    }

    void thePadTakesDigitsAgainAfterAPinWasChecked() {
        CounterWindow counter([](fakes::FakeTerminal& terminal) { terminal.answers = false; });
        counter.type(QStringLiteral("9999"));
        counter.terminal().login.verifying = true;
        counter.terminal().publish();
        counter.terminal().login.verifying = false;
        counter.terminal().publish();
        counter.type(QStringLiteral("1234"));
        QCOMPARE(counter.terminal().last<core::Login>().pin, std::string("1234"));
    }

    void aShiftEndsByKeys() {
        CounterWindow counter([](fakes::FakeTerminal& terminal) {
            signIn(terminal);
            terminal.status.connection = core::Connection::Offline;
        });
        const auto reach = [&](const QString& name) {
            for (int step = 0; step < 60; ++step) {
                const QQuickItem* here = counter.window().activeFocusItem();
                if (here && here->objectName() == name)
                    return true;
                counter.press(Qt::Key_Tab);
            }
            return false;
        };
        QVERIFY(reach(QStringLiteral("status.endShift")));
        counter.press(Qt::Key_Return);
        QTRY_VERIFY(counter.find(QStringLiteral("dialog.accept")));
        QTRY_VERIFY(reach(QStringLiteral("dialog.reject"))); // the safe answer, without the server
        counter.press(Qt::Key_Escape);
        QTRY_VERIFY(!counter.find(QStringLiteral("dialog.accept")));
        QCOMPARE(counter.terminal().count<core::EndShift>(), 0u);
        QVERIFY(reach(QStringLiteral("status.endShift")));
        counter.press(Qt::Key_Return);
        QTRY_VERIFY(counter.find(QStringLiteral("dialog.accept")));
        QVERIFY(reach(QStringLiteral("dialog.accept")));
        counter.press(Qt::Key_Return);
        QCOMPARE(counter.terminal().count<core::EndShift>(), 1u);
        counter.type(QStringLiteral("1111")); // whoever comes next
        QVERIFY(counter.terminal().login.loggedIn.has_value());
    }

    void theSalesSheetGivesTheKeyboardBack() {
        CounterWindow counter(signIn);
        counter.press(Qt::Key_F8);
        QTRY_VERIFY(counter.find(QStringLiteral("sales.list")));
        counter.press(Qt::Key_Escape);
        QTRY_VERIFY(!counter.find(QStringLiteral("sales.list")));
        counter.press(Qt::Key_Return);
        QCOMPARE(counter.terminal().count<core::OpenShowtime>(), 1u);
    }
};

QTEST_MAIN(CounterKeyboard)
#include "counter_keyboard_test.moc"
