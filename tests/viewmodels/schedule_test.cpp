// links: app_fakes

#include "app/viewmodels/schedule_model.h"
#include "tests/viewmodels/fakes/fake_terminal.h"

#include <QSignalSpy>
#include <QTest>

using namespace foyer;
using namespace std::chrono_literals;
using viewmodels::ScheduleModel;

namespace {

const QLocale kGermany(QStringLiteral("de_DE"));

core::ShowtimeView at(Instant start) {
    core::ShowtimeView view = fakes::day().showtimes.front();
    view.start = start;
    view.end = start + 2h;
    return view;
}

} // namespace

class Schedule : public QObject {
    Q_OBJECT

    fakes::FakeTerminal m_terminal;

    QVariant role(const ScheduleModel& model, int row, int role) const {
        return model.data(model.index(row), role);
    }

private slots:
    void initTestCase() { QLocale::setDefault(kGermany); }
    void init() {
        m_terminal.wishes.clear();
        m_terminal.answers = false;
    }

    void phasesTurnAtTheirMinute_data() {
        QTest::addColumn<qint64>("ms");
        QTest::addColumn<int>("phase");
        const auto row = [](const char* name, Milliseconds toStart, int phase) {
            QTest::newRow(name) << static_cast<qint64>(toStart.count()) << phase;
        };
        row("more than half an hour", 30min + 1ms, ScheduleModel::Coming);
        row("half an hour", 30min, ScheduleModel::Soon);
        row("just before", 1ms, ScheduleModel::Soon);
        row("at its start", 0ms, ScheduleModel::Running);
        row("just before its end", -2h + 1ms, ScheduleModel::Running);
        row("at its end", -2h, ScheduleModel::Ended);
    }
    void phasesTurnAtTheirMinute() {
        QFETCH(qint64, ms);
        ScheduleModel model(m_terminal, nullptr);
        model.tick(fakes::kNow);
        model.show({{at(fakes::kNow + Milliseconds{ms})}});
        QTEST(role(model, 0, ScheduleModel::PhaseRole).toInt(), "phase");
    }

    void cancelledIsCancelledAtAnyTime() {
        ScheduleModel model(m_terminal, nullptr);
        model.tick(fakes::kNow);
        core::ShowtimeView view = at(fakes::kNow + 5min);
        view.cancelled = true;
        model.show({{view}});
        QCOMPARE(role(model, 0, ScheduleModel::PhaseRole).toInt(), int{ScheduleModel::Cancelled});
        QCOMPARE(model.nextRow(), -1);
    }

    void rowsKeepTheirPlaceWhileNumbersChange() {
        ScheduleModel model(m_terminal, nullptr);
        core::ScheduleView day = fakes::day();
        model.show(day);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        day.showtimes[7].sold += 2;
        day.showtimes[7].free -= 2;
        model.show(day);
        QCOMPARE(resets.count(), 0);
        QCOMPARE(changes.count(), 1);
        QCOMPARE(role(model, 7, ScheduleModel::SoldRole).toULongLong(), day.showtimes[7].sold);
        day.showtimes.pop_back();
        model.show(day);
        QCOMPARE(resets.count(), 1);
    }

    void theNextRowIsTheFirstNotTenMinutesOld() {
        ScheduleModel model(m_terminal, nullptr);
        core::ScheduleView day{{at(fakes::kNow), at(fakes::kNow + 1h)}};
        day.showtimes[1].id = idOfRow(1);
        model.show(day);
        QSignalSpy moved(&model, &ScheduleModel::nextRowChanged);
        model.tick(fakes::kNow + 10min - 1ms);
        QCOMPARE(model.nextRow(), 0);
        model.tick(fakes::kNow + 10min);
        QCOMPARE(model.nextRow(), 1);
        QCOMPARE(moved.count(), 1);
        model.tick(fakes::kNow + 2h);
        QCOMPARE(model.nextRow(), -1);
    }

