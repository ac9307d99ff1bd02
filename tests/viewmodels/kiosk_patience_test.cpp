// links: app_fakes

#include "tests/viewmodels/fakes/kiosk_hands.h"

#include <QSignalSpy>
#include <QTest>

using namespace foyer;
using namespace std::chrono_literals;
using namespace foyer::viewmodels;

/// What stops a kiosk, how long it waits, and what it leaves behind.
class KioskPatience : public QObject {
    Q_OBJECT

    std::unique_ptr<fakes::KioskHands> m_kiosk;

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QStringLiteral("de_DE"))); }
    void init() { m_kiosk = std::make_unique<fakes::KioskHands>(); }

    // --- what stands in the way ---

    void nothingIsSoldAtRisk() {
        m_kiosk->toPay();
        QVERIFY(m_kiosk->kiosk.canPay());
        m_kiosk->terminal.sale.lines[0].owned = false;
        m_kiosk->terminal.sale.lines[0].atRisk = true;
        m_kiosk->terminal.publish();
        QVERIFY(!m_kiosk->kiosk.canPay());
        m_kiosk->kiosk.pay();
        QCOMPARE(m_kiosk->terminal.count<core::PayCard>(), 0u);
        m_kiosk->terminal.tell({.code = core::NoticeCode::AtRiskNeedsSupervisor});
        m_kiosk->terminal.publish();
        QVERIFY(m_kiosk->kiosk.message().isEmpty());
    }

    void withoutTheServerItsOwnSeatsAreSold() {
        m_kiosk->terminal.status.connection = core::Connection::Offline;
        m_kiosk->terminal.publish();
        QVERIFY(m_kiosk->kiosk.open());
        QVERIFY(m_kiosk->kiosk.serverAway());
        m_kiosk->toParty();
        QCOMPARE(m_kiosk->kiosk.step(), KioskModel::Party);
        const auto& theirs = m_kiosk->terminal.seatMap->letters;
        for (std::size_t seat = 0; seat < theirs.size(); ++seat)
            QCOMPARE(m_kiosk->kiosk.letters()[static_cast<int>(seat)] == u'f', theirs[seat] == 'm');
        QVERIFY(m_kiosk->kiosk.letters().contains(u'f'));
    }

    void itStopsBeforeThePayment_data() {
        QTest::addColumn<int>("what");
        QTest::newRow("no paper") << 0;
        QTest::newRow("no printer") << 1;
        QTest::newRow("reader away") << 2;
        QTest::newRow("reader not heard of") << 3;
        QTest::newRow("no reader") << 4;
        QTest::newRow("stopped") << 5;
    }
    void itStopsBeforeThePayment() {
        QFETCH(int, what);
        const auto breakIt = [&] {
            core::StatusView& status = m_kiosk->terminal.status;
            if (what == 0)
                status.printer = core::PrinterState::PaperOut;
            if (what == 1)
                status.printer = core::PrinterState::Offline;
            if (what == 2)
                status.reader = core::ReaderState::Away;
            if (what == 3)
                status.reader = core::ReaderState::Unknown;
            if (what == 4)
                m_kiosk->terminal.sale.takesCards = false;
            if (what == 5)
                status.stop = core::SellingStop::StorageFailed;
            m_kiosk->terminal.publish();
        };
        m_kiosk->toPay();
        QVERIFY(m_kiosk->kiosk.canPay());
        breakIt();
        QVERIFY(!m_kiosk->kiosk.canPay());
        QVERIFY(!m_kiosk->kiosk.obstacleText().isEmpty());
        m_kiosk->kiosk.pay();
        QCOMPARE(m_kiosk->terminal.count<core::PayCard>(), 0u);
        m_kiosk->kiosk.leave();
        breakIt();
        m_kiosk->kiosk.begin();
        QCOMPARE(m_kiosk->kiosk.step(), KioskModel::Attract);
    }

    // --- payment ---

    void leavingGivesThePaymentUpFirst() {
        m_kiosk->toReader();
        m_kiosk->terminal.answers = false;
        m_kiosk->kiosk.leave();
        QCOMPARE(m_kiosk->terminal.count<core::CancelPayment>(), 1u);
        QCOMPARE(m_kiosk->kiosk.step(), KioskModel::Pay);
        QCOMPARE(m_kiosk->kiosk.payment(), KioskModel::GivingUp);
        m_kiosk->terminal.enter(core::SaleState::Ready); // the reader has given up
        m_kiosk->terminal.publish();
        QCOMPARE(m_kiosk->kiosk.step(), KioskModel::Attract);
        QCOMPARE(m_kiosk->terminal.count<core::CloseShowtime>(), 1u);
    }

    void whatTheReaderTookAllTheSameBringsTickets() {
        m_kiosk->toReader();
        m_kiosk->terminal.answers = false;
        m_kiosk->kiosk.leave();
        m_kiosk->terminal.enter(core::SaleState::SalePending);
        m_kiosk->terminal.publish();
        QCOMPARE(m_kiosk->kiosk.step(), KioskModel::Done);
        m_kiosk->terminal.enter(core::SaleState::Done);
        m_kiosk->terminal.publish();
        QCOMPARE(m_kiosk->kiosk.step(), KioskModel::Done);
        QCOMPARE(m_kiosk->terminal.count<core::CloseShowtime>(), 0u);
    }

    void aPaymentThatIsOnlyBeginningIsGivenUpWhenTheReaderHasIt() {
        m_kiosk->toPay();
        m_kiosk->terminal.answers = false;
        m_kiosk->kiosk.pay();
        m_kiosk->terminal.enter(core::SaleState::IntentPending);
        m_kiosk->terminal.publish();
        m_kiosk->kiosk.leave();
        QCOMPARE(m_kiosk->terminal.count<core::CancelPayment>(), 0u);
        m_kiosk->terminal.enter(core::SaleState::CardCharging);
        m_kiosk->terminal.publish();
        QCOMPARE(m_kiosk->terminal.count<core::CancelPayment>(), 1u);
    }

    void aCardThatIsNotChargedLeavesTheSeats() {
        m_kiosk->toReader();
        m_kiosk->kiosk.cancelPayment();
        QCOMPARE(m_kiosk->kiosk.step(), KioskModel::Pay);
        QCOMPARE(m_kiosk->kiosk.payment(), KioskModel::Overview);
        QVERIFY(m_kiosk->kiosk.canPay());
    }

    void anUnknownOutcomeIsLeftToTheStaff() {
        m_kiosk->toReader();
        m_kiosk->terminal.enter(core::SaleState::CardUnknown);
        m_kiosk->terminal.publish();
        QCOMPARE(m_kiosk->kiosk.payment(), KioskModel::NotKnown);
        m_kiosk->pass(KioskModel::kUnknownPatience - 1s);
        QVERIFY(!m_kiosk->kiosk.warned());
        m_kiosk->pass(1s);
        QVERIFY(m_kiosk->kiosk.warned());
        m_kiosk->pass(KioskModel::kCountdown);
        QCOMPARE(m_kiosk->kiosk.step(), KioskModel::Attract);
        QCOMPARE(m_kiosk->terminal.count<core::NextSale>(), 1u);
        QCOMPARE(m_kiosk->terminal.count<core::SetCardAside>() +
                     m_kiosk->terminal.count<core::TellCard>(),
                 0u);
    }

    void aDiskThatFailsInAPaymentSendsTheCustomerToTheStaff() {
        m_kiosk->toReader();
        m_kiosk->terminal.status.stop = core::SellingStop::StorageFailed;
        m_kiosk->terminal.publish();
        QCOMPARE(m_kiosk->kiosk.payment(), KioskModel::NotKnown);
        m_kiosk->pass(KioskModel::kUnknownPatience + KioskModel::kCountdown);
        QCOMPARE(m_kiosk->kiosk.step(), KioskModel::Attract);
        m_kiosk->kiosk.begin();
        QCOMPARE(m_kiosk->kiosk.step(), KioskModel::Attract);
    }

    void aDiskThatFailsBeforeTheTicketsNamesTheSale() {
        m_kiosk->toReader();
        m_kiosk->terminal.enter(core::SaleState::SalePending);
        m_kiosk->terminal.publish();
        m_kiosk->kiosk.leave(); // a moment later there are tickets
        QCOMPARE(m_kiosk->kiosk.step(), KioskModel::Done);
        QCOMPARE(m_kiosk->kiosk.paper(), KioskModel::Printing);
        m_kiosk->terminal.status.stop = core::SellingStop::StorageFailed;
        m_kiosk->terminal.publish();
        QCOMPARE(m_kiosk->kiosk.paper(), KioskModel::Owed);
        QVERIFY(!m_kiosk->kiosk.canPrintAgain());
        m_kiosk->pass(KioskModel::kOwedShown);
        QCOMPARE(m_kiosk->kiosk.step(), KioskModel::Attract);
    }

    void ticketsThatDidNotComeOutAreNamedLongEnough() {
        m_kiosk->toReader();
        m_kiosk->terminal.enter(core::SaleState::PrintFailed);
        m_kiosk->terminal.publish();
        QCOMPARE(m_kiosk->kiosk.paper(), KioskModel::Owed);
        m_kiosk->pass(KioskModel::kOwedShown - 1s);
        QCOMPARE(m_kiosk->kiosk.step(), KioskModel::Done);
        m_kiosk->kiosk.printAgain();
        QCOMPARE(m_kiosk->terminal.last<core::Reprint>().booking, m_kiosk->terminal.sale.booking);
        QCOMPARE(m_kiosk->kiosk.paper(), KioskModel::Printed);
    }

    // --- time ---

    void whoIsAwayIsAskedAndThenNothingIsLeft() {
        m_kiosk->toSeats();
        m_kiosk->kiosk.setContrast(false);
        m_kiosk->pass(KioskModel::kPatience - 1s);
        QVERIFY(!m_kiosk->kiosk.warned());
        m_kiosk->pass(1s);
        QVERIFY(m_kiosk->kiosk.warned());
        QCOMPARE(m_kiosk->kiosk.secondsLeft(), 20);
        m_kiosk->pass(5s);
        QCOMPARE(m_kiosk->kiosk.secondsLeft(), 15);
        m_kiosk->kiosk.touched(); // a stray touch is no answer
        QVERIFY(m_kiosk->kiosk.warned());
        m_kiosk->pass(15s);
        QCOMPARE(m_kiosk->kiosk.step(), KioskModel::Attract);
        QVERIFY(!m_kiosk->kiosk.warned());
        QVERIFY(!m_kiosk->terminal.seatMap); // its seats can be sold again
        QCOMPARE(m_kiosk->party.total(), 0);
    }

    void moreTimeIsMoreTime() {
        m_kiosk->toSeats();
        m_kiosk->pass(KioskModel::kPatience + 5s);
        m_kiosk->kiosk.moreTime();
        QVERIFY(!m_kiosk->kiosk.warned());
        m_kiosk->pass(KioskModel::kPatience - 1s);
        QVERIFY(!m_kiosk->kiosk.warned());
        m_kiosk->kiosk.touched();
        m_kiosk->pass(KioskModel::kPatience - 1s);
        QVERIFY(!m_kiosk->kiosk.warned());
        QCOMPARE(m_kiosk->terminal.sale.lines.size(), 2u);
    }

    void whoNeedsAnAidHasTwiceAsLongAndTheNextOneNoAid() {
        m_kiosk->toSeats();
        m_kiosk->kiosk.setLargeText(true);
        m_kiosk->kiosk.setLowReach(true);
        m_kiosk->pass(KioskModel::kPatience * 2 - 1s);
        QVERIFY(!m_kiosk->kiosk.warned());
        m_kiosk->pass(1s + KioskModel::kCountdown);
        QCOMPARE(m_kiosk->kiosk.step(), KioskModel::Attract);
        QVERIFY(!m_kiosk->kiosk.largeText() && !m_kiosk->kiosk.lowReach() &&
                !m_kiosk->kiosk.contrast());
    }

    void aClockThatJumpsSendsNobodyAway() {
        m_kiosk->toSeats();
        m_kiosk->now += 3h;
        m_kiosk->counter.tick(m_kiosk->now);
        QVERIFY(!m_kiosk->kiosk.warned());
        m_kiosk->now -= 5h;
        m_kiosk->counter.tick(m_kiosk->now);
        m_kiosk->pass(KioskModel::kPatience - 3s);
        QVERIFY(!m_kiosk->kiosk.warned());
    }

    void nobodyIsSentAwayWhileTheReaderWaits() {
        m_kiosk->toReader();
        m_kiosk->pass(KioskModel::kPatience * 5);
        QCOMPARE(m_kiosk->kiosk.step(), KioskModel::Pay);
        QVERIFY(!m_kiosk->kiosk.warned());
    }

    void filmsAreShownOffInTurn() {
        QCOMPARE(m_kiosk->kiosk.attractRow(), 0);
        m_kiosk->pass(KioskModel::kAttractEach);
        QCOMPARE(m_kiosk->kiosk.attractRow(), 1);
        m_kiosk->pass(KioskModel::kAttractEach * (m_kiosk->kiosk.films()->count() - 1));
        QCOMPARE(m_kiosk->kiosk.attractRow(), 0);
    }

    // --- staff ---

    void staffComeInByAPinAndTheCustomerIsGone() {
        m_kiosk->toSeats();
        m_kiosk->counter.login()->login(0, QStringLiteral("0000"));
        QCOMPARE(m_kiosk->kiosk.step(), KioskModel::Seats);
        m_kiosk->counter.login()->login(0, QLatin1String(fakes::FakeTerminal::kPin));
        QCOMPARE(m_kiosk->kiosk.step(), KioskModel::Staff);
        QVERIFY(!m_kiosk->terminal.seatMap);
        m_kiosk->kiosk.openForCustomers();
        QCOMPARE(m_kiosk->kiosk.step(), KioskModel::Attract);
        m_kiosk->counter.login()->login(0, QLatin1String(fakes::FakeTerminal::kPin));
        m_kiosk->kiosk.close();
        QCOMPARE(m_kiosk->kiosk.step(), KioskModel::Closed);
        m_kiosk->kiosk.begin();
        QCOMPARE(m_kiosk->kiosk.step(), KioskModel::Closed);
    }

    void staffWhoForgetToLockItDoNotLeaveItOpen() {
        m_kiosk->counter.login()->login(0, QLatin1String(fakes::FakeTerminal::kPin));
        QCOMPARE(m_kiosk->kiosk.step(), KioskModel::Staff);
        m_kiosk->pass(KioskModel::kPatience + KioskModel::kCountdown);
        QCOMPARE(m_kiosk->kiosk.step(), KioskModel::Attract);
    }

    void staffDoNotComeBetweenACardAndItsPayment() {
        m_kiosk->toReader();
        m_kiosk->counter.login()->login(0, QLatin1String(fakes::FakeTerminal::kPin));
        QCOMPARE(m_kiosk->kiosk.step(), KioskModel::Pay);
        QCOMPARE(m_kiosk->terminal.count<core::CloseShowtime>(), 0u);
    }

    void whatOnlyAPersonKnowsIsAskedBeforeItOpens() {
        m_kiosk->terminal.login.loggedIn.reset();
        m_kiosk->terminal.questions = fakes::questions();
        m_kiosk->terminal.publish();
        QCOMPARE(m_kiosk->kiosk.step(), KioskModel::Closed);
        m_kiosk->counter.login()->login(0, QLatin1String(fakes::FakeTerminal::kPin));
        QCOMPARE(m_kiosk->kiosk.step(), KioskModel::Staff);
    }

    void aCounterIsNoKiosk() {
        CounterModel counter(m_kiosk->terminal);
        m_kiosk->terminal.onView = [&](const core::View& view) { counter.show(view); };
        m_kiosk->terminal.open(24);
        m_kiosk->terminal.choose(2);
        m_kiosk->terminal.publish();
        counter.tick(fakes::kNow + 1h);
        QCOMPARE(counter.kiosk()->step(), KioskModel::Closed);
        QVERIFY(m_kiosk->terminal.wishes.empty());
    }
};

QTEST_GUILESS_MAIN(KioskPatience)
#include "kiosk_patience_test.moc"
