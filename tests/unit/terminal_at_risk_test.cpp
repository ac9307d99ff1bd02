// links: app_core unit_terminal_world
#include "tests/unit/terminal_world.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::core;
using namespace foyer::tests;

namespace {

protocol::Policy policy(std::int32_t seats = 2, std::int64_t minor = 10'000) {
    protocol::Policy policy;
    policy.atRiskSeatsPerShowtime = seats;
    policy.atRiskMinor = minor;
    return policy;
}

const domain::Operator kBoss{kSupervisor, "Grace", domain::Role::Supervisor, "$argon2id$y", true};

/// Seat 3 is on lease, the policy is known, and the server is out of reach.
void openOffline(Rig& rig, const protocol::Policy& rules = policy()) {
    rig.open();
    rig.standing({SeatNo{3}});
    rig.feed({rules, kBoss});
    rig.tell(LinkChanged{false});
}

/// For the seats of the notice that asked, or those named.
void approve(Rig& rig, OperatorId who = kSupervisor, bool right = true,
             std::vector<SeatNo> seats = {}) {
    const auto notice = rig.terminal.view().notice->notice;
    if (seats.empty() && notice)
        seats = notice->seats;
    rig.tell(ApproveAtRisk{who, "9999", kShowtime, seats});
    if (const auto verify = rig.take<VerifyPin>())
        rig.tell(PinVerified{verify->request, right});
}

} // namespace