    void textsAreReadyToShow() {
        ScheduleModel model(m_terminal, nullptr);
        model.tick(fakes::kNow);
        core::ShowtimeView view = at(fakes::kNow + 73min);
        view.runningMinutes = 118;
        view.seats = 100;
        view.sold = 40;
        view.free = 50;
        view.mine = 6;
        model.show({{view}});
        QCOMPARE(role(model, 0, ScheduleModel::StartRole).toString(), QStringLiteral("21:00"));
        QCOMPARE(role(model, 0, ScheduleModel::StartsInRole).toString(),
                 QStringLiteral("in 1 h 13 min"));
        QCOMPARE(role(model, 0, ScheduleModel::MinutesTextRole).toString(),
                 QStringLiteral("118 min"));
        QCOMPARE(role(model, 0, ScheduleModel::FillRole).toDouble(), 0.4);
        QCOMPARE(role(model, 0, ScheduleModel::FreeRole).toInt(), 56);
        QCOMPARE(role(model, 0, ScheduleModel::SellableOfflineRole).toInt(), 6);
        QVERIFY(model.dayText().contains(QStringLiteral("14. November 2025")));
    }

    void theShareSaysWhatIsHereAndWhatAllTerminalsHave() {
        ScheduleModel model(m_terminal, nullptr);
        core::ShowtimeView view = at(fakes::kNow + 1h);
        view.seats = 200;
        view.mine = 12;
        view.allotted = 40;
        core::ShowtimeView none = view;
        none.mine = none.allotted = 0;
        model.show({{view, none}});
        QCOMPARE(role(model, 0, ScheduleModel::ShareTextRole).toString(),
                 QStringLiteral("12 here · 40 allotted"));
        QCOMPARE(role(model, 0, ScheduleModel::AllottedFillRole).toDouble(), 0.2);
        QVERIFY(role(model, 1, ScheduleModel::ShareTextRole).toString().isEmpty());
    }

    void aMinuteLaterTheWaitIsShorter() {
        ScheduleModel model(m_terminal, nullptr);
        model.tick(fakes::kNow);
        model.show(fakes::day());
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        model.tick(fakes::kNow + 1s);
        QCOMPARE(changes.count(), 0);
        model.tick(fakes::kNow + 60s);
        QCOMPARE(changes.count(), 1);
    }

    void onlyWhatCanBeSoldIsOpened() {
        ScheduleModel model(m_terminal, nullptr);
        model.tick(fakes::kNow);
        core::ShowtimeView cancelled = at(fakes::kNow + 1h);
        cancelled.cancelled = true;
        model.show({{at(fakes::kNow - 2h), at(fakes::kNow - 1h), cancelled}});
        for (const int row : {-1, 0, 2, 3})
            model.open(row);
        QCOMPARE(m_terminal.wishes.size(), 0u);
        model.open(1);
        QCOMPARE(m_terminal.count<core::OpenShowtime>(), 1u);
    }

    void afterTheLastShowtimeTheBoardTurnsToTomorrow() {
        ScheduleModel model(m_terminal, nullptr);
        model.tick(fakes::kNow);
        core::ShowtimeView today = at(fakes::kNow - 1h);
        core::ShowtimeView tomorrow = at(fakes::kNow + 23h);
        tomorrow.businessDay = today.businessDay + std::chrono::days{1};
        model.show({{today, tomorrow}});
        QCOMPARE(model.days(), (QStringList{QStringLiteral("Today"), QStringLiteral("Tomorrow")}));
        QCOMPARE(model.day(), 1);
        QCOMPARE(model.count(), 1);
        QCOMPARE(model.nextRow(), 0);
    }

    void aPickedDayStaysUntilItIsOver() {
        ScheduleModel model(m_terminal, nullptr);
        model.tick(fakes::kNow);
        core::ShowtimeView today = at(fakes::kNow + 1h);
        core::ShowtimeView later = at(fakes::kNow + 49h);
        later.businessDay = today.businessDay + std::chrono::days{2};
        model.show({{today, later}});
        QCOMPARE(model.day(), 0);
        model.setDay(1);
        model.tick(fakes::kNow + 60s);
        model.show({{today, later}});
        QCOMPARE(model.day(), 1);
        QCOMPARE(role(model, 0, ScheduleModel::StartRole).toString(), QStringLiteral("20:47"));
        model.setDay(7);
        QCOMPARE(model.day(), 1);
        model.show({{today}});
        QCOMPARE(model.day(), 0);
    }

    void anEmptyDayHasNoText() {
        ScheduleModel model(m_terminal, nullptr);
        model.show({});
        QCOMPARE(model.nextRow(), -1);
        QVERIFY(model.dayText().isEmpty());
    }

private:
    static ShowtimeId idOfRow(std::size_t row) { return fakes::idOf<ShowtimeId>(9, row); }
};

QTEST_APPLESS_MAIN(Schedule)
#include "schedule_test.moc"
