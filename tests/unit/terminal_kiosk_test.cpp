// links: app_core unit_terminal_world
#include "tests/unit/terminal_world.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::core;
using namespace foyer::tests;

namespace {

struct Kiosk : Rig {
    explicit Kiosk(TerminalMode mode = TerminalMode::Kiosk)
        : Rig(Identity{kTerminal, {1}, "Kiosk 1", mode, CardReader::Attached}) {
        open();
        standing({SeatNo{3}, SeatNo{4}});
    }
    void enterPin(bool right) {
        tell(Login{kOperator, "1234"});
        if (const auto verify = take<VerifyPin>())
            tell(PinVerified{verify->request, right});
    }
    int logins() { return terminal.view().login->logins; }
};

/// Row A ends in a wheelchair space and the seat beside it.
std::shared_ptr<const domain::SeatingPlan> planWithASpace() {
    auto plan = std::make_shared<domain::SeatingPlan>(*smallPlan());
    plan->seats[9].kind = domain::SeatKind::Wheelchair;
    plan->seats[8].kind = domain::SeatKind::Companion;
    plan->seats[9].partner = SeatNo{8};
    plan->seats[8].partner = SeatNo{9};
    return plan;
}

} // namespace

class TerminalKiosk : public QObject {
    Q_OBJECT
private slots:
    void staffComeToAKioskThatSellsByAPin() {
        Kiosk kiosk;
        QCOMPARE(kiosk.logins(), 1);
        kiosk.tell(ToggleSeat{SeatNo{3}});
        kiosk.enterPin(false);
        QCOMPARE(kiosk.logins(), 1);
        QCOMPARE(kiosk.notice(), NoticeCode::WrongPin);
        kiosk.enterPin(true);
        QCOMPARE(kiosk.logins(), 2);
        QVERIFY(kiosk.terminal.view().login->loggedIn);
        QCOMPARE(kiosk.terminal.view().sale->lines.size(), 1u); // the customer loses nothing
    }

    void atACounterNobodyTakesOver() {
        Kiosk counter(TerminalMode::Counter);
        counter.enterPin(true);
        QCOMPARE(counter.logins(), 1);
    }

    void aPersonThatTakesOverAnswersForTheNextSale() {
        Kiosk kiosk;
        protocol::ChangeBody other{
            domain::Operator{kSupervisor, "Bea", domain::Role::Supervisor, "$argon2id$y", true}};
        kiosk.feed({other});
        kiosk.tell(Login{kSupervisor, "1"});
        kiosk.tell(PinVerified{kiosk.take<VerifyPin>()->request, true});
        kiosk.disk();
        kiosk.tell(OpenShowtime{kShowtime});
        kiosk.tell(ToggleSeat{SeatNo{3}});
        kiosk.tell(PayCard{});
        const auto written = kiosk.disk();
        QCOMPARE(std::get<protocol::Intent>(written.at(0)).op, kSupervisor);
    }

    void theBestSeatsOfAWheelchairUserAreASpaceAndTheSeatBesideIt() {
        Kiosk kiosk;
        kiosk.feed({protocol::ChangeBody{planWithASpace()}});
        kiosk.tell(OpenShowtime{kShowtime});
        kiosk.tell(ChooseBest{.count = 2, .wheelchairs = 1});
        const auto lines = kiosk.terminal.view().sale->lines;
        QCOMPARE(lines.size(), 2u);
        QCOMPARE(lines[0].seat, SeatNo{8});
        QCOMPARE(lines[1].seat, SeatNo{9});
        kiosk.tell(ChooseBest{.count = 2, .wheelchairs = 2});
        QCOMPARE(kiosk.notice(), NoticeCode::NotEnoughSeats);
    }

    void theBoardCountsSpacesForWheelchairs() {
        Kiosk kiosk;
        QCOMPARE(kiosk.terminal.view().schedule->showtimes.at(0).freeWheelchairs, 0u);
        kiosk.feed({protocol::ChangeBody{planWithASpace()}});
        const auto row = kiosk.terminal.view().schedule->showtimes.at(0);
        QCOMPARE(row.freeWheelchairs, 1u);
        QCOMPARE(row.mineWheelchairs, 0u);
        QCOMPARE(row.movieId, (MovieId{uuidOf(8, 1)}));
    }

    void ticketsOfACustomerWhoHasGoneDoNotComeOutBeforeTheNext() {
        for (const auto mode : {TerminalMode::Kiosk, TerminalMode::Counter}) {
            Kiosk kiosk(mode);
            kiosk.tell(ToggleSeat{SeatNo{3}});
            kiosk.tell(PayCard{});
            kiosk.disk();
            const std::string reference = kiosk.take<ChargeCard>()->reference;
            kiosk.tell(CardAnswered{reference, CardOutcome::Unknown});
            kiosk.tell(NextSale{});
            kiosk.tell(CardAnswered{reference, CardOutcome::Approved});
            QVERIFY(std::holds_alternative<protocol::Sale>(kiosk.disk().at(0)));
            QCOMPARE(kiosk.wants<PrintTickets>(), mode == TerminalMode::Counter);
            const auto questions = kiosk.terminal.view().questions->questions;
            QCOMPARE(questions.size(), mode == TerminalMode::Kiosk ? 1u : 0u);
            if (mode == TerminalMode::Kiosk)
                QCOMPARE(questions[0].kind, Question::Kind::PaperOwed);
        }
    }

    void whetherTheReaderIsThereIsSeen() {
        Kiosk kiosk;
        QCOMPARE(kiosk.terminal.view().status->reader, ReaderState::Unknown);
        kiosk.tell(ReaderChanged{ReaderState::Away});
        QCOMPARE(kiosk.terminal.view().status->reader, ReaderState::Away);
        kiosk.tell(ReaderChanged{ReaderState::Ready});
        QCOMPARE(kiosk.terminal.view().status->reader, ReaderState::Ready);
    }
};

QTEST_APPLESS_MAIN(TerminalKiosk)
#include "terminal_kiosk_test.moc"
