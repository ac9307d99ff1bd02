// links: counter_window

#include "tests/viewmodels/window/counter_window.h"

#include <QTest>

using namespace foyer;
using tests::CounterWindow;

namespace {

CounterWindow officeWith(const std::function<void(fakes::FakeTerminal&)>& prepare) {
    return CounterWindow(prepare, QStringLiteral("office"));
}

void managerAt(fakes::FakeTerminal& terminal) {
    terminal.signIn(3);
}

} // namespace

/// The office by keyboard and by finger, as a manager uses it.
class OfficeScreen : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QStringLiteral("de_DE"))); }

    void theServerIsAskedForThePageThatIsShown() {
        CounterWindow office = officeWith(managerAt);
        QVERIFY(office.find(QStringLiteral("tasksList")));
        QVERIFY(!office.terminal().last<core::WatchOffice>().question.has_value());
        office.press(Qt::Key_F2);
        QVERIFY(office.find(QStringLiteral("terminals.row4")));
        office.press(Qt::Key_F3);
        QVERIFY(office.find(QStringLiteral("day.item0")));
        QVERIFY(office.tap(QStringLiteral("office.page3")));
        QVERIFY(office.find(QStringLiteral("share.report")));
        QVERIFY(std::holds_alternative<protocol::AskShare>(
            *office.terminal().last<core::WatchOffice>().question));
    }

    void twoPeopleDeclareATerminalLost() {
        CounterWindow office = officeWith(managerAt);
        office.press(Qt::Key_F2);
        QVERIFY(office.tap(QStringLiteral("report.key")));
        office.type(QStringLiteral("0000"));
        QVERIFY(office.text(QStringLiteral("key.error")).contains(QStringLiteral("PIN")));
        office.type(QLatin1String(fakes::FakeTerminal::kPin)); // the dialog has stayed
        QTRY_VERIFY(!office.find(QStringLiteral("key.pin")));
        QVERIFY(office.text(QStringLiteral("office.outcomeText")).contains(QLatin1String("key")));
        QVERIFY(office.tap(QStringLiteral("report.key")));
        QVERIFY(!office.find(QStringLiteral("key.person1"))); // only the other one is left
        office.type(QLatin1String(fakes::FakeTerminal::kPin));
        QTRY_VERIFY(!office.find(QStringLiteral("report.key")));
        QVERIFY(office.text(QStringLiteral("office.outcomeText")).contains(QLatin1String("30")));
    }

    void escapeLeavesTheKeyUnturned() {
        CounterWindow office = officeWith(managerAt);
        office.press(Qt::Key_F2);
        QVERIFY(office.tap(QStringLiteral("report.key")));
        office.press(Qt::Key_Escape);
        QTRY_VERIFY(!office.find(QStringLiteral("key.pin")));
        QCOMPARE(office.terminal().count<core::DecideOffice>(), 0u);
    }

    void theArrowsChooseATerminal() {
        CounterWindow office = officeWith(managerAt);
        office.press(Qt::Key_F2);
        QCOMPARE(office.text(QStringLiteral("report.name")), QStringLiteral("Counter 2"));
        office.press(Qt::Key_Down);
        QCOMPARE(office.text(QStringLiteral("report.name")), QStringLiteral("Counter 1"));
        QVERIFY(!office.find(QStringLiteral("report.key"))); // it is alive
        QVERIFY(!office.text(QStringLiteral("report.obstacle")).isEmpty());
    }

    void aDayWithOpenItemsCannotBeClosedAndOneWithoutCan() {
        CounterWindow office = officeWith(managerAt);
        office.press(Qt::Key_F3);
        QVERIFY(!office.tap(QStringLiteral("day.close")));
        QVERIFY(office.tap(QStringLiteral("day.tab2")));
        QVERIFY(office.tap(QStringLiteral("day.close")));
        office.type(QLatin1String(fakes::FakeTerminal::kPin));
        QTRY_VERIFY(!office.find(QStringLiteral("closer.pin")));
        QVERIFY(!office.find(QStringLiteral("day.close")));
        QCOMPARE(office.counter().office()->day()->state(), viewmodels::DayModel::Closed);
    }

    void signedOutTheOfficeAsksForNothing() {
        CounterWindow office = officeWith(managerAt);
        office.press(Qt::Key_F2);
        QVERIFY(office.tap(QStringLiteral("status.logout")));
        QVERIFY(office.find(QStringLiteral("login")));
        QVERIFY(!office.terminal().last<core::WatchOffice>().question.has_value());
    }
};

QTEST_MAIN(OfficeScreen)
#include "office_screen_test.moc"
