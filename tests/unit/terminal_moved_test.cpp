// links: app_core shared_domain unit_terminal_world
#include "app/core/replica_changes.h"
#include "tests/unit/terminal_world.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::core;
using namespace foyer::tests;

namespace {

/// Seat 3 sold, printed and accepted.
struct Counter : Rig {
    BookingId booking;
    TicketId ticket;

    Counter() {
        open();
        standing({SeatNo{3}, SeatNo{4}, SeatNo{8}});
        booking = sellAndPrint(SeatNo{3});
        drain();
        ticket = saleView(booking).tickets.at(0);
    }

    protocol::Reseating to(SeatNo seat, const std::string& name) const {
        return {ticket,    booking,
                kShowtime, {3},
                seat,      "A4",
                name,      "Your seat A4 is not in the new seating plan; you sit in " + name + ".",
                kStart};
    }
    protocol::Revocation revoked(SeatNo seat, protocol::RevocationReason reason) const {
        return {{uuidOf(74, static_cast<std::uint8_t>(seat.value))},
                ticket,
                kShowtime,
                seat,
                reason,
                kStart};
    }
    protocol::Task task() const {
        protocol::Task row;
        row.id = {uuidOf(21, 1)};
        row.kind = protocol::TaskKind::Reseated;
        row.subject = booking.toString();
        row.text = "Print the new ticket.";
        row.owner = kTerminal;
        row.booking = booking;
        row.showtime = kShowtime;
        row.tickets = {ticket};
        row.actions = {protocol::TaskAction::PrintTicket, protocol::TaskAction::CallCustomer};
        row.openedAt = kStart;
        return row;
    }
    /// The feed brings these; what the disk is asked to do with them.
    ApplyChanges hear(std::vector<protocol::ChangeBody> bodies, bool snapshot = false) {
        pass(Changes::kPollEvery);
        auto answer = std::make_shared<protocol::ChangesAnswer>();
        commit.value += 1;
        answer->stamp = {kDatabase, commit};
        answer->cursor = commit;
        if (snapshot)
            *answer = smallWorld();
        for (auto& body : bodies)
            answer->changes.push_back({commit, std::move(body)});
        tell(ChangesAnswered{take<SendChanges>()->request, answer});
        const auto work = take<ApplyChanges>();
        tell(Stored{work->op, {}});
        return *work;
    }
};

} // namespace

/// A showtime gets another seating plan long after its tickets were sold.
class TerminalMoved : public QObject {
    Q_OBJECT

private slots:
    void theCounterHearsWhereItsTicketIsGoodNow() {
        Counter rig;
        const auto work = rig.hear({rig.to({8}, "A9")});
        QCOMPARE(work.moves, (std::vector<protocol::SeatMove>{{rig.ticket, {3}, {8}}}));
        QCOMPARE(work.rights.at(0).state, RightState::Returned);
        QCOMPARE(work.unprinted, std::vector<BookingId>{rig.booking});
        const auto view = rig.saleView(rig.booking);
        QCOMPARE(view.seats, std::vector<std::string>{"A9"});
        QVERIFY(view.newTicketsDue);
        QVERIFY(view.reason.find("you sit in A9") != std::string::npos);
        QCOMPARE(rig.terminal.view().seatMap->letters.at(8), 's');
        QVERIFY(rig.terminal.view().seatMap->letters.at(3) != 's');
    }

    void theTaskShowsTheFactsAndPrintsTheNewSeat() {
        Counter rig;
        rig.hear({rig.to({8}, "A9"), rig.revoked({3}, protocol::RevocationReason::Reseated),
                  rig.task()});
        const auto tasks = rig.terminal.view().tasks->tasks;
        QCOMPARE(tasks.size(), std::size_t{1});
        QCOMPARE(tasks[0].moves, (std::vector<TaskView::Move>{{"A4", "A9"}}));
        rig.tell(PrintTask{tasks[0].id});
        const auto print = rig.take<PrintTickets>();
        QVERIFY(print && !print->copy);
        QCOMPARE(print->tickets.size(), std::size_t{1});
        QCOMPARE(print->tickets[0].proof.seat, SeatNo{8});
        QCOMPARE(print->tickets[0].seat, std::string("9"));
        QVERIFY(print->tickets[0].proof.allotment.isNull());
        rig.tell(TicketsPrinted{print->print});
        bool isDone = false;
        for (const auto& payload : rig.disk())
            if (const auto* done = std::get_if<protocol::TaskDone>(&payload))
                isDone = done->action == protocol::TaskAction::PrintTicket;
        QVERIFY(isDone);
        QVERIFY(rig.terminal.view().tasks->tasks.empty());
        QVERIFY(!rig.saleView(rig.booking).newTicketsDue);
        rig.tell(Reprint{rig.booking});
        QVERIFY(rig.take<PrintTickets>()->copy);
    }

