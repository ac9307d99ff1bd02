// links: app_core shared_wire unit_plans unit_terminal_world
#include "shared/domain/cash.h"
#include "shared/wire/entry_json.h"
#include "tests/unit/discounts.h"
#include "tests/unit/terminal_world.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::core;
using namespace foyer::tests;

namespace {

/// Everybody pays 10.03; the house has no coins below five cents.
void openCoins(Rig& rig, bool toFive = true) {
    rig.open();
    rig.standing({SeatNo{3}, SeatNo{4}});
    protocol::Policy policy;
    policy.euroCashToFive = toFive;
    auto prices = smallPrices();
    prices.id = {uuidOf(7, 2)};
    auto fixed = percent("fixed", 1'003);
    fixed.kind = domain::DiscountKind::FixedPrice;
    prices.discounts = {fixed};
    auto show = showtimeAt(kShowtime, kStart + std::chrono::hours{1});
    show.priceList = prices.id;
    rig.feed({policy, prices, show});
}

protocol::Sale sell(Rig& rig, std::int64_t received) {
    rig.tell(ConfirmCash{{received, {}}});
    const auto written = rig.disk();
    CHECK(written.size() == 1);
    return std::get<protocol::Sale>(written[0]);
}

protocol::Refund refund(Rig& rig, BookingId booking, TicketId ticket) {
    rig.tell(RefundSale{booking, {ticket}, "ill", {}, {}});
    const auto written = rig.disk();
    CHECK(!written.empty());
    return std::get<protocol::Refund>(written[0]);
}

} // namespace

class TerminalCash : public QObject {
    Q_OBJECT

private slots:
    void whatIsDueIsRoundedAndTheTicketsAreNot() {
        Rig rig;
        openCoins(rig);
        rig.tell(ToggleSeat{SeatNo{3}});
        rig.tell(ToggleSeat{SeatNo{4}});
        QCOMPARE(rig.terminal.view().sale->total.minor, 2'006);
        QCOMPARE(rig.terminal.view().sale->due().minor, 2'005);
        rig.tell(PayCash{});
        QCOMPARE(std::get<protocol::Intent>(rig.disk().at(0)).total.minor, 2'006);
        QCOMPARE(rig.terminal.view().sale->due().minor, 2'005);
        rig.tell(ConfirmCash{{2'004, {}}});
        QCOMPARE(rig.notice(), NoticeCode::NotEnoughMoney);
        const auto sale = sell(rig, 2'100);
        const domain::Tender& tender = sale.tenders.at(0);
        QCOMPARE(tender.amount.minor, 2'006);
        QCOMPARE(tender.rounded, -1);
        QCOMPARE(tender.change.minor, 95);
        QVERIFY(domain::isPaidInCash(tender));
        QCOMPARE(rig.terminal.view().sale->change.minor, 95);
        QCOMPARE(rig.terminal.view().sale->due().minor, 2'005);
        const auto back = wire::decodePayload(protocol::typeOf(sale), wire::encodePayload(sale));
        QVERIFY(back.ok() && std::get<protocol::Sale>(*back).tenders == sale.tenders);
    }

    void ticketsThatGoBackOneByOneGiveBackWhatWasPaid() {
        Rig rig;
        openCoins(rig);
        rig.tell(ToggleSeat{SeatNo{3}});
        rig.tell(ToggleSeat{SeatNo{4}});
        rig.tell(PayCash{});
        rig.disk();
        const auto sale = sell(rig, 2'005);
        rig.tell(TicketsPrinted{rig.take<PrintTickets>()->print});
        rig.disk();
        rig.tell(NextSale{});
        const auto first = refund(rig, sale.booking, sale.lines[0].ticket);
        QCOMPARE(first.tender.amount.minor, 1'003);
        QCOMPARE(domain::handedOver(first.tender).minor, 1'000);
        const auto second = refund(rig, sale.booking, sale.lines[1].ticket);
        QCOMPARE(second.tender.amount.minor, 1'003);
        QCOMPARE(domain::handedOver(second.tender).minor, 1'005);
    }

    void aHouseThatHasCentsGivesThemBack() {
        Rig rig;
        openCoins(rig, false);
        rig.tell(ToggleSeat{SeatNo{3}});
        QCOMPARE(rig.terminal.view().sale->due().minor, 1'003);
        rig.tell(PayCash{});
        rig.disk();
        const auto sale = sell(rig, 1'003);
        QCOMPARE(sale.tenders.at(0).rounded, 0);
        QCOMPARE(protocol::schemaOf(sale), 2); // for its discount alone
        rig.tell(TicketsPrinted{rig.take<PrintTickets>()->print});
        rig.disk();
        rig.tell(NextSale{});
        protocol::Policy policy;
        policy.euroCashToFive = true;
        rig.feed({policy});
        const auto back = refund(rig, sale.booking, sale.lines[0].ticket);
        QCOMPARE(domain::handedOver(back.tender).minor, 1'003); // it was paid to the cent
    }
};

QTEST_APPLESS_MAIN(TerminalCash)
#include "terminal_cash_test.moc"
