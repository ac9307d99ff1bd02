// links: app_core
#include "tests/unit/terminal_world.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::core;
using namespace foyer::tests;

class TerminalSale : public QObject {
    Q_OBJECT
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
};

QTEST_APPLESS_MAIN(TerminalSale)
#include "terminal_sale_test.moc"