class TerminalAtRisk : public QObject {
    Q_OBJECT
private slots:
    void aFreeSeatIsSoldByASupervisorsWord() {
        Rig rig;
        openOffline(rig);
        rig.tell(ToggleSeat{SeatNo{7}});
        QCOMPARE(rig.notice(), NoticeCode::AtRiskNeedsSupervisor);
        QVERIFY(rig.terminal.view().sale->lines.empty());
        approve(rig);
        QCOMPARE(rig.state(), SaleState::Ready);
        QVERIFY(rig.terminal.view().sale->lines.at(0).atRisk);
        rig.tell(ToggleSeat{SeatNo{3}}); // one with a right beside it
        rig.tell(PayCash{});
        const auto intent = std::get<protocol::Intent>(rig.disk().at(0));
        QCOMPARE(intent.rights.size(), 2u);
        QCOMPARE(intent.plan, smallPlan()->id); // a seat without a right says not whose it is
        rig.tell(ConfirmCash{{5'000, {}}});
        const auto sale = std::get<protocol::Sale>(rig.disk().at(0));
        QVERIFY(!sale.rights.at(0).isNull());
        QVERIFY(sale.rights.at(1).isNull());
        QCOMPARE(sale.approvedBy, kSupervisor);
        QCOMPARE(sale.plan, smallPlan()->id);
        QCOMPARE(protocol::schemaOf(sale), 2);
        const auto print = rig.take<PrintTickets>();
        QVERIFY(!print->tickets.at(0).atRisk);
        QVERIFY(print->tickets.at(1).atRisk);
        QVERIFY(print->tickets.at(1).proof.allotment.isNull());
        QCOMPARE(print->tickets.at(1).proof.epoch, domain::planMark(smallPlan()->id));
        QVERIFY(print->tickets.at(1).proof.epoch.value < 0); // no token
    }

    void withoutRiskASaleNamesNobody() {
        Rig rig;
        openOffline(rig);
        rig.tell(ToggleSeat{SeatNo{7}});
        approve(rig);
        rig.tell(ToggleSeat{SeatNo{7}});
        rig.tell(ToggleSeat{SeatNo{3}});
        rig.tell(PayCash{});
        rig.disk();
        rig.tell(ConfirmCash{{5'000, {}}});
        const auto sale = std::get<protocol::Sale>(rig.disk().at(0));
        QVERIFY(sale.approvedBy.isNull() && sale.plan.isNull());
        QCOMPARE(protocol::schemaOf(sale), 1); // an older server understands it
    }

    void nobodyElseCanAnswerForIt() {
        Rig rig;
        openOffline(rig);
        rig.tell(ToggleSeat{SeatNo{7}});
        approve(rig, kOperator);
        QCOMPARE(rig.notice(), NoticeCode::NotASupervisor);
        approve(rig, kSupervisor, false);
        QCOMPARE(rig.notice(), NoticeCode::WrongPin);
        QVERIFY(rig.terminal.view().sale->lines.empty());
    }

    void aWrongPinLosesNoSeat() {
        Rig rig;
        openOffline(rig);
        rig.tell(ToggleSeat{SeatNo{7}});
        approve(rig, kSupervisor, false);
        QCOMPARE(rig.notice(), NoticeCode::WrongPin);
        approve(rig, kSupervisor, true, {SeatNo{7}});
        QCOMPARE(rig.terminal.view().sale->lines.size(), 1u);
        QVERIFY(rig.terminal.view().sale->lines.at(0).atRisk);
    }

    void seatsOfAnotherShowtimeAreNotTaken() {
        Rig rig;
        openOffline(rig);
        rig.tell(ToggleSeat{SeatNo{7}});
        rig.tell(ApproveAtRisk{kSupervisor, "9999", kOtherShowtime, {SeatNo{7}}});
        rig.tell(PinVerified{rig.take<VerifyPin>()->request, true});
        QVERIFY(rig.terminal.view().sale->lines.empty());
    }

    void theApprovalIsForOneBasket() {
        Rig rig;
        openOffline(rig);
        rig.tell(ToggleSeat{SeatNo{7}});
        approve(rig);
        rig.tell(ClearBasket{});
        rig.tell(ToggleSeat{SeatNo{8}});
        QCOMPARE(rig.notice(), NoticeCode::AtRiskNeedsSupervisor);
        QVERIFY(rig.terminal.view().sale->lines.empty());
    }

    void seatsWithoutAVerdictCountAgainstTheCap() {
        Rig rig;
        openOffline(rig);
        for (const std::uint16_t seat : {7, 8}) {
            rig.tell(ToggleSeat{SeatNo{seat}});
            approve(rig);
            rig.tell(PayCash{});
            rig.disk();
            rig.tell(ConfirmCash{{5'000, {}}});
            rig.disk();
            rig.tell(NextSale{});
        }
        rig.tell(ToggleSeat{SeatNo{9}});
        QCOMPARE(rig.notice(), NoticeCode::AtRiskCapReached);
        QVERIFY(rig.terminal.view().sale->lines.empty());
        rig.tell(LinkChanged{true});
        rig.drain();
        rig.tell(LinkChanged{false});
        rig.tell(ToggleSeat{SeatNo{9}});
        QCOMPARE(rig.notice(), NoticeCode::AtRiskNeedsSupervisor); // confirmed: nothing is at risk
    }

    void moneyAtRiskHasACapOfItsOwn() {
        Rig rig;
        openOffline(rig, policy(9, 2'399)); // two adults cost 2,400
        rig.tell(ToggleSeat{SeatNo{7}});
        approve(rig);
        rig.tell(ToggleSeat{SeatNo{8}});
        QCOMPARE(rig.notice(), NoticeCode::AtRiskCapReached);
        QCOMPARE(rig.terminal.view().sale->lines.size(), 1u);
    }

    void aSeatTheServerCalledTakenIsNotSold() {
        Rig rig;
        rig.open();
        rig.feed({policy(), kBoss,
                  protocol::SeatsChanged{kShowtime, {12}, {{SeatNo{7}, domain::SeatState::Sold}}}});
        rig.tell(LinkChanged{false});
        rig.tell(ToggleSeat{SeatNo{7}});
        QCOMPARE(rig.notice(), NoticeCode::SeatNotOpen);
    }

    void onlineKiosksAndForbiddenHousesSellNothingAtRisk() {
        protocol::Policy never = policy();
        never.atRiskAtCounters = false;
        Rig house;
        openOffline(house, never);
        house.tell(ToggleSeat{SeatNo{7}});
        QCOMPARE(house.notice(), NoticeCode::SeatNeedsServer);
        Rig kiosk(TerminalMode::Kiosk);
        openOffline(kiosk);
        kiosk.tell(ToggleSeat{SeatNo{7}});
        QCOMPARE(kiosk.notice(), NoticeCode::SeatNeedsServer);
        Rig online;
        online.open();
        online.feed({policy(), kBoss});
        online.tell(ToggleSeat{SeatNo{7}});
        QCOMPARE(online.state(), SaleState::AskingRight);
    }

    void aServerThatIsBackIsAskedForTheRight() {
        Rig rig;
        openOffline(rig);
        rig.tell(ToggleSeat{SeatNo{7}});
        approve(rig);
        QCOMPARE(rig.state(), SaleState::Ready);
        rig.pass(Standing::kRenewEvery);
        rig.standing({SeatNo{3}});
        QCOMPARE(rig.state(), SaleState::AskingRight);
        QCOMPARE(rig.take<SendAsk>()->ask.seats, std::vector<SeatNo>{SeatNo{7}});
    }
};

QTEST_APPLESS_MAIN(TerminalAtRisk)
#include "terminal_at_risk_test.moc"
