// links: app_core unit_terminal_world
#include "tests/unit/terminal_world.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::core;
using namespace foyer::tests;

namespace {

const domain::Operator kBoss{kSupervisor, "Grace", domain::Role::Supervisor, "$argon2id$y", true};

/// Entry 2 is the Sale of the first booking: its ticket moves from seat 3 to seat 8.
protocol::Verdict reseated(TicketId ticket) {
    return {{2},
            protocol::Rule::R6,
            protocol::Outcome::Reseated,
            "A4 was sold before; your seat is A9.",
            {{ticket, SeatNo{3}, SeatNo{8}}}};
}

protocol::Verdict owed() {
    return {{2}, protocol::Rule::R7, protocol::Outcome::RefundDue, "No such seat is left.", {}};
}

/// Seat 3 sold and printed; everything waits for its verdict.
BookingId soldAtSeat3(Rig& rig) {
    rig.open();
    rig.standing({SeatNo{3}, SeatNo{4}, SeatNo{8}});
    return rig.sellAndPrint(SeatNo{3});
}

/// The Intent travels alone, what was written meanwhile together.
void judgeSale(Rig& rig, const protocol::Verdict& verdict) {
    rig.judge();
    rig.disk();
    rig.judge({verdict});
}

protocol::Task task(BookingId booking, protocol::TaskKind kind,
                    std::vector<protocol::TaskAction> actions, TerminalId owner = kTerminal) {
    protocol::Task row;
    row.id = {uuidOf(21, 1)};
    row.kind = kind;
    row.subject = "x";
    row.text = "What to do.";
    row.owner = owner;
    row.booking = booking;
    row.showtime = kShowtime;
    row.amount = Money{1'200, {}};
    row.actions = std::move(actions);
    row.openedAt = kStart;
    row.deadline = kStart + std::chrono::hours{1};
    return row;
}

template <class T>
std::vector<T> ofKind(const std::vector<protocol::Payload>& written) {
    std::vector<T> found;
    for (const auto& payload : written)
        if (const auto* entry = std::get_if<T>(&payload))
            found.push_back(*entry);
    return found;
}

std::size_t openTasks(Rig& rig) {
    return rig.terminal.view().tasks->tasks.size();
}

} // namespace

class TerminalDuties : public QObject {
    Q_OBJECT
private slots:
    void aReseatingSaysWhoMovedWhereAndWhoseWorkItIs() {
        Rig rig;
        const BookingId booking = soldAtSeat3(rig);
        const TicketId ticket = rig.saleView(booking).tickets.at(0);
        rig.tell(LinkChanged{true});
        judgeSale(rig, reseated(ticket));
        rig.disk();
        rig.feed({task(booking, protocol::TaskKind::Reseated, {protocol::TaskAction::PrintTicket}),
                  protocol::TerminalKeys{kTerminal, "Counter 1", {}}});
        const TaskView view = rig.terminal.view().tasks->tasks.at(0);
        QCOMPARE(view.moves, (std::vector{TaskView::Move{"A4", "A9"}}));
        QCOMPARE(view.owner, std::string("Counter 1"));
        QCOMPARE(view.tender, std::optional(domain::TenderKind::Cash));
    }

    void aReseatedSaleHasItsNewSeats() {
        Rig rig;
        const BookingId booking = soldAtSeat3(rig);
        const TicketId ticket = rig.saleView(booking).tickets.at(0);
        rig.tell(LinkChanged{true});
        judgeSale(rig, reseated(ticket));
        const auto work = rig.take<SaveVerdicts>();
        QCOMPARE(work->moves.size(), 1u);
        QCOMPARE(work->rights.at(0).seat, SeatNo{3});
        QCOMPARE(work->rights.at(0).state, RightState::Returned);
        const auto view = rig.saleView(booking);
        QCOMPARE(view.outcome, protocol::Outcome::Reseated);
        QCOMPARE(view.seats, std::vector<std::string>{"A9"});
        QVERIFY(view.newTicketsDue && view.synced && !view.reason.empty());
        QCOMPARE(rig.terminal.view().seatMap->letters.at(8), 's');
        QVERIFY(rig.terminal.view().seatMap->letters.at(3) != kMineLetter);
    }

