// links: app_fakes

#include "app/viewmodels/counter_model.h"
#include "app/viewmodels/office_text.h"
#include "tests/viewmodels/fakes/fake_terminal.h"

#include <QSet>
#include <QSignalSpy>
#include <QTest>

using namespace foyer;
using namespace std::chrono_literals;
using fakes::FakeTerminal;
using viewmodels::DayModel;
using viewmodels::OfficeModel;
using viewmodels::ShareModel;
using viewmodels::TerminalsModel;

namespace {

/// An office with a manager at it, over a server that answers at once.
struct Desk {
    FakeTerminal terminal;
    viewmodels::CounterModel counter{terminal};

    Desk() {
        terminal.onView = [this](const core::View& view) { counter.show(view); };
        terminal.signIn(3);
        terminal.publish();
        counter.tick(fakes::kNow);
    }
    OfficeModel& office() { return *counter.office(); }
    TerminalsModel& terminals() { return *office().terminals(); }
    DayModel& day() { return *office().day(); }

    QString at(QAbstractItemModel& model, int row, int role) const {
        return model.data(model.index(row, 0), role).toString();
    }
    /// Shows the list with that change to the silent counter.
    void look(const std::function<void(protocol::Exposure&)>& change = {}) {
        terminal.office.terminals = fakes::terminals();
        if (change)
            change(terminal.office.terminals.at(1));
        office().watchTerminals();
    }
};

} // namespace

