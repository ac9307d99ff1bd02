// links: app_core unit_terminal_world
#include "app/core/share.h"
#include "tests/unit/terminal_world.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::core;
using namespace foyer::tests;

namespace {

std::size_t returnedIn(const std::vector<protocol::Payload>& written) {
    std::size_t seats = 0;
    for (const auto& payload : written)
        if (const auto* entry = std::get_if<protocol::Return>(&payload))
            seats += entry->seats.size();
    return seats;
}

} // namespace

class TerminalShare : public QObject {
    Q_OBJECT
private slots:
    void theEndOfAShiftGivesEverythingBack() {
        Rig rig;
        rig.open();
        rig.standing({SeatNo{3}, SeatNo{4}});
        rig.tell(ToggleSeat{SeatNo{3}});
        rig.tell(EndShift{});
        QCOMPARE(returnedIn(rig.disk()), 2u);
        QVERIFY(!rig.terminal.view().login->loggedIn);
        QCOMPARE(rig.notice(), NoticeCode::ShiftEnded);
        QCOMPARE(rig.terminal.view().notice->notice->count, std::int64_t{2});
        rig.pass(Standing::kRenewEvery * 3);
        QVERIFY(!rig.wants<SendStanding>());
    }

    void theNextPersonGetsSeatsAgain() {
        Rig rig;
        rig.open();
        rig.standing({SeatNo{3}});
        rig.tell(EndShift{});
        rig.disk();
        rig.tell(Login{kOperator, "1"});
        QCOMPARE(rig.notice(), NoticeCode::ShiftEnded);
        rig.tell(PinVerified{rig.take<VerifyPin>()->request, true});
        QVERIFY(rig.wants<SendStanding>());
        QVERIFY(!rig.notice()); // a shift has begun
    }

    void theEndOfAShiftIsRememberedUntilSomebodyComes() {
        Rig rig;
        rig.open();
        rig.tell(EndShift{});
        QVERIFY(rig.take<SaveResting>()->resting);
        rig.tell(Login{kOperator, "1"});
        rig.tell(PinVerified{rig.take<VerifyPin>()->request, true});
        QVERIFY(!rig.take<SaveResting>()->resting);
    }

    void aShiftThatWasOverBeforeARestartIsOverAfterIt() {
        Rig rig;
        Restored restored;
        restored.resting = true;
        rig.start(restored);
        QVERIFY(rig.wants<SendChanges>());
        QVERIFY(!rig.wants<SendStanding>());
    }

    void whatIsGrantedAfterTheShiftGoesBackToo() {
        Rig rig;
        rig.open();
        rig.tell(EndShift{}); // a request is under way
        rig.standing({SeatNo{3}, SeatNo{4}});
        QVERIFY(!rig.wants<Persist>());
        QCOMPARE(rig.seq, 1); // its RETURN is on disk
    }

    void loggingOutReturnsNothing() {
        Rig rig;
        rig.open();
        rig.standing({SeatNo{3}});
        rig.tell(Logout{});
        QCOMPARE(returnedIn(rig.disk()), 0u);
    }

    void aPaymentIsFinishedFirst() {
        Rig rig;
        rig.open();
        rig.standing({SeatNo{3}});
        rig.tell(ToggleSeat{SeatNo{3}});
        rig.tell(PayCash{});
        rig.tell(EndShift{});
        QCOMPARE(rig.notice(), NoticeCode::FinishPaymentFirst);
        QVERIFY(rig.terminal.view().login->loggedIn);
    }

    void aKioskHasNoShifts() {
        Rig rig(TerminalMode::Kiosk);
        rig.open();
        rig.standing({SeatNo{3}});
        rig.tell(EndShift{});
        QCOMPARE(returnedIn(rig.disk()), 0u);
    }

    void seatsOfAShowtimeThatIsOverGoBack() {
        Rig rig;
        rig.open();
        rig.standing({SeatNo{3}, SeatNo{4}});
        rig.pass(std::chrono::hours{3}); // over since an hour, seen now
        QCOMPARE(returnedIn(rig.disk()), 0u);
        rig.pass(Share::kOverFor - Milliseconds{1});
        QCOMPARE(returnedIn(rig.disk()), 0u);
        rig.pass(Milliseconds{1});
        QCOMPARE(returnedIn(rig.disk()), 2u);
    }

    void aClockThatJumpsForAMomentCostsNothing() {
        Rig rig;
        rig.open();
        rig.standing({SeatNo{3}});
        rig.now.wall += std::chrono::hours{72};
        rig.pass(Share::kOverFor / 2);
        rig.now.wall -= std::chrono::hours{72};
        rig.pass(Share::kOverFor);
        QCOMPARE(returnedIn(rig.disk()), 0u);
    }

    void withoutTheServerNothingGoesBack() {
        Rig rig;
        rig.open();
        rig.standing({SeatNo{3}});
        rig.tell(LinkChanged{false});
        rig.pass(std::chrono::hours{3});
        rig.pass(Share::kOverFor * 2);
        QCOMPARE(returnedIn(rig.disk()), 0u);
    }

    void everyRequestSaysHowFarTheTerminalIs() {
        Rig rig;
        rig.start();
        QCOMPARE(rig.take<SendStanding>()->report, (protocol::Report{2, {}, {}}));
        rig.take<SendChanges>();
        Rig other;
        other.open();
        other.standing({SeatNo{3}});
        other.sell(SeatNo{3});
        const auto sent = other.take<SendJournal>();
        QCOMPARE(sent->report, (protocol::Report{2, {kDatabase, {11}}, {1}}));
        other.pass(Changes::kPollEvery);
        QCOMPARE(other.take<SendChanges>()->report.last.value, 2);
    }
};

QTEST_APPLESS_MAIN(TerminalShare)
#include "terminal_share_test.moc"