    /// The office had paid it back before its verdict came: the feed names the seat it had got.
    void aReseatedSalePaidBackBeforeItsVerdictOwesNoPaper() {
        Rig rig;
        const BookingId booking = soldAtSeat3(rig);
        const TicketId ticket = rig.saleView(booking).tickets.at(0);
        rig.feed({protocol::Revocation{{uuidOf(74, 1)},
                                       ticket,
                                       kShowtime,
                                       SeatNo{8},
                                       protocol::RevocationReason::Refunded,
                                       kStart}});
        rig.tell(LinkChanged{true});
        judgeSale(rig, reseated(ticket));
        QCOMPARE(rig.take<SaveVerdicts>()->gone, std::vector<TicketId>{ticket});
        QVERIFY(!rig.saleView(booking).newTicketsDue);
        rig.tell(Reprint{booking});
        QVERIFY(!rig.wants<PrintTickets>());
    }

    void itsNewTicketComesOutOnceWithoutCopy() {
        Rig rig;
        const BookingId booking = soldAtSeat3(rig);
        judgeSale(rig, reseated(rig.saleView(booking).tickets.at(0)));
        for (const bool copy : {false, true}) {
            rig.tell(Reprint{booking});
            const auto print = rig.take<PrintTickets>();
            QCOMPARE(print->copy, copy);
            QCOMPARE(print->tickets.at(0).proof.seat, SeatNo{8});
            QVERIFY(print->tickets.at(0).proof.allotment.isNull());
            QCOMPARE(print->tickets.at(0).seat, std::string("9"));
            rig.tell(TicketsPrinted{print->print});
            rig.disk();
        }
        QVERIFY(!rig.saleView(booking).newTicketsDue);
    }

    void aSaleWithoutSeatsIsPaidBackAndNotPrinted() {
        Rig rig;
        const BookingId booking = soldAtSeat3(rig);
        judgeSale(rig, owed());
        QCOMPARE(rig.take<SaveVerdicts>()->owed, std::vector<BookingId>{booking});
        rig.tell(Reprint{booking});
        rig.tell(VoidSale{booking, "no"});
        QCOMPARE(rig.notice(), NoticeCode::NotVoidable);
        QVERIFY(!rig.wants<PrintTickets>() && !rig.wants<Persist>());
        QVERIFY(rig.terminal.view().seatMap->letters.at(3) != 's');
    }

    void aVoidAfterAReseatingFreesNoForeignSeat() {
        Rig rig;
        const BookingId booking = soldAtSeat3(rig);
        rig.tell(VoidSale{booking, "wrong film"}); // before the verdict is here
        QVERIFY(ofKind<protocol::Void>(rig.disk()).size() == 1);
        QCOMPARE(rig.terminal.view().seatMap->letters.at(3), kMineLetter);
        judgeSale(rig, owed());
        QVERIFY(rig.terminal.view().seatMap->letters.at(3) != kMineLetter);
    }

