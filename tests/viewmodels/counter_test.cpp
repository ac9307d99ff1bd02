// links: app_fakes

#include "app/viewmodels/counter_model.h"
#include "tests/viewmodels/fakes/fake_terminal.h"

#include <QSignalSpy>
#include <QTest>

using namespace foyer;
using namespace std::chrono_literals;
using namespace foyer::viewmodels;

class Counter : public QObject {
    Q_OBJECT

    std::unique_ptr<fakes::FakeTerminal> m_terminal;
    std::unique_ptr<CounterModel> m_counter;
    core::View m_view;

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QStringLiteral("de_DE"))); }
    void init() {
        m_terminal = std::make_unique<fakes::FakeTerminal>();
        m_counter = std::make_unique<CounterModel>(*m_terminal);
        m_terminal->onView = [this](const core::View& view) {
            m_view = view;
            m_counter->show(view);
        };
        m_terminal->publish();
        m_counter->tick(fakes::kNow);
    }

    void onlyPartsWithANewVersionAreShown() {
        QSignalSpy login(m_counter->login(), &LoginModel::changed);
        QSignalSpy status(m_counter->status(), &StatusModel::changed);
        QSignalSpy sales(m_counter->sales(), &SalesModel::countChanged);
        ++m_view.versions[static_cast<std::size_t>(core::Part::Status)];
        m_counter->show(m_view);
        QCOMPARE(status.count(), 1);
        QCOMPARE(login.count(), 0);
        QCOMPARE(sales.count(), 0);
    }

    void seatsOfThisTerminalAreAllottedLettersAndMine() {
        m_terminal->open(24);
        m_terminal->publish();
        SeatMapModel& map = *m_counter->seatMap();
        QVERIFY(map.open());
        QVERIFY(!map.mine().isEmpty());
        QVERIFY(!map.letters().contains(u'm'));
        for (const int seat : map.mine()) {
            QCOMPARE(map.letters()[seat], u'a');
            QCOMPARE(m_terminal->seatMap->letters[static_cast<std::size_t>(seat)], 'm');
        }
        QCOMPARE(map.letters().size(), qsizetype(m_terminal->seatMap->plan->seatCount()));
        QVERIFY(map.heading().contains(QStringLiteral("Saal")));
    }

    void aCompNeedsAReasonAndMayNeedNobody() {
        m_terminal->answers = false;
        m_counter->giveComp(0, QStringLiteral("1111"), QStringLiteral("  "));
        QCOMPARE(m_terminal->count<core::GiveComp>(), 0u);
        m_counter->giveComp(0, QStringLiteral("1111"), QStringLiteral(" a friend "));
        QCOMPARE(m_terminal->last<core::GiveComp>().reason, std::string("a friend"));
        QCOMPARE(m_terminal->last<core::GiveComp>().pin, std::string("1111"));
        QVERIFY(!m_terminal->last<core::GiveComp>().supervisor.isNull());
        m_counter->giveComp(-1, QString(), QStringLiteral("a friend"));
        QVERIFY(m_terminal->last<core::GiveComp>().supervisor.isNull());
        m_counter->giveComp(99, QStringLiteral("1111"), QStringLiteral("a friend"));
        QCOMPARE(m_terminal->count<core::GiveComp>(), 2u);
    }

    void theBasketIsTheSelection() {
        m_terminal->open(24);
        m_terminal->choose(3);
        m_terminal->publish();
        QCOMPARE(m_counter->seatMap()->selection().size(), 3);
        m_counter->seatMap()->close();
        QVERIFY(!m_counter->seatMap()->open());
        QVERIFY(m_counter->seatMap()->selection().isEmpty());
        QVERIFY(m_counter->seatMap()->movie().isEmpty());
    }

    void aChangeOfSeatsDoesNotOpenThePlanAgain() {
        m_terminal->open(24);
        m_terminal->publish();
        QSignalSpy opened(m_counter->seatMap(), &SeatMapModel::opened);
        QSignalSpy letters(m_counter->seatMap(), &SeatMapModel::lettersChanged);
        m_terminal->seatMap->letters[0] = 's';
        m_terminal->publish();
        QCOMPARE(opened.count(), 0);
        QCOMPARE(letters.count(), 1);
    }

    void seatsOutsideThePlanAreNoWish() {
        m_counter->seatMap()->toggle(0);
        m_counter->seatMap()->chooseBest(2);
        m_terminal->open(24);
        m_terminal->publish();
        m_counter->seatMap()->toggle(-1);
        m_counter->seatMap()->toggle(100'000);
        m_counter->seatMap()->chooseBest(0);
        QVERIFY(m_terminal->wishes.empty());
    }

    void theClockKeepsTheCinemasZoneOnADayWithoutShowtimes() {
        QCOMPARE(m_counter->status()->clockText(), QStringLiteral("19:47"));
        m_terminal->schedule = {};
        m_terminal->publish();
        m_counter->tick(fakes::kNow + 1min);
        QCOMPARE(m_counter->status()->clockText(), QStringLiteral("19:48"));
    }

    void operatorsSignInByRowAndPin() {
        LoginModel& login = *m_counter->login();
        login.login(0, {});
        login.login(-1, QStringLiteral("1111"));
        login.login(99, QStringLiteral("1111"));
        QVERIFY(m_terminal->wishes.empty());
        login.login(2, QStringLiteral("1111"));
        QVERIFY(login.loggedIn());
        QVERIFY(login.supervisor());
        QCOMPARE(login.data(login.index(0), LoginModel::InitialsRole).toString(),
                 QStringLiteral("MK"));
        login.logout();
        QVERIFY(!login.loggedIn());
        QVERIFY(login.operatorName().isEmpty());
    }

    void aLockCountsDownToNought() {
        m_terminal->login.lockedUntil = fakes::kNow + 2s;
        m_terminal->publish();
        QCOMPARE(m_counter->login()->lockedSeconds(), 2);
        m_counter->tick(fakes::kNow + 1s + 1ms);
        QCOMPARE(m_counter->login()->lockedSeconds(), 1);
        QSignalSpy changes(m_counter->login(), &LoginModel::changed);
        m_counter->tick(fakes::kNow + 2s);
        QCOMPARE(m_counter->login()->lockedSeconds(), 0);
        QCOMPARE(changes.count(), 1);
    }

    void salesArePrintedAgainAndVoidedWithTheReason() {
        SalesModel& sales = *m_counter->sales();
        QCOMPARE(sales.count(), int(fakes::sales().sales.size()));
        m_terminal->answers = false;
        sales.reprint(1);
        QCOMPARE(m_terminal->last<core::Reprint>().booking, fakes::sales().sales[1].booking);
        sales.voidSale(0, QStringLiteral("  wrong film "));
        QCOMPARE(m_terminal->last<core::VoidSale>().reason, std::string("wrong film"));
        sales.voidSale(99, QStringLiteral("x"));
        sales.reprint(-1);
        QCOMPARE(m_terminal->wishes.size(), 2u);
    }

    void questionsAreAnsweredEachInItsWay() {
        m_terminal->questions = fakes::questions();
        m_terminal->publish();
        m_terminal->answers = false;
        QuestionsModel& questions = *m_counter->questions();
        QVERIFY(questions.data(questions.index(0), QuestionsModel::FactsRole)
                    .toString()
                    .contains(QStringLiteral("F12, F13, F14")));
        questions.yes(0);
        QVERIFY(m_terminal->last<core::ResolveIntent>().paid);
        questions.no(0);
        QVERIFY(!m_terminal->last<core::ResolveIntent>().paid);
        questions.yes(1);
        QCOMPARE(m_terminal->count<core::Reprint>(), 1u);
        questions.no(1);
        QCOMPARE(m_terminal->count<core::ConfirmPrinted>(), 1u);
        QVERIFY(questions.data(questions.index(1), QuestionsModel::NeitherTextRole)
                    .toString()
                    .isEmpty());
        questions.neither(1);
        QCOMPARE(m_terminal->wishes.size(), 4u);
        questions.yes(2);
        QCOMPARE(m_terminal->last<core::TellCard>().outcome, core::CardOutcome::Approved);
        questions.no(2);
        QCOMPARE(m_terminal->last<core::TellCard>().outcome, core::CardOutcome::Declined);
        questions.neither(2);
        QCOMPARE(m_terminal->count<core::SetCardAside>(), 1u);
        questions.yes(3);
        QCOMPARE(m_terminal->wishes.size(), 7u);
    }
};

QTEST_GUILESS_MAIN(Counter)
#include "counter_test.moc"