    void theSecondMoveNeedsAnotherTicket() {
        Counter rig;
        rig.hear({rig.to({8}, "A9")});
        rig.tell(Reprint{rig.booking});
        rig.tell(TicketsPrinted{rig.take<PrintTickets>()->print});
        rig.disk();
        QVERIFY(!rig.saleView(rig.booking).newTicketsDue);
        QVERIFY(rig.hear({rig.to({8}, "A9")}).unprinted.empty()); // told again
        rig.hear({rig.to({9}, "A10")});
        QVERIFY(rig.saleView(rig.booking).newTicketsDue);
        rig.tell(Reprint{rig.booking});
        const auto print = rig.take<PrintTickets>();
        QVERIFY(!print->copy);
        QCOMPARE(print->tickets[0].proof.seat, SeatNo{9});
    }

    void aSeatThatOnlyGotAnotherNameNeedsOneToo() {
        Counter rig;
        const auto work = rig.hear({rig.to({3}, "B4")});
        QVERIFY(work.moves.empty());
        QVERIFY(rig.saleView(rig.booking).newTicketsDue);
    }

    void aServerThatWentBackKnowsOfNoMove() {
        Counter rig;
        rig.hear({rig.to({8}, "A9")});
        const auto work = rig.hear({}, true);
        QCOMPARE(work.moves, (std::vector<protocol::SeatMove>{{rig.ticket, {8}, {3}}}));
        QCOMPARE(rig.saleView(rig.booking).seats, std::vector<std::string>{"A4"});
    }

    void aTicketThatGotNoSeatIsNotPrintedAnyMore() {
        Counter rig;
        const auto work = rig.hear({rig.revoked({3}, protocol::RevocationReason::Refunded)});
        QCOMPARE(work.gone, std::vector<TicketId>{rig.ticket});
        rig.tell(Reprint{rig.booking});
        QVERIFY(!rig.wants<PrintTickets>());
    }

    void aSeatPaidBackElsewhereIsNotOursOnceItsLeaseIsOver() {
        Counter rig;
        const auto paidBack = rig.revoked({3}, protocol::RevocationReason::Refunded);
        QVERIFY(rig.hear({paidBack}).rights.empty());
        auto allotment =
            allotmentOf(1, {SeatNo{3}, SeatNo{4}, SeatNo{8}}, protocol::AllotmentKind::Standing);
        allotment.state = protocol::AllotmentState::Lost;
        rig.hear({protocol::ChangeBody{protocol::AllotmentChanged{allotment}}});
        const auto work = rig.hear({paidBack}, true);
        QCOMPARE(work.rights.size(), std::size_t{1});
        QCOMPARE(work.rights[0].seat, SeatNo{3});
        QVERIFY(work.rights[0].state == RightState::Returned);
    }

    void aVoidOfOurOwnKeepsItsRight() {
        Counter rig;
        rig.tell(VoidSale{rig.booking, "wrong film"});
        rig.disk();
        QCOMPARE(rig.terminal.view().seatMap->letters.at(3), kMineLetter);
        const auto work = rig.hear({rig.revoked({3}, protocol::RevocationReason::Voided)});
        QVERIFY(work.rights.empty());
        QCOMPARE(rig.terminal.view().seatMap->letters.at(3), kMineLetter);
    }

    void aRestartKnowsIt() {
        Counter before;
        before.hear({before.to({8}, "A9")});
        Restored restored;
        protocol::ChangesAnswer all = smallWorld();
        all.changes.push_back({{12}, before.to({8}, "A9")});
        applyTo(restored.replica, all);
        OwnSale sale;
        sale.booking = before.booking;
        sale.phase = SalePhase::Sold;
        sale.printed = true;
        sale.movedPrinted = true;
        sale.saleSeq = {2};
        sale.intent.booking = before.booking;
        sale.intent.at = kStart;
        sale.intent.showtime = kShowtime;
        sale.intent.lines = {{before.ticket, {3}, "adult", {1'200, {}}, {0, {}}}};
        sale.intent.total = {1'200, {}};
        sale.rights = {{}};
        sale.tenders = {{domain::TenderKind::Cash, {1'200, {}}, {1'200, {}}, {0, {}}, {}}};
        restored.sales = {sale};
        restored.lastSeq = {2};
        Rig rig;
        rig.start(std::move(restored));
        QCOMPARE(rig.saleView(before.booking).seats, std::vector<std::string>{"A9"});
        QVERIFY(!rig.saleView(before.booking).newTicketsDue); // its new ticket is out
    }
};

QTEST_APPLESS_MAIN(TerminalMoved)
#include "terminal_moved_test.moc"