class Office : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QStringLiteral("de_DE"))); }

    void theSilentTerminalStandsFirstAndIsChosen() {
        Desk desk;
        desk.look();
        QCOMPARE(desk.terminals().count(), 5);
        QCOMPARE(desk.at(desk.terminals(), 0, TerminalsModel::NameRole),
                 QStringLiteral("Counter 2"));
        QCOMPARE(desk.terminals().chosen(), 0);
        QCOMPARE(desk.at(desk.terminals(), 0, TerminalsModel::StateTextRole),
                 QStringLiteral("silent"));
        QCOMPARE(desk.at(desk.terminals(), 4, TerminalsModel::StateTextRole),
                 QStringLiteral("declared lost"));
        QVERIFY(desk.at(desk.terminals(), 1, TerminalsModel::StateTextRole).isEmpty());
        QCOMPARE(desk.at(desk.terminals(), 0, TerminalsModel::LastSeenTextRole),
                 QStringLiteral("last heard 14 h ago"));
    }

    void theReportSaysWhatIsAtStake() {
        Desk desk;
        desk.look();
        QCOMPARE(desk.terminals().name(), QStringLiteral("Counter 2"));
        QCOMPARE(desk.terminals().seatsText(), QStringLiteral("30"));
        QVERIFY(desk.terminals().mostText().startsWith(QStringLiteral("375,00")));
        QCOMPARE(desk.terminals().stakes().size(), 3);
        QVERIFY(desk.terminals().lastSeenText().endsWith(QStringLiteral("05:47")));
        QVERIFY(desk.terminals().entriesText().contains(QLatin1Char('3')));
        QVERIFY(desk.terminals().obstacle().isEmpty());
        QVERIFY(desk.terminals().warning().contains(QStringLiteral("375,00")));
    }

    void theChosenTerminalStaysChosenWhileTheListMoves() {
        Desk desk;
        desk.look();
        desk.terminals().choose(1);
        const QString name = desk.terminals().name();
        desk.look([](protocol::Exposure& row) { row.reachable = true; });
        QCOMPARE(desk.terminals().name(), name);
        QCOMPARE(desk.terminals().chosen(), 0);
    }

    void whatStandsInTheWayIsExplained() {
        Desk desk;
        QSet<QString> reasons;
        desk.look([](protocol::Exposure& row) { row.reachable = true; });
        desk.terminals().choose(1);
        QCOMPARE(desk.terminals().name(), QStringLiteral("Counter 2"));
        reasons.insert(desk.terminals().obstacle());
        desk.look([](protocol::Exposure& row) { row.declarable = fakes::kNow + 95min; });
        QVERIFY(desk.terminals().obstacle().contains(QStringLiteral("21:22")));
        reasons.insert(desk.terminals().obstacle());
        desk.look([](protocol::Exposure& row) { row.standing = protocol::Standing::Lost; });
        reasons.insert(desk.terminals().obstacle());
        desk.look();
        desk.terminal.login.operators.resize(2); // cashiers only
        desk.terminal.publish();
        reasons.insert(desk.terminals().obstacle());
        QCOMPARE(reasons.size(), 4);
        QVERIFY(!reasons.contains(QString()));
    }

    void theFirstKeyIsPendingAndItsHolderCannotTurnTheSecond() {
        Desk desk;
        desk.look();
        QCOMPARE(desk.terminals().people().size(), 2); // a supervisor and a manager
        QSignalSpy decided(&desk.office(), &OfficeModel::decided);
        desk.terminals().declareLost(0, FakeTerminal::kPin);
        QCOMPARE(decided.count(), 1);
        QVERIFY(desk.office().outcomeGood());
        QCOMPARE(desk.terminals().standing(), TerminalsModel::Proposed);
        QVERIFY(desk.terminals().firstKeyText().contains(QStringLiteral("Schwarzenberg")));
        QVERIFY(desk.terminals().secondKeyText().contains(QStringLiteral("20:47")));
        QCOMPARE(desk.terminals().people(), QStringList{QStringLiteral("Öykü Demir")});
        desk.terminals().declareLost(0, FakeTerminal::kPin);
        QCOMPARE(desk.terminals().standing(), TerminalsModel::Lost);
        QVERIFY(desk.office().outcomeText().contains(QStringLiteral("30")));
        const auto& last = desk.terminal.last<core::DecideOffice>();
        QCOMPARE(std::get<protocol::DeclareLost>(last.decision).op,
                 desk.terminal.login.operators[3].id);
    }

    /// The counter was enrolled anew after its disk had burned.
    void aFormerDiskIsDeclaredLostByItself() {
        Desk desk;
        auto rows = fakes::terminals();
        rows[0].life = Incarnation{2};
        rows.push_back(fakes::formerDisk());
        desk.terminal.office.terminals = rows;
        desk.office().watchTerminals();
        auto& terminals = desk.terminals();
        QCOMPARE(terminals.count(), 6);
        QCOMPARE(desk.at(terminals, 0, TerminalsModel::KindTextRole),
                 QStringLiteral("Former disk"));
        QCOMPARE(desk.at(terminals, 0, TerminalsModel::StateTextRole), QStringLiteral("replaced"));
        terminals.choose(0);
        QCOMPARE(terminals.name(), QStringLiteral("Counter 1, former disk"));
        QCOMPARE(terminals.seatsText(), QStringLiteral("6"));
        QVERIFY(terminals.obstacle().isEmpty());
        terminals.declareLost(0, FakeTerminal::kPin);
        QCOMPARE(terminals.standing(), TerminalsModel::Proposed);
        terminals.declareLost(0, FakeTerminal::kPin);
        const auto& last = desk.terminal.last<core::DecideOffice>();
        QVERIFY(std::get<protocol::DeclareLost>(last.decision).life == Incarnation{1});
        QCOMPARE(terminals.count(), 5);
        for (int row = 0; row < terminals.count(); ++row)
            QVERIFY(desk.at(terminals, row, TerminalsModel::KindTextRole) !=
                    QStringLiteral("Former disk"));
    }

    void aWrongPinChangesNothing() {
        Desk desk;
        desk.look();
        desk.terminals().declareLost(0, QStringLiteral("0000"));
        QVERIFY(!desk.office().outcomeGood());
        QVERIFY(!desk.office().outcomeText().isEmpty());
        QCOMPARE(desk.terminals().standing(), TerminalsModel::Present);
        desk.terminals().declareLost(7, FakeTerminal::kPin); // nobody there
        QCOMPARE(desk.terminal.count<core::DecideOffice>(), 1u);
    }

    void everyOutcomeHasWordsOfItsOwn() {
        QSet<QString> texts;
        for (int i = 0; i < protocol::kOfficeRefusalCount; ++i)
            texts.insert(
                viewmodels::outcomeText({.number = 1,
                                         .kind = core::OfficeOutcome::Kind::Refused,
                                         .refusal = static_cast<protocol::OfficeRefusal>(i)}));
        using Kind = core::OfficeOutcome::Kind;
        for (const Kind kind : {Kind::Proposed, Kind::Lost, Kind::DayClosed, Kind::NotKnown})
            texts.insert(viewmodels::outcomeText({.number = 1, .kind = kind}));
        QCOMPARE(texts.size(), protocol::kOfficeRefusalCount + 4);
        QVERIFY(!texts.contains(QString()));
    }

    void whatIsOldIsSaidToBe() {
        Desk desk;
        desk.look();
        QVERIFY(desk.office().staleText().isEmpty());
        desk.terminal.office.outOfReach = true;
        desk.terminal.publish();
        QVERIFY(desk.office().staleText().contains(QStringLiteral("19:47")));
        desk.terminal.office.heardAt.reset();
        desk.terminal.publish();
        QVERIFY(!desk.office().staleText().isEmpty());
        QVERIFY(!desk.office().staleText().contains(QStringLiteral("19:47")));
    }

    void yesterdayIsTheDayToClose() {
        Desk desk;
        desk.office().watchDay();
        const auto& asked = desk.terminal.last<core::WatchOffice>();
        QCOMPARE(std::get<protocol::AskDay>(*asked.question).day,
                 businessDayOf(fakes::kNow, fakes::kOffset) - std::chrono::days{1});
        QVERIFY(desk.day().dayText().contains(QStringLiteral("13. November 2025")));
        QCOMPARE(desk.day().days().size(), 7);
    }

    void whatKeepsADayOpenIsListed() {
        Desk desk;
        desk.office().watchDay();
        QCOMPARE(desk.day().state(), DayModel::ItemsOpen);
        QCOMPARE(desk.day().count(), 3);
        QVERIFY(desk.at(desk.day(), 0, DayModel::TitleRole).contains(QStringLiteral("Counter 2")));
        QVERIFY(desk.day().data(desk.day().index(1), DayModel::UrgentRole).toBool());
        desk.day().close(0, FakeTerminal::kPin);
        QCOMPARE(desk.terminal.count<core::DecideOffice>(), 0u);
    }

    void aDayIsClosedByAManager() {
        Desk desk;
        desk.office().watchDay();
        desk.day().setDay(2);
        QCOMPARE(desk.day().state(), DayModel::Ready);
        QCOMPARE(desk.day().people(), QStringList{QStringLiteral("Öykü Demir")});
        desk.day().close(0, QStringLiteral("0000"));
        QCOMPARE(desk.day().state(), DayModel::Ready);
        desk.day().close(0, FakeTerminal::kPin);
        QCOMPARE(desk.day().state(), DayModel::Closed);
        QVERIFY(desk.office().outcomeGood());
    }

    void aDayThatIsNotOverSaysWhenItIs() {
        Desk desk;
        desk.office().watchDay();
        desk.day().setDay(0);
        QCOMPARE(desk.day().state(), DayModel::NotOver);
        QVERIFY(desk.day().advice().contains(QStringLiteral("06:00")));
        desk.day().setDay(3);
        QCOMPARE(desk.day().state(), DayModel::Closed);
        QSet<QString> texts;
        for (int day = 0; day < 4; ++day) {
            desk.day().setDay(day);
            texts.insert(desk.day().stateText());
        }
        QCOMPARE(texts.size(), 4);
    }

    void theAnswerForAnotherDayIsNotShown() {
        Desk desk;
        desk.office().watchDay();
        desk.terminal.answers = false;
        desk.day().setDay(4);
        QCOMPARE(desk.day().state(), DayModel::Asking);
        QCOMPARE(desk.day().count(), 0);
    }

    void aShareNamesTheTerminalsLargestFirst() {
        Desk desk;
        desk.office().watchShare(desk.counter.schedule()->nextRow());
        ShareModel& share = *desk.office().share();
        QVERIFY(share.known());
        QCOMPARE(share.count(), 2);
        QCOMPARE(share.free() + share.held() + share.allotted() + share.sold() + share.blocked(),
                 480);
        QVERIFY(share.data(share.index(0), ShareModel::SeatsRole).toInt() >=
                share.data(share.index(1), ShareModel::SeatsRole).toInt());
        desk.terminal.answers = false;
        desk.office().watchShare(0);
        QVERIFY(!share.known());
        QCOMPARE(share.count(), 0);
    }
};

QTEST_APPLESS_MAIN(Office)
#include "office_test.moc"
