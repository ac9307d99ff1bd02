#include "server/services/online_desk.h"

#include "server/services/admissions.h"
#include "server/services/booking_letters.h"
#include "server/services/intake.h"
#include "server/services/quotes.h"
#include "server/services/refunds_due.h"
#include "shared/domain/account.h"

#include <algorithm>

namespace foyer::server::services {

using protocol::Refund;
using protocol::Sale;

namespace {

/// Nothing when a ticket named is not the booking's.
std::optional<std::vector<domain::TicketLine>> linesOf(const ports::Store& store, BookingId booking,
                                                       const std::vector<TicketId>& wanted) {
    std::vector<domain::TicketLine> lines;
    for (const auto& ticket : store.tickets(booking)) {
        const bool named =
            std::find(wanted.begin(), wanted.end(), ticket.line.ticket) != wanted.end();
        if (ticket.state == ports::TicketState::Valid && (wanted.empty() || named))
            lines.push_back(ticket.line);
    }
    if (lines.empty() || (!wanted.empty() && lines.size() != wanted.size()))
        return {};
    return lines;
}

/// Whether the provider has so much to give back; always, where none stands behind the booking.
bool canGoBack(const ports::Store& store, BookingId booking, Money amount) {
    const auto id = store.paymentOfBooking(booking);
    if (!id)
        return true;
    auto payment = store.payment(*id)->payment;
    return core::askRefund(payment, amount.minor);
}

/// The refund of these tickets at their price. Refused: they are not all good, or somebody was let
/// in with one.
Result<Refund, Bookings::Refusal> refundOf(OnlineDesk& desk, BookingId id,
                                           const std::vector<TicketId>& tickets,
                                           const std::string& reason) {
    using Refusal = Bookings::Refusal;
    const auto booking = desk.store.booking(id);
    if (!booking || booking->terminal != desk.own().id)
        return Err{Refusal::UnknownBooking};
    const auto lines = linesOf(desk.store, id, tickets);
    if (!lines || booking->tenders.empty())
        return Err{Refusal::NotRefundable};
    Refund refund;
    refund.booking = id;
    refund.showtime = booking->showtime;
    for (const auto& line : *lines) {
        if (isInside(desk.store, line.ticket))
            return Err{Refusal::NotRefundable};
        refund.tickets.push_back(line.ticket);
    }
    const auto& paid = booking->tenders.front();
    refund.tender = domain::exactTender(paid.kind, domain::totalOf(*lines), paid.reference);
    refund.reason = reason;
    refund.at = desk.now;
    return refund;
}

/// The open task about so much that went back for no ticket; null: there is none. It is ours: what
/// a counter has paid out twice is another matter.
TaskId unaskedTask(OnlineDesk& desk, BookingId booking, Money amount) {
    const TerminalId own = desk.own().id;
    for (const auto& [task, day] : desk.store.openTasks())
        if (task.kind == protocol::TaskKind::SecondRefund && task.owner == own &&
            task.booking == booking && task.amount == amount)
            return task.id;
    return {};
}

/// Whose booking it will be: the key of the address it will be filed under; empty: nobody knows.
std::string customerKeyOf(const ports::Store& store, const ports::HoldRecord& hold) {
    std::string email = hold.email;
    if (const auto account = store.account(hold.account); email.empty() && account)
        email = account->active ? account->email : std::string();
    return domain::emailKeyOf(email).value_or(std::string());
}

std::optional<Bookings::Refusal> faultOfCodes(const ports::Store& store,
                                              const domain::PriceList& list,
                                              const ports::HoldRecord& hold, const Terms& terms) {
    using Refusal = Bookings::Refusal;
    if (!unknownCodes(list, terms).empty())
        return Refusal::UnknownCode;
    if (!usedUpCodes(store, list, terms).empty())
        return Refusal::CodeUsedUp;
    for (const std::string& code : terms.codes) {
        const domain::Discount& discount = *domain::discountByCode(list, code);
        if (discount.mostPerCustomer == 0)
            continue;
        const std::string customer = customerKeyOf(store, hold);
        if (customer.empty())
            return Refusal::CodeNeedsCustomer;
        if (store.usesOf(discount.key, hold.account, customer) >= discount.mostPerCustomer)
            return Refusal::CodeUsedUp;
    }
    return {};
}

} // namespace

ports::TerminalRecord OnlineDesk::own() {
    for (const auto& terminal : store.terminals())
        if (terminal.kind == ports::TerminalKind::Online && terminal.key == sealer.publicKey())
            return terminal;
    ports::TerminalRecord terminal;
    terminal.id = TerminalId::make(now, random);
    terminal.cinema = store.cinemas().front().id;
    terminal.name = "Online sales";
    terminal.key = sealer.publicKey();
    terminal.kind = ports::TerminalKind::Online;
    terminal.enrolledAt = terminal.lastSeenAt = now;
    store.put(terminal);
    return terminal;
}

std::optional<protocol::Outcome> OnlineDesk::judge(const protocol::Payload& payload) {
    const ports::TerminalRecord terminal = own();
    protocol::JournalUpload upload{
        terminal.id, terminal.incarnation, terminal.nextSeq, terminal.lastHash, {}};
    upload.entries = {sealer.seal(terminal.id, terminal.incarnation, terminal.nextSeq,
                                  terminal.lastHash, payload)};
    const Checked checked = checkedUpload(store, verifier, std::move(upload));
    const auto decided = Intake(store, checked, now, random).run();
    if (!decided.keep || !decided.answer.ok())
        return {};
    return decided.answer->verdicts.front().outcome;
}

bool OnlineDesk::accepts(const protocol::Payload& payload) {
    return judge(payload) == protocol::Outcome::Accepted;
}

Result<Sale, Bookings::Refusal> priced(OnlineDesk& desk, const ports::HoldRecord& hold,
                                       const Bookings::Order& order) {
    using Refusal = Bookings::Refusal;
    const auto showtime = desk.store.showtime(hold.showtime);
    const auto plan = showtime ? desk.store.plan(showtime->plan) : nullptr;
    const auto list = showtime ? desk.store.priceList(showtime->priceList) : nullptr;
    if (!plan || !list)
        return Err{Refusal::TypeNotSold};
    const Terms terms{hold.createdAt, order.codes};
    if (const auto fault = faultOfCodes(desk.store, *list, hold, terms))
        return Err{*fault};
    Sale sale;
    sale.booking = BookingId::make(desk.now, desk.random);
    sale.showtime = hold.showtime;
    sale.priceList = list->id;
    sale.hold = hold.id;
    sale.at = desk.now;
    sale.businessDay = businessDayOf(desk.now, std::chrono::minutes{showtime->utcOffsetMinutes});
    const auto tickets = pricedSeats(*list, *plan, *showtime, desk.store.seatsOfHold(hold.id),
                                     order.ticketTypes, terms);
    if (!tickets)
        return Err{Refusal::TypeNotSold};
    for (const domain::PricedWish& each : *tickets) {
        sale.lines.push_back({TicketId::make(desk.now, desk.random), each.seat, each.ticketType,
                              each.price, each.tax, each.reductions});
        sale.rights.push_back({});
    }
    if (sale.lines.empty())
        return Err{Refusal::TypeNotSold};
    const Money total = domain::totalOf(sale.lines);
    sale.tenders = {domain::exactTender(order.tender, total, order.reference)};
    return sale;
}

Result<Sale, Bookings::Refusal> sellHold(OnlineDesk& desk, const ports::HoldRecord& hold,
                                         const Bookings::Order& order) {
    using Refusal = Bookings::Refusal;
    if (hold.state == ports::HoldState::Waiting)
        return Err{Refusal::HoldWaiting};
    if (desk.store.isRecovering())
        return Err{Refusal::Recovering};
    auto sale = priced(desk, hold, order);
    if (!sale)
        return Err{sale.error()};
    if (!desk.accepts(*sale))
        return Err{Refusal::UnknownHold};
    fileBooking(desk, hold, sale->booking);
    return sale;
}

Result<Refund, Bookings::Refusal> refundBooking(OnlineDesk& desk, BookingId id,
                                                const std::vector<TicketId>& tickets,
                                                const std::string& reason) {
    auto refund = refundOf(desk, id, tickets, reason);
    if (!refund)
        return refund;
    const Money total = refund->tender.amount;
    refund->task = unaskedTask(desk, id, total);
    if (!refund->task.isNull())
        refund->tender = domain::exactTender(refund->tender.kind, Money{0, total.currency},
                                             refund->tender.reference);
    else if (!canGoBack(desk.store, id, total))
        return Err{Bookings::Refusal::NotRefundable};
    if (!desk.accepts(*refund))
        return Err{Bookings::Refusal::NotRefundable};
    tellOfRefund(desk.store, id, refund->tickets, desk.now, desk.random);
    return refund;
}

Result<Refund, Bookings::Refusal> refundOwed(OnlineDesk& desk, BookingId id) {
    const auto booking = desk.store.booking(id);
    const auto due = desk.store.openTask(protocol::TaskKind::RefundDue, id.toString());
    if (!booking || booking->terminal != desk.own().id || booking->tenders.empty() || !due ||
        !due->task.amount)
        return Err{Bookings::Refusal::NotRefundable};
    const Money total = *due->task.amount;
    const auto& paid = booking->tenders.front();
    Refund refund;
    refund.booking = id;
    refund.showtime = booking->showtime;
    refund.tickets = unpaidTickets(desk.store, id);
    refund.tender = domain::exactTender(paid.kind, total, paid.reference);
    refund.reason = "owed";
    refund.at = desk.now;
    if (refund.tickets.empty() || !canGoBack(desk.store, id, total) || !desk.accepts(refund))
        return Err{Bookings::Refusal::NotRefundable};
    tellOfRefund(desk.store, id, refund.tickets, desk.now, desk.random);
    return refund;
}

} // namespace foyer::server::services
