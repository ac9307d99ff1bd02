// links: app_core unit_terminal_world
#include "app/core/login.h"
#include "app/core/replica_changes.h"
#include "tests/unit/terminal_world.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::core;
using namespace foyer::tests;

namespace {

const BookingId kBooking{uuidOf(12, 1)};

OwnSale openSale(SalePhase phase) {
    OwnSale sale;
    sale.booking = kBooking;
    sale.phase = phase;
    sale.intentSeq = {1};
    sale.intent.booking = kBooking;
    sale.intent.showtime = kShowtime;
    sale.intent.lines = {{TicketId{uuidOf(13, 1)}, SeatNo{3}, "adult", {1'200, {}}, {79, {}}}};
    sale.intent.total = {1'200, {}};
    sale.intent.op = kOperator;
    sale.intent.at = kStart;
    sale.rights = {{AllotmentId{uuidOf(11, 1)}, Epoch{1}}};
    if (phase == SalePhase::Sold) {
        sale.saleSeq = {2};
        sale.soldAt = kStart;
        sale.tenders = {{domain::TenderKind::Cash, {1'200, {}}, {1'200, {}}, {0, {}}, {}}};
    }
    return sale;
}

Restored crashedWith(SalePhase phase) {
    Restored restored;
    restored.lastSeq = {phase == SalePhase::Sold ? 2 : 1};
    restored.sales = {openSale(phase)};
    applyTo(restored.replica, smallWorld());
    restored.cursor = {10};
    restored.lastContact = Mark{kStart, BootInstant{Milliseconds{1'000'000}}, kBoot};
    HeldAllotment held;
    held.id = {uuidOf(11, 1)};
    held.showtime = kShowtime;
    held.epoch = {1};
    held.ttl = std::chrono::hours{12};
    held.asked = restored.lastContact;
    const auto state = phase == SalePhase::Sold ? RightState::Sold : RightState::Intended;
    held.seats = {{SeatNo{3}, state}, {SeatNo{4}, RightState::Mine}};
    restored.allotments = {held};
    return restored;
}

void logIn(Rig& rig) {
    rig.tell(Login{kOperator, "1"});
    rig.tell(PinVerified{rig.take<VerifyPin>()->request, true});
    rig.tell(OpenShowtime{kShowtime});
}

} // namespace

class TerminalRecovery : public QObject {
    Q_OBJECT
private slots:
    void anIntentWithoutSaleIsAQuestionThatBlocksNothing() {
        Rig rig;
        rig.start(crashedWith(SalePhase::Intended));
        logIn(rig);
        const auto questions = rig.terminal.view().questions->questions;
        QCOMPARE(questions.size(), 1u);
        QCOMPARE(questions[0].kind, Question::Kind::MoneyTaken);
        QCOMPARE(questions[0].seats, std::vector<std::string>{"A4"});
        rig.tell(ToggleSeat{SeatNo{3}}); // not sold again before it is answered
        QCOMPARE(rig.state(), SaleState::Choosing);
        rig.tell(ToggleSeat{SeatNo{4}});
        QCOMPARE(rig.state(), SaleState::Ready);
        QCOMPARE(rig.terminal.view().questions->questions.size(), 1u);
    }

    void aShutPoolIsShownWhileTheServerSaysSo() {
        Rig rig;
        const auto isShut = [&] { return rig.terminal.view().status->poolShut; };
        const auto poll = [&](bool recovering) {
            rig.pass(Changes::kPollEvery);
            auto answer = std::make_shared<protocol::ChangesAnswer>();
            answer->stamp = {kDatabase, rig.commit};
            answer->cursor = rig.commit;
            answer->recovering = recovering;
            rig.tell(ChangesAnswered{rig.take<SendChanges>()->request, answer});
            rig.disk();
        };
        rig.open();
        QVERIFY(!isShut());
        poll(true);
        QVERIFY(isShut());
        rig.tell(LinkChanged{false});
        QVERIFY(!isShut()); // away: nobody knows
        rig.tell(LinkChanged{true});
        poll(true);
        QVERIFY(isShut());
        poll(false);
        QVERIFY(!isShut());
    }

    void moneyTakenBecomesTheSaleAndItsPaper() {
        Rig rig;
        rig.start(crashedWith(SalePhase::Intended));
        logIn(rig);
        rig.tell(ResolveIntent{kBooking, true});
        rig.tell(ResolveIntent{kBooking, true});
        const auto written = rig.disk();
        QCOMPARE(written.size(), 1u);
        const auto& sale = std::get<protocol::Sale>(written[0]);
        QCOMPARE(sale.tenders[0].amount.minor, 1'200);
        QCOMPARE(sale.rights[0].epoch.value, 1);
        const auto print = rig.take<PrintTickets>();
        QVERIFY(print && !print->copy);
        rig.tell(TicketsPrinted{print->print});
        rig.disk();
        QVERIFY(rig.terminal.view().questions->questions.empty());
    }

    void aSaleIsNotVoidedBeforeItIsOnDisk() {
        Rig rig;
        rig.start(crashedWith(SalePhase::Intended));
        logIn(rig);
        rig.tell(ResolveIntent{kBooking, true});
        rig.tell(VoidSale{kBooking, "no"});
        QCOMPARE(rig.notice(), NoticeCode::NotVoidable);
        const auto written = rig.disk();
        QCOMPARE(written.size(), 1u);
        QVERIFY(std::holds_alternative<protocol::Sale>(written[0]));
        rig.tell(TicketsPrinted{rig.take<PrintTickets>()->print});
        rig.disk();
        rig.tell(VoidSale{kBooking, "no"});
        QVERIFY(std::holds_alternative<protocol::Void>(rig.disk().at(0)));
    }

    void moneyNotTakenFreesTheSeat() {
        Rig rig;
        rig.start(crashedWith(SalePhase::Intended));
        logIn(rig);
        rig.tell(ResolveIntent{kBooking, false});
        QVERIFY(std::holds_alternative<protocol::Abandon>(rig.disk().at(0)));
        QVERIFY(rig.terminal.view().questions->questions.empty());
        rig.tell(ToggleSeat{SeatNo{3}});
        QCOMPARE(rig.state(), SaleState::Ready);
    }

    /// Whatever made the terminal forget its right: what it has sold it does not offer.
    void aSeatOfAnOwnSaleIsNotOfferedWhateverARightSays() {
        for (const SalePhase phase : {SalePhase::Intended, SalePhase::Sold}) {
            Restored restored = crashedWith(phase);
            restored.allotments[0].seats[0].state = RightState::Mine;
            Rig rig;
            rig.start(std::move(restored));
            logIn(rig);
            QCOMPARE(rig.terminal.view().seatMap->letters[3], 's');
            rig.tell(ToggleSeat{SeatNo{3}});
            rig.tell(PayCash{});
            QVERIFY(!rig.wants<Persist>());
            rig.tell(ToggleSeat{SeatNo{4}});
            QCOMPARE(rig.state(), SaleState::Ready);
        }
    }

    void aSaleWithoutPrintedOffersACopy() {
        Rig rig;
        rig.start(crashedWith(SalePhase::Sold));
        logIn(rig);
        QCOMPARE(rig.terminal.view().questions->questions.at(0).kind, Question::Kind::PaperOwed);
        QVERIFY(!rig.wants<PrintTickets>()); // nobody prints unasked
        rig.tell(Reprint{kBooking});
        QVERIFY(rig.take<PrintTickets>()->copy);
    }

    void paperThatHadComeOutNeedsNoCopy() {
        Rig rig;
        rig.start(crashedWith(SalePhase::Sold));
        logIn(rig);
        rig.tell(ConfirmPrinted{kBooking});
        QVERIFY(!std::get<protocol::Printed>(rig.disk().at(0)).copy);
        QVERIFY(rig.terminal.view().questions->questions.empty());
    }

    void withoutTheServerPeopleLogInForADay() {
        Rig rig;
        rig.now.wall += LoginDesk::kGoodWithoutServer;
        rig.now.boot += LoginDesk::kGoodWithoutServer;
        rig.start(crashedWith(SalePhase::Sold));
        rig.tell(Login{kOperator, "1"});
        QVERIFY(rig.take<VerifyPin>().has_value());

        Rig late;
        const Milliseconds longer = LoginDesk::kGoodWithoutServer + Milliseconds{1};
        late.now.wall += longer;
        late.now.boot += longer;
        late.start(crashedWith(SalePhase::Sold));
        late.tell(Login{kOperator, "1"});
        QVERIFY(!late.wants<VerifyPin>());
        QCOMPARE(late.notice(), NoticeCode::LoginTooOld);
    }

    void fiveWrongPinsLockForAMinute() {
        Rig rig;
        rig.start(crashedWith(SalePhase::Sold));
        for (int i = 0; i < LoginDesk::kTries; ++i) {
            rig.tell(Login{kOperator, "1"});
            rig.tell(PinVerified{rig.take<VerifyPin>()->request, false});
        }
        rig.tell(Login{kOperator, "1"});
        QVERIFY(!rig.wants<VerifyPin>());
        QCOMPARE(rig.notice(), NoticeCode::PinLocked);
        rig.pass(LoginDesk::kLocked);
        rig.tell(Login{kOperator, "1"});
        QVERIFY(rig.wants<VerifyPin>());
    }

    void viewsChangeOnlyWhereSomethingHappened() {
        Rig rig;
        rig.open();
        rig.standing({SeatNo{3}});
        const View before = rig.terminal.view();
        rig.tell(ToggleSeat{SeatNo{3}});
        const View after = rig.terminal.view();
        QVERIFY(after.version(Part::Sale) > before.version(Part::Sale));
        QCOMPARE(after.version(Part::Schedule), before.version(Part::Schedule));
        QCOMPARE(after.schedule, before.schedule);
        QCOMPARE(after.version(Part::Login), before.version(Part::Login));
    }
};

QTEST_APPLESS_MAIN(TerminalRecovery)
#include "terminal_recovery_test.moc"