    void aRefundedTaskOpensTheDrawerAfterTheDisk() {
        Rig rig;
        const BookingId booking = soldAtSeat3(rig);
        auto due = task(booking, protocol::TaskKind::RefundDue,
                        {protocol::TaskAction::RefundTender, protocol::TaskAction::CallCustomer});
        due.tickets = {rig.saleView(booking).tickets.at(0)};
        judgeSale(rig, owed());
        rig.feed({due});
        QCOMPARE(openTasks(rig), 1u);
        QCOMPARE(rig.terminal.view().tasks->tasks[0].movie, std::string("1776"));
        QVERIFY(rig.terminal.view().tasks->tasks[0].mine);
        rig.tell(RefundTask{due.id});
        QVERIFY(!rig.wants<OpenDrawer>());
        QCOMPARE(openTasks(rig), 0u); // at once
        rig.tell(RefundTask{due.id});
        const auto written = rig.disk();
        const auto refunds = ofKind<protocol::Refund>(written);
        QCOMPARE(refunds.size(), 1u);
        QCOMPARE(refunds[0].task, due.id);
        QCOMPARE(refunds[0].tender.amount.minor, 1'200);
        QVERIFY(ofKind<protocol::Return>(written).empty()); // the seat is another's
        QVERIFY(rig.take<OpenDrawer>().has_value());
        QCOMPARE(rig.notice(), NoticeCode::RefundPaid);
        QCOMPARE(rig.saleView(booking).refunded.size(), 1u);
    }

    void aSupervisorSaysThatTheCustomerHadIt() {
        Rig rig;
        const BookingId booking = soldAtSeat3(rig);
        auto due = task(booking, protocol::TaskKind::RefundDue,
                        {protocol::TaskAction::RefundTender, protocol::TaskAction::CallCustomer,
                         protocol::TaskAction::Settle});
        due.tickets = {rig.saleView(booking).tickets.at(0)};
        due.contact = "ada@example.com";
        judgeSale(rig, owed());
        rig.feed({kBoss, due});
        QCOMPARE(rig.terminal.view().tasks->tasks.at(0).contact, std::string("ada@example.com"));
        const FinishTask word{due.id, protocol::TaskAction::Settle, "the burned one paid"};
        rig.tell(word);
        QCOMPARE(rig.notice(), NoticeCode::NotASupervisor); // though it is this counter's own
        QCOMPARE(openTasks(rig), 1u);
        rig.tell(Logout{});
        rig.tell(Login{kSupervisor, "9999"});
        rig.tell(PinVerified{rig.take<VerifyPin>()->request, true});
        rig.tell(word);
        QCOMPARE(openTasks(rig), 0u);
        const auto written = rig.disk();
        QVERIFY(ofKind<protocol::TaskDone>(written).empty());
        const auto refunds = ofKind<protocol::Refund>(written);
        QCOMPARE(refunds.size(), 1u);
        QCOMPARE(refunds[0].task, due.id);
        QCOMPARE(refunds[0].tickets, due.tickets);
        QCOMPARE(refunds[0].approvedBy, kSupervisor);
        QCOMPARE(refunds[0].reason, std::string("the burned one paid"));
        QVERIFY(refunds[0].tender.amount.isZero());
        QVERIFY(!rig.take<OpenDrawer>().has_value());
    }

    void anotherTerminalsCardSaleGoesBackToItsCard() {
        Rig rig;
        soldAtSeat3(rig);
        auto due = task(BookingId{uuidOf(12, 99)}, protocol::TaskKind::RefundDue,
                        {protocol::TaskAction::RefundTender});
        due.tender = domain::TenderKind::Card;
        due.reference = "ref-7";
        rig.feed({due});
        QVERIFY(rig.terminal.view().tasks->tasks.at(0).tender == domain::TenderKind::Card);
        rig.tell(RefundTask{due.id, domain::TenderKind::Card});
        const auto refunds = ofKind<protocol::Refund>(rig.disk());
        QCOMPARE(refunds.size(), 1u);
        QVERIFY(refunds[0].tender.kind == domain::TenderKind::Card);
        QCOMPARE(refunds[0].tender.reference, std::string("ref-7"));
        QVERIFY(!rig.wants<OpenDrawer>());
    }

    void moneyInSuspenseGoesBackByASupervisorsWord() {
        Rig rig;
        const BookingId booking = soldAtSeat3(rig);
        rig.feed({kBoss, task(booking, protocol::TaskKind::QuarantinedEntry,
                              {protocol::TaskAction::RefundTender, protocol::TaskAction::Settle})});
        const TaskId id = rig.terminal.view().tasks->tasks.at(0).id;
        rig.tell(RefundTask{id});
        QCOMPARE(rig.notice(), NoticeCode::NotASupervisor);
        rig.tell(Logout{});
        rig.tell(Login{kSupervisor, "9999"});
        rig.tell(PinVerified{rig.take<VerifyPin>()->request, true});
        rig.tell(RefundTask{id});
        const auto refunds = ofKind<protocol::Refund>(rig.disk());
        QCOMPARE(refunds.size(), 1u);
        QCOMPARE(refunds[0].approvedBy, kSupervisor); // the server asks who has decided
    }

    void aCardPaymentWithoutASaleGoesBackByItsReference() {
        Rig rig;
        soldAtSeat3(rig);
        rig.feed({kBoss, task(BookingId{uuidOf(12, 9)}, protocol::TaskKind::CardUnconfirmed,
                              {protocol::TaskAction::RefundTender, protocol::TaskAction::Settle})});
        const auto shown = rig.terminal.view().tasks->tasks.at(0);
        QVERIFY(shown.tender == domain::TenderKind::Card);
        rig.tell(FinishTask{shown.id, protocol::TaskAction::Settle, "never came"});
        QCOMPARE(rig.notice(), NoticeCode::NotASupervisor);
        rig.tell(Logout{});
        rig.tell(Login{kSupervisor, "9999"});
        rig.tell(PinVerified{rig.take<VerifyPin>()->request, true});
        rig.tell(RefundTask{shown.id, domain::TenderKind::Card});
        const auto refunds = ofKind<protocol::Refund>(rig.disk());
        QCOMPARE(refunds.size(), 1u);
        QCOMPARE(refunds[0].tender.reference, std::string("x")); // what the task is about
        QVERIFY(refunds[0].tickets.empty());
        QVERIFY(!rig.take<OpenDrawer>().has_value());
        QCOMPARE(rig.notice(), NoticeCode::GiveBackOnCard);
    }

    void aTaskTheServerKeepsOpenComesBack() {
        Rig rig;
        const BookingId booking = soldAtSeat3(rig);
        const auto due =
            task(booking, protocol::TaskKind::DoubleAdmission, {protocol::TaskAction::Settle});
        rig.feed({due});
        rig.tell(FinishTask{due.id, protocol::TaskAction::Settle, "asked both"});
        QCOMPARE(ofKind<protocol::TaskDone>(rig.disk()).size(), 1u);
        rig.feed({});
        rig.feed({});
        QCOMPARE(openTasks(rig), 0u); // nobody has judged it
        rig.drain();
        rig.feed({});
        QCOMPARE(openTasks(rig), 0u); // its question may have left before
        rig.feed({});
        QCOMPARE(openTasks(rig), 1u);
    }

    void aTaskClosedBeforeARestartStaysClosed() {
        const auto due = task({}, protocol::TaskKind::LostTerminal, {protocol::TaskAction::Settle});
        for (const bool closed : {true, false}) {
            Restored restored;
            restored.replica.tasks[due.id] = due;
            if (closed)
                restored.closedTasks = {{due.id, {4}, false}};
            restored.lastSeq = {4};
            WaitingEntry waiting;
            waiting.entry.seq = {4};
            restored.tail = {waiting};
            Rig rig;
            rig.start(std::move(restored));
            QCOMPARE(openTasks(rig), closed ? 0u : 1u);
        }
    }

    void aShiftEndsWithTasksOpen() {
        Rig rig;
        const BookingId booking = soldAtSeat3(rig);
        const auto due =
            task(booking, protocol::TaskKind::RefundDue,
                 {protocol::TaskAction::RefundTender, protocol::TaskAction::CallCustomer});
        rig.feed({due});
        rig.tell(EndShift{});
        QVERIFY(!rig.terminal.view().login->loggedIn);
        QVERIFY(rig.take<SaveResting>()->resting);
        QVERIFY(ofKind<protocol::TaskDone>(rig.disk()).empty()); // the end of a shift closes none
        rig.feed({});
        QCOMPARE(openTasks(rig), 1u);
        rig.tell(Login{kOperator, "1234"}); // who comes next finds it, and can do it
        rig.tell(PinVerified{rig.take<VerifyPin>()->request, true});
        QCOMPARE(rig.terminal.view().tasks->tasks.at(0).id, due.id);
        rig.tell(RefundTask{due.id});
        QCOMPARE(ofKind<protocol::Refund>(rig.disk()).at(0).task, due.id);
        QCOMPARE(openTasks(rig), 0u);
    }

    void callingACustomerClosesNothing() {
        Rig rig;
        const BookingId booking = soldAtSeat3(rig);
        const auto due =
            task(booking, protocol::TaskKind::RefundDue,
                 {protocol::TaskAction::RefundTender, protocol::TaskAction::CallCustomer});
        rig.feed({due});
        rig.tell(FinishTask{due.id, protocol::TaskAction::CallCustomer, "no answer"});
        QCOMPARE(ofKind<protocol::TaskDone>(rig.disk()).size(), 1u);
        QCOMPARE(openTasks(rig), 1u);
        rig.tell(FinishTask{due.id, protocol::TaskAction::RefundTender, ""}); // by a REFUND only
        rig.tell(FinishTask{due.id, protocol::TaskAction::Settle, ""});       // not offered
        QVERIFY(ofKind<protocol::TaskDone>(rig.disk()).empty());
    }

    void aQuarantinedEntryIsASupervisorsBusiness() {
        Rig rig;
        soldAtSeat3(rig);
        const auto due =
            task({}, protocol::TaskKind::QuarantinedEntry, {protocol::TaskAction::Settle});
        rig.feed({due});
        rig.tell(FinishTask{due.id, protocol::TaskAction::Settle, "ok"});
        QCOMPARE(rig.notice(), NoticeCode::NotASupervisor);
        QCOMPARE(openTasks(rig), 1u);
    }

    void thePaperOfATaskClosesItWhenItIsOut() {
        Rig rig;
        const BookingId booking = soldAtSeat3(rig);
        const auto due =
            task(booking, protocol::TaskKind::Reseated, {protocol::TaskAction::PrintTicket});
        rig.feed({due});
        rig.tell(PrintTask{due.id});
        QCOMPARE(rig.notice(), NoticeCode::TaskNotForHere); // nobody has said where to yet
        judgeSale(rig, reseated(rig.saleView(booking).tickets.at(0)));
        rig.tell(PrintTask{due.id});
        const auto print = rig.take<PrintTickets>();
        QVERIFY(!print->copy);
        QVERIFY(ofKind<protocol::TaskDone>(rig.disk()).empty());
        rig.tell(TicketsPrinted{print->print});
        const auto done = ofKind<protocol::TaskDone>(rig.disk());
        QCOMPARE(done.size(), 1u);
        QCOMPARE(done[0].action, protocol::TaskAction::PrintTicket);
        QCOMPARE(openTasks(rig), 0u);
    }

    void theOfficeSeesEverybodysTasksACounterItsOwn() {
        const auto others = task({}, protocol::TaskKind::LostTerminal,
                                 {protocol::TaskAction::Settle}, TerminalId{uuidOf(3, 9)});
        Rig counter;
        counter.open();
        counter.feed({others});
        QCOMPARE(openTasks(counter), 0u);
        Rig office(TerminalMode::Office);
        office.open();
        office.feed({others});
        QCOMPARE(openTasks(office), 1u);
        QVERIFY(!office.terminal.view().tasks->tasks[0].mine);
    }

    void theNearestDeadlineComesFirst() {
        auto late = task({}, protocol::TaskKind::Reseated, {protocol::TaskAction::Settle});
        auto soon = late;
        auto never = late;
        soon.id = {uuidOf(21, 2)};
        soon.deadline = kStart + std::chrono::minutes{5};
        never.id = {uuidOf(21, 0)};
        never.deadline.reset();
        Rig rig;
        rig.open();
        rig.feed({never, late, soon});
        const auto tasks = rig.terminal.view().tasks->tasks;
        QCOMPARE(tasks.at(0).id, soon.id);
        QCOMPARE(tasks.at(2).id, never.id);
    }

    void anOwnSaleIsPaidBackAndItsRightGoesBack() {
        Rig rig;
        const BookingId booking = soldAtSeat3(rig);
        rig.tell(RefundSale{booking, {}, "ill", {}, {}});
        rig.tell(RefundSale{booking, {}, "ill", {}, {}});
        const auto written = rig.disk();
        QCOMPARE(ofKind<protocol::Refund>(written).size(), 1u);
        QCOMPARE(ofKind<protocol::Return>(written).at(0).seats, std::vector<SeatNo>{SeatNo{3}});
        QVERIFY(rig.take<OpenDrawer>().has_value());
        rig.tell(Reprint{booking});
        QVERIFY(!rig.wants<PrintTickets>());
        rig.tell(VoidSale{booking, "twice"});
        QCOMPARE(rig.notice(), NoticeCode::NotVoidable);
    }

    void whoWasLetInGetsNothingBack() {
        Rig rig;
        const BookingId booking = soldAtSeat3(rig);
        protocol::Admission in;
        in.ticket = rig.saleView(booking).tickets.at(0);
        in.showtime = kShowtime;
        rig.feed({in});
        rig.tell(RefundSale{booking, {}, "bad film", {}, {}});
        QCOMPARE(rig.notice(), NoticeCode::NotRefundable);
        in.undone = true;
        rig.feed({in});
        rig.tell(RefundSale{booking, {}, "let out again", {}, {}});
        QCOMPARE(ofKind<protocol::Refund>(rig.disk()).size(), 1u);
    }

    void anApproverAnswersByPin() {
        Rig rig;
        const BookingId booking = soldAtSeat3(rig);
        rig.feed({kBoss});
        rig.tell(RefundSale{booking, {}, "ill", kSupervisor, "9"});
        QVERIFY(!rig.wants<Persist>());
        rig.tell(PinVerified{rig.take<VerifyPin>()->request, true});
        QCOMPARE(ofKind<protocol::Refund>(rig.disk()).at(0).approvedBy, kSupervisor);
    }
};

QTEST_APPLESS_MAIN(TerminalDuties)
#include "terminal_duties_test.moc"
