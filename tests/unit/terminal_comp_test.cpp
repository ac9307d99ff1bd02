// links: app_core shared_wire unit_plans unit_terminal_world
#include "shared/wire/entry_json.h"
#include "tests/unit/discounts.h"
#include "tests/unit/terminal_world.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::core;
using namespace foyer::tests;

namespace {

void openWithSupervisor(Rig& rig) {
    rig.open();
    rig.standing({SeatNo{3}, SeatNo{4}});
    domain::Operator boss;
    boss.id = kSupervisor;
    boss.name = "Dana";
    boss.role = domain::Role::Supervisor;
    boss.pinHash = "hash";
    boss.active = true;
    rig.feed({boss});
    rig.tell(ToggleSeat{SeatNo{3}});
}

const SaleView& sale(Rig& rig) {
    static View view;
    view = rig.terminal.view();
    return *view.sale;
}

/// A supervisor enters the PIN.
void answer(Rig& rig, bool right, const std::string& reason = "the projector failed") {
    rig.tell(GiveComp{reason, kSupervisor, "1234"});
    const auto verify = rig.take<VerifyPin>();
    CHECK(verify.has_value());
    rig.tell(PinVerified{verify->request, right});
}

} // namespace

/// Tickets for nothing.
class TerminalComp : public QObject {
    Q_OBJECT

private slots:
    void aSupervisorsPinMakesTheBasketFreeAndTheJournalSaysWhy() {
        Rig rig;
        openWithSupervisor(rig);
        QVERIFY(sale(rig).mayComp && sale(rig).compNeedsPin);
        answer(rig, false);
        QCOMPARE(rig.notice(), NoticeCode::WrongPin);
        QCOMPARE(sale(rig).total.minor, 1'200);
        answer(rig, true);
        QCOMPARE(sale(rig).total.minor, 0);
        QCOMPARE(sale(rig).discounts.at(0).key, std::string(domain::kCompKey));
        QCOMPARE(sale(rig).discounts.at(0).amount.minor, 1'200);
        rig.tell(PayCash{});
        const auto intent = std::get<protocol::Intent>(rig.disk().at(0));
        QVERIFY(intent.comp == (protocol::Comp{"the projector failed", kSupervisor}));
        rig.tell(ConfirmCash{{0, {}}});
        const auto written = rig.disk();
        const auto& sold = std::get<protocol::Sale>(written.at(0));
        QVERIFY(sold.comp == intent.comp);
        QVERIFY(sold.lines[0].price.isZero());
        QVERIFY(sold.lines[0].reductions ==
                (std::vector{domain::Reduction{domain::kCompKey, {1'200, {}}}}));
        QCOMPARE(protocol::schemaOf(sold), 2);
        const auto back = wire::decodePayload(protocol::typeOf(sold), wire::encodePayload(sold));
        QVERIFY(back.ok() && std::get<protocol::Sale>(*back).comp == sold.comp);
        QCOMPARE(sale(rig).discounts.size(), std::size_t{1});
        rig.tell(TicketsPrinted{rig.take<PrintTickets>()->print});
        rig.disk();
        rig.tell(NextSale{});
        rig.tell(ToggleSeat{SeatNo{4}});
        QCOMPARE(sale(rig).total.minor, 1'200); // the next customer pays
    }
    void anotherSeatIsNotFree() {
        Rig rig;
        openWithSupervisor(rig);
        answer(rig, true);
        rig.tell(ToggleSeat{SeatNo{4}});
        QCOMPARE(sale(rig).total.minor, 2'400);
        answer(rig, true);
        QCOMPARE(sale(rig).total.minor, 0);
        rig.tell(DropCode{domain::kCompKey});
        QCOMPARE(sale(rig).total.minor, 2'400);
    }
    void aCashierNeedsOneUnlessThePolicySaysNot() {
        Rig rig;
        openWithSupervisor(rig);
        rig.tell(GiveComp{"a friend", {}, {}});
        QCOMPARE(rig.notice(), NoticeCode::NotASupervisor);
        QCOMPARE(sale(rig).total.minor, 1'200);
        protocol::Policy policy;
        policy.compsNeedSupervisor = false;
        rig.feed({policy});
        QVERIFY(!sale(rig).compNeedsPin);
        rig.tell(GiveComp{"", {}, {}});
        QCOMPARE(sale(rig).total.minor, 1'200); // not without a reason
        rig.tell(GiveComp{"a friend", {}, {}});
        QCOMPARE(sale(rig).total.minor, 0);
        rig.tell(PayCash{});
        QVERIFY(std::get<protocol::Intent>(rig.disk().at(0)).comp ==
                (protocol::Comp{"a friend", {}}));
    }
};

QTEST_APPLESS_MAIN(TerminalComp)
#include "terminal_comp_test.moc"
