// links: app_fakes

#include "app/viewmodels/counter_model.h"
#include "tests/viewmodels/fakes/fake_terminal.h"

#include <QLibraryInfo>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>

using namespace foyer;
using fakes::FakeTerminal;
using viewmodels::ShiftModel;

namespace {

struct Counter {
    FakeTerminal terminal;
    viewmodels::CounterModel model{terminal};

    Counter() {
        terminal.onView = [this](const core::View& view) { model.show(view); };
        terminal.signIn();
        terminal.publish();
    }
    ShiftModel& shift() { return *model.shift(); }
    std::size_t ends() const { return terminal.count<core::EndShift>(); }
};

core::TasksView tasks(std::size_t count) {
    core::TasksView view;
    for (std::size_t i = 0; i < count; ++i) {
        view.tasks.emplace_back();
        view.tasks.back().id = fakes::idOf<TaskId>(9, i);
    }
    return view;
}

} // namespace

class Shift : public QObject {
    Q_OBJECT

private slots:
    void itsEndIsAWish() {
        Counter counter;
        QVERIFY(counter.shift().canEnd());
        counter.shift().end();
        QCOMPARE(counter.ends(), 1u);
        QVERIFY(!counter.model.login()->loggedIn());
        QVERIFY(counter.model.notice()->visible());
        QCOMPARE(counter.model.notice()->severity(), viewmodels::NoticeModel::Good);
    }

    void whereTheSeatsGoDependsOnTheServer() {
        Counter counter;
        const QString online = counter.shift().text();
        QVERIFY(!counter.shift().serverAway());
        counter.terminal.status.connection = core::Connection::Offline;
        counter.terminal.publish();
        QVERIFY(counter.shift().serverAway());
        QVERIFY(counter.shift().canEnd());
        QVERIFY(counter.shift().text() != online);
        QVERIFY(counter.shift().text().contains(QStringLiteral("not even this counter")));
    }

    void openTasksAreCountedAndHinderNothing() {
        Counter counter;
        QVERIFY(!counter.shift().text().contains(QStringLiteral("task")));
        counter.terminal.tasks = tasks(3);
        counter.terminal.publish();
        QVERIFY(counter.shift().text().contains(QStringLiteral("3 open task")));
        QVERIFY(counter.shift().canEnd());
        counter.shift().end();
        QCOMPARE(counter.ends(), 1u);
    }

    void anOpenSaleIsFinishedFirst_data() {
        using core::SaleState;
        QTest::addColumn<int>("state");
        QTest::addColumn<bool>("ends");
        const QSet<int> ending = {
            static_cast<int>(SaleState::Choosing), static_cast<int>(SaleState::Printing),
            static_cast<int>(SaleState::PrintFailed), static_cast<int>(SaleState::Done)};
        for (int state = 0; state < core::kSaleStateCount; ++state)
            QTest::addRow("state %d", state) << state << ending.contains(state);
    }
    void anOpenSaleIsFinishedFirst() {
        QFETCH(int, state);
        QFETCH(bool, ends);
        Counter counter;
        const QString free = counter.shift().text();
        counter.terminal.sale.state = static_cast<core::SaleState>(state);
        counter.terminal.publish();
        QCOMPARE(counter.shift().canEnd(), ends);
        QCOMPARE(counter.shift().text() == free, ends);
        counter.shift().end();
        QCOMPARE(counter.ends(), ends ? 1u : 0u);
    }

    void aTerminalThatHasStoppedKeepsItsSeats() {
        Counter counter;
        counter.terminal.status.stop = core::SellingStop::StorageFailed;
        counter.terminal.publish();
        QVERIFY(!counter.shift().canEnd());
        QVERIFY(counter.shift().text().contains(QStringLiteral("Sign out")));
        counter.shift().end();
        QCOMPARE(counter.ends(), 0u);
    }

    /// As the program does it: by the file that it carries.
    void oneTaskAndTwoAreWrittenAsOneSays() {
        const QTemporaryDir folder;
        const QString words = folder.filePath(QStringLiteral("foyer_en.qm"));
        QCOMPARE(QProcess::execute(QLibraryInfo::path(QLibraryInfo::BinariesPath) +
                                       QStringLiteral("/lrelease"),
                                   {QStringLiteral("-silent"),
                                    qEnvironmentVariable("FOYER_SOURCE_DIR") +
                                        QStringLiteral("/resources/translations/foyer_en.ts"),
                                    QStringLiteral("-qm"), words}),
                 0);
        QTranslator english;
        QVERIFY(english.load(words));
        QVERIFY(QCoreApplication::installTranslator(&english));
        Counter counter;
        counter.terminal.tasks = tasks(1);
        counter.terminal.publish();
        QVERIFY(counter.shift().text().contains(QStringLiteral("1 open task.")));
        counter.terminal.tasks = tasks(2);
        counter.terminal.publish();
        QVERIFY(counter.shift().text().contains(QStringLiteral("2 open tasks.")));
    }
};

QTEST_GUILESS_MAIN(Shift)
#include "shift_test.moc"
