// links: app_core shared_wire unit_plans unit_terminal_world
#include "app/core/changes.h"
#include "shared/wire/entry_json.h"
#include "tests/unit/discounts.h"
#include "tests/unit/terminal_world.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::core;
using namespace foyer::tests;

namespace {

/// What the server would make of an entry.
bool isReadable(const protocol::Payload& entry) {
    return wire::decodePayload(protocol::typeOf(entry), wire::encodePayload(entry)).ok();
}

/// The feed brings these, and they are on disk.
void feed(Rig& rig, std::vector<protocol::ChangeBody> bodies) {
    rig.pass(Changes::kPollEvery);
    auto answer = std::make_shared<protocol::ChangesAnswer>();
    answer->stamp = {kDatabase, {12}};
    answer->cursor = {12};
    for (auto& body : bodies)
        answer->changes.push_back({{12}, std::move(body)});
    rig.tell(ChangesAnswered{rig.take<SendChanges>()->request, answer});
    rig.disk();
}

} // namespace

class TerminalSale : public QObject {
    Q_OBJECT
    /// The showtime gets a price list with a discount for who knows its code.
    static void feedClub(Rig& rig) {
        auto prices = smallPrices();
        prices.id = {uuidOf(7, 2)};
        prices.discounts = {byCode("club", 2'500)};
        auto show = showtimeAt(kShowtime, kStart + std::chrono::hours{1});
        show.priceList = prices.id;
        rig.feed({prices, show});
    }

private slots:
    void moneyWaitsForTheIntentAndPaperForTheSale() {
        Rig rig;
        rig.open();
        rig.standing({SeatNo{3}, SeatNo{4}});
        rig.tell(ToggleSeat{SeatNo{3}});
        QCOMPARE(rig.state(), SaleState::Ready);
        rig.tell(PayCash{});
        QCOMPARE(rig.state(), SaleState::IntentPending);
        const auto first = rig.disk();
        QCOMPARE(first.size(), 1u);
        QVERIFY(std::holds_alternative<protocol::Intent>(first[0]));
        QCOMPARE(rig.state(), SaleState::Paying);
        rig.tell(ConfirmCash{{2'000, {}}});
        QCOMPARE(rig.state(), SaleState::SalePending);
        QVERIFY(!rig.wants<PrintTickets>());
        const auto second = rig.disk();
        QVERIFY(std::holds_alternative<protocol::Sale>(second.at(0)));
        QCOMPARE(rig.state(), SaleState::Printing);
        const auto print = rig.take<PrintTickets>();
        QVERIFY(print && !print->copy);
        QCOMPARE(print->tickets.at(0).proof.seq.value, 2);
        QCOMPARE(print->tickets.at(0).proof.epoch.value, 1);
        QVERIFY(rig.take<OpenDrawer>().has_value());
        rig.tell(TicketsPrinted{print->print});
        const auto third = rig.disk();
        QVERIFY(std::holds_alternative<protocol::Printed>(third.at(0)));
        QCOMPARE(rig.state(), SaleState::Done);
    }

    void aDoubleTapOnPayIsOneSale() {
        Rig rig;
        rig.open();
        rig.standing({SeatNo{3}});
        rig.tell(ToggleSeat{SeatNo{3}});
        rig.tell(PayCash{});
        rig.tell(PayCash{});
        QCOMPARE(rig.disk().size(), 1u);
        rig.tell(PayCash{});
        QCOMPARE(rig.disk().size(), 0u);
        rig.tell(ConfirmCash{{1'200, {}}});
        rig.tell(ConfirmCash{{1'200, {}}});
        QCOMPARE(rig.disk().size(), 1u);
    }

    void changeIsWhatWasReceivedBeyondTheTotal() {
        Rig rig;
        rig.open();
        rig.standing({SeatNo{3}, SeatNo{4}});
        rig.tell(ToggleSeat{SeatNo{3}});
        rig.tell(ToggleSeat{SeatNo{4}});
        rig.tell(SetTicketType{SeatNo{4}, "child"});
        QCOMPARE(rig.terminal.view().sale->total.minor, 2'000);
        rig.tell(PayCash{});
        rig.disk();
        rig.tell(ConfirmCash{{1'999, {}}});
        QCOMPARE(rig.notice(), NoticeCode::NotEnoughMoney);
        QCOMPARE(rig.state(), SaleState::Paying);
        rig.tell(ConfirmCash{{5'000, {}}});
        const auto written = rig.disk();
        const auto& sale = std::get<protocol::Sale>(written.at(0));
        QCOMPARE(sale.tenders.at(0).change.minor, 3'000);
        QCOMPARE(sale.lines.at(1).ticketType, std::string("child"));
        QCOMPARE(rig.terminal.view().sale->change.minor, 3'000);
    }

    void theBasketsDiscountsAreInTheIntentAndTheSale() {
        Rig rig;
        rig.open();
        rig.standing({SeatNo{3}, SeatNo{4}, SeatNo{5}});
        auto prices = smallPrices();
        prices.id = {uuidOf(7, 2)};
        prices.discounts = {percent("three", 2'500, 3)};
        auto show = showtimeAt(kShowtime, kStart + std::chrono::hours{1});
        show.priceList = prices.id;
        rig.feed({prices, show});
        rig.tell(ToggleSeat{SeatNo{3}});
        rig.tell(ToggleSeat{SeatNo{4}});
        QCOMPARE(rig.terminal.view().sale->total.minor, 2'400);
        rig.tell(ToggleSeat{SeatNo{5}});
        rig.tell(SetTicketType{SeatNo{5}, "child"});
        QCOMPARE(rig.terminal.view().sale->total.minor, 900 + 900 + 600);
        QCOMPARE(rig.terminal.view().sale->lines[0].listed.minor, 1'200);
        rig.tell(PayCash{});
        const auto intent = std::get<protocol::Intent>(rig.disk().at(0));
        QCOMPARE(intent.total.minor, 2'400);
        QVERIFY(intent.lines[0].reductions == (std::vector{domain::Reduction{"three", {300, {}}}}));
        QCOMPARE(intent.lines[0].tax, taxIncluded(intent.lines[0].price, prices.taxBasisPoints));
        rig.tell(ConfirmCash{{2'400, {}}});
        const auto sale = rig.disk().at(0);
        QVERIFY(std::get<protocol::Sale>(sale).lines == intent.lines);
        QVERIFY(isReadable(intent) && isReadable(sale));
    }

    void aCodeCountsUntilItIsTakenAwaySoldOrGone() {
        Rig rig;
        rig.open();
        rig.standing({SeatNo{3}, SeatNo{4}});
        feedClub(rig);
        QVERIFY(rig.terminal.view().sale->takesCodes);
        rig.tell(ToggleSeat{SeatNo{3}});
        rig.tell(EnterCode{"klub"});
        QCOMPARE(rig.notice(), NoticeCode::CodeUnknown);
        QCOMPARE(rig.terminal.view().sale->total.minor, 1'200);
        rig.tell(EnterCode{"CL-UB"});
        rig.tell(EnterCode{"club"}); // twice is once
        QCOMPARE(rig.terminal.view().sale->total.minor, 900);
        QVERIFY(rig.terminal.view().sale->discounts ==
                (std::vector{BasketDiscount{"club", "club", {300, {}}, true}}));
        rig.tell(DropCode{"club"});
        QCOMPARE(rig.terminal.view().sale->total.minor, 1'200);
        QVERIFY(rig.terminal.view().sale->discounts.empty());
        rig.tell(EnterCode{"club"});
        rig.tell(PayCash{});
        QCOMPARE(std::get<protocol::Intent>(rig.disk().at(0)).total.minor, 900);
        rig.tell(DropCode{"club"}); // too late
        QCOMPARE(rig.terminal.view().sale->discounts.at(0).amount.minor, 300);
        QCOMPARE(rig.terminal.view().sale->lines[0].listed.minor, 1'200);
        rig.tell(ConfirmCash{{900, {}}});
        rig.disk();
        rig.tell(NextSale{});
        rig.tell(ToggleSeat{SeatNo{4}}); // another customer
        QCOMPARE(rig.terminal.view().sale->total.minor, 1'200);
    }

    void aCodeThatTheNextPriceListDoesNotHaveIsToldOf() {
        Rig rig;
        rig.open();
        rig.standing({SeatNo{3}});
        feedClub(rig);
        rig.tell(ToggleSeat{SeatNo{3}});
        rig.tell(EnterCode{"club"});
        QCOMPARE(rig.terminal.view().sale->total.minor, 900);
        rig.feed({showtimeAt(kShowtime, kStart + std::chrono::hours{1})});
        QCOMPARE(rig.terminal.view().sale->total.minor, 1'200);
        QCOMPARE(rig.notice(), NoticeCode::CodeUnknown);
        QVERIFY(!rig.terminal.view().sale->takesCodes);
    }

    void aCancelledPaymentGivesTheSeatsBackToTheBasket() {
        Rig rig;
        rig.open();
        rig.standing({SeatNo{3}});
        rig.tell(ToggleSeat{SeatNo{3}});
        rig.tell(PayCash{});
        rig.disk();
        rig.tell(CancelPayment{});
        QVERIFY(std::holds_alternative<protocol::Abandon>(rig.disk().at(0)));
        QCOMPARE(rig.state(), SaleState::Ready);
    }

    void aSoldSeatIsNotForSaleAgain() {
        Rig rig;
        rig.open();
        rig.standing({SeatNo{3}});
        rig.sell(SeatNo{3});
        rig.tell(NextSale{});
        QCOMPARE(rig.terminal.view().seatMap->letters.at(3), 's');
        rig.tell(ToggleSeat{SeatNo{3}});
        QCOMPARE(rig.state(), SaleState::Choosing);
        // The server repeats the allotment as it was before it knew of the sale.
        rig.pass(Standing::kRenewEvery);
        rig.standing({SeatNo{3}});
        rig.tell(ToggleSeat{SeatNo{3}});
        QCOMPARE(rig.state(), SaleState::Choosing);
    }

    void aFailedPrinterLeavesTheSaleAndItsPaperOwed() {
        Rig rig;
        rig.open();
        rig.standing({SeatNo{3}});
        rig.sell(SeatNo{3});
        rig.tell(PrintFailed{rig.take<PrintTickets>()->print, PrinterTrouble::PaperOut});
        QCOMPARE(rig.state(), SaleState::PrintFailed);
        const BookingId booking = rig.terminal.view().sale->booking;
        rig.tell(NextSale{});
        QCOMPARE(rig.terminal.view().questions->questions.size(), 1u);
        QCOMPARE(rig.terminal.view().questions->questions[0].kind, Question::Kind::PaperOwed);
        rig.tell(Reprint{booking});
        rig.tell(Reprint{booking});
        const auto print = rig.take<PrintTickets>();
        QVERIFY(print && print->copy);
        QVERIFY(!rig.wants<PrintTickets>());
        rig.tell(TicketsPrinted{print->print});
        QVERIFY(std::get<protocol::Printed>(rig.disk().at(0)).copy);
        QVERIFY(rig.terminal.view().questions->questions.empty());
    }

    void aVoidedSaleFreesTheSeatAndOpensTheDrawer() {
        Rig rig;
        rig.open();
        rig.standing({SeatNo{3}});
        rig.sell(SeatNo{3});
        rig.take<OpenDrawer>();
        const BookingId booking = rig.terminal.view().sale->booking;
        rig.tell(TicketsPrinted{rig.take<PrintTickets>()->print});
        rig.disk();
        rig.tell(VoidSale{booking, "wrong film"});
        QVERIFY(!rig.wants<OpenDrawer>()); // not before it is on disk
        rig.tell(VoidSale{booking, "wrong film"});
        const auto written = rig.disk();
        QCOMPARE(written.size(), 1u);
        QVERIFY(std::holds_alternative<protocol::Void>(written[0]));
        QVERIFY(rig.take<OpenDrawer>().has_value());
        rig.tell(ToggleSeat{SeatNo{3}});
        QCOMPARE(rig.state(), SaleState::Ready);
    }

    void aDeadDiskStopsSellingAndIsNotTriedAgain() {
        Rig rig;
        rig.open();
        rig.standing({SeatNo{3}});
        rig.tell(ToggleSeat{SeatNo{3}});
        rig.tell(PayCash{});
        rig.tell(PersistFailed{rig.take<Persist>()->op, StorageTrouble::Io, "fsync"});
        QCOMPARE(rig.terminal.view().status->stop, SellingStop::StorageFailed);
        rig.tell(PayCash{});
        rig.tell(CancelPayment{});
        rig.tell(ConfirmCash{{9'000, {}}});
        rig.pass(Milliseconds{600'000});
        QVERIFY(!rig.wants<Persist>() && !rig.wants<ApplyChanges>());
        QVERIFY(!rig.wants<PrintTickets>());
    }

    void thatTheDiskHasFailedIsNotTalkedOver() {
        Rig rig;
        rig.open();
        rig.tell(ToggleSeat{SeatNo{3}});
        const auto ask = rig.take<SendAsk>();
        QVERIFY(ask.has_value());
        rig.tell(PersistFailed{StoreOp{1}, StorageTrouble::Io, "fsync"});
        rig.tell(RequestFailed{ask->request, RequestFailure::Unreachable, {}});
        QCOMPARE(rig.terminal.view().notice->notice->code, NoticeCode::StorageFailed);
        rig.tell(DismissNotice{});
        QVERIFY(!rig.terminal.view().notice->notice);
    }

    void aSofaIsSoldWhole() {
        Rig rig;
        rig.open();
        rig.standing({SeatNo{10}, SeatNo{11}});
        rig.tell(ToggleSeat{SeatNo{11}});
        QCOMPARE(rig.terminal.view().sale->lines.size(), 2u);
        rig.tell(ToggleSeat{SeatNo{10}});
        QCOMPARE(rig.terminal.view().sale->lines.size(), 0u);
    }

    void nobodyLoggedInSellsNothing() {
        Rig rig;
        rig.open();
        rig.standing({SeatNo{3}});
        rig.tell(Logout{});
        rig.tell(OpenShowtime{kShowtime});
        rig.tell(ToggleSeat{SeatNo{3}});
        rig.tell(PayCash{});
        QCOMPARE(rig.disk().size(), 0u);
    }

    /// An entry the server cannot read would leave its money and its seat without an owner.
    void aReasonIsCutToWhatAnEntryHolds() {
        for (const std::size_t lead : {0, 1}) {
            Rig rig;
            rig.open();
            rig.standing({SeatNo{3}});
            rig.sell(SeatNo{3});
            rig.tell(TicketsPrinted{rig.take<PrintTickets>()->print});
            rig.disk();
            std::string reason(lead, 'x');
            for (int i = 0; i < 400; ++i)
                reason += "\u00e4"; // two bytes: one of both runs has it across the limit
            rig.tell(VoidSale{rig.terminal.view().sale->booking, reason});
            const auto written = rig.disk();
            const auto& undone = std::get<protocol::Void>(written.at(0));
            QCOMPARE(undone.reason, reason.substr(0, protocol::kLongestReason - lead));
            QVERIFY(isReadable(written[0]));
        }
    }

    void cashBeyondAllMeasureIsStillReadable() {
        Rig rig;
        rig.open();
        rig.standing({SeatNo{3}});
        rig.tell(ToggleSeat{SeatNo{3}});
        rig.tell(PayCash{});
        rig.disk();
        rig.tell(ConfirmCash{{INT64_MAX, {}}});
        const auto written = rig.disk();
        const auto& sale = std::get<protocol::Sale>(written.at(0));
        QCOMPARE(sale.tenders[0].received.minor, protocol::kLargestAmount);
        QCOMPARE(sale.tenders[0].change.minor, protocol::kLargestAmount - 1'200);
        QVERIFY(isReadable(written[0]));
    }

    void theLargestBasketWritesEntriesTheServerReads() {
        Rig rig;
        rig.open();
        auto list = smallPrices();
        list.ticketTypes = {{std::string(protocol::kLongestTicketType, 't'), "Long", false}};
        for (auto& row : list.rows) {
            row.ticketType = list.ticketTypes[0].key;
            row.price.minor = protocol::kLargestAmount / 20;
        }
        feed(rig, {list});
        std::vector<SeatNo> all;
        for (std::uint16_t i = 0; i < 20; ++i)
            all.push_back({i});
        rig.standing(all);
        for (const SeatNo seat : all)
            if (seat != SeatNo{11}) // the other half of the sofa comes with it
                rig.tell(ToggleSeat{seat});
        rig.tell(PayCash{});
        const auto intent = rig.disk();
        QCOMPARE(std::get<protocol::Intent>(intent.at(0)).lines.size(), 20u);
        QVERIFY(isReadable(intent[0]));
        rig.tell(ConfirmCash{{protocol::kLargestAmount, {}}});
        QVERIFY(isReadable(rig.disk().at(0)));
    }

    void aTotalNoEntryCanHoldIsNotSold() {
        Rig rig;
        rig.open();
        auto list = smallPrices();
        for (auto& row : list.rows)
            row.price.minor = protocol::kLargestAmount;
        feed(rig, {list});
        rig.standing({SeatNo{3}, SeatNo{4}});
        rig.tell(ToggleSeat{SeatNo{3}});
        rig.tell(ToggleSeat{SeatNo{4}});
        rig.tell(PayCash{});
        QVERIFY(!rig.wants<Persist>());
        QCOMPARE(rig.notice(), NoticeCode::SeatHasNoPrice);
    }

    void aPriceListThatChangesDuringPaymentIsFollowedAfterwards() {
        Rig rig;
        rig.open();
        rig.standing({SeatNo{3}, SeatNo{4}});
        rig.tell(ToggleSeat{SeatNo{3}});
        rig.tell(PayCash{});
        rig.disk();
        auto list = smallPrices();
        list.id = {uuidOf(7, 2)};
        list.ticketTypes = {{"normal", "Normal", false}};
        for (auto& row : list.rows)
            row.ticketType = "normal";
        auto show = showtimeAt(kShowtime, kStart + std::chrono::hours{1});
        show.priceList = list.id;
        feed(rig, {list, show});
        QCOMPARE(rig.terminal.view().sale->lines.at(0).ticketType, "adult"); // as agreed
        rig.tell(CancelPayment{});
        rig.disk();
        QCOMPARE(rig.state(), SaleState::Ready);
        QCOMPARE(rig.terminal.view().sale->lines.at(0).ticketType, "normal");
    }

    void whoeverTheCinemaLetGoIsLoggedOutAfterThePayment() {
        Rig rig;
        rig.open();
        rig.standing({SeatNo{3}, SeatNo{4}});
        rig.tell(ToggleSeat{SeatNo{3}});
        rig.tell(PayCash{});
        rig.disk();
        feed(rig,
             {domain::Operator{kOperator, "Ada", domain::Role::Cashier, "$argon2id$x", false}});
        QVERIFY(rig.terminal.view().login->loggedIn);
        rig.tell(ConfirmCash{{1'200, {}}});
        QCOMPARE(rig.disk().size(), 1u);
        QVERIFY(rig.wants<PrintTickets>());
        QVERIFY(!rig.terminal.view().login->loggedIn);
        QCOMPARE(rig.notice(), NoticeCode::OperatorUnknown);
        rig.tell(ToggleSeat{SeatNo{4}});
        rig.tell(PayCash{});
        QVERIFY(!rig.wants<Persist>());
    }
};

QTEST_APPLESS_MAIN(TerminalSale)
#include "terminal_sale_test.moc"
