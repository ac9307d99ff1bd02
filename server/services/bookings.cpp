#include "server/services/bookings.h"

#include "server/services/holds.h"
#include "server/services/intake.h"
#include "server/services/terminals.h"
#include "shared/base/mutant.h"

#include <algorithm>

namespace foyer::server::services {

using protocol::Refund;
using protocol::Sale;
using Refusal = Bookings::Refusal;

namespace {

/// What both use cases share within one command.
struct Desk {
    ports::Store& store;
    const ports::EntryVerifier& verifier;
    const ports::EntrySealer& sealer;
    Instant now;
    Random& random;

    bool isChannel(const Caller& caller) const {
        const auto terminal = store.terminal(caller.terminal);
        return isAdmitted(store, caller) && terminal->kind == ports::TerminalKind::Online;
    }

    /// The terminal that stands for the server's own journal; made the first time.
    ports::TerminalRecord own() {
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

    /// Writes the entry into the server's own journal and judges it. True when it was accepted;
    /// else the command must be undone.
    bool accepts(const protocol::Payload& payload) {
        const ports::TerminalRecord terminal = own();
        protocol::JournalUpload upload{
            terminal.id, terminal.incarnation, terminal.nextSeq, terminal.lastHash, {}};
        upload.entries = {sealer.seal(terminal.id, terminal.incarnation, terminal.nextSeq,
                                      terminal.lastHash, payload)};
        const Checked checked = checkedUpload(store, verifier, std::move(upload));
        const auto decided = Intake(store, checked, now, random).run();
        return decided.keep && decided.answer.ok() &&
               decided.answer->verdicts.front().outcome == protocol::Outcome::Accepted;
    }
};

template <class Answer>
Decided<Answer> refuse(Refusal refusal) {
    return {Err{refusal}, false};
}

/// The type asked for, else the list's first that is sold there to anybody.
std::optional<std::pair<std::string, Money>> priceOf(const domain::PriceList& list,
                                                     const domain::SeatingPlan& plan,
                                                     const domain::Showtime& showtime, SeatNo seat,
                                                     const std::string& wanted) {
    for (const auto& type : list.ticketTypes) {
        if (wanted.empty() ? type.companionOnly : type.key != wanted)
            continue;
        if (const auto price = list.price(plan.areaOf(seat).key, type.key, showtime.dayPart))
            return std::pair{type.key, *price};
    }
    return {};
}

std::optional<Sale> saleOf(Desk& desk, const ports::HoldRecord& hold,
                           const Bookings::Order& order) {
    const auto showtime = desk.store.showtime(hold.showtime);
    const auto plan = showtime ? desk.store.plan(showtime->plan) : nullptr;
    const auto list = showtime ? desk.store.priceList(showtime->priceList) : nullptr;
    if (!plan || !list)
        return {};
    Sale sale;
    sale.booking = BookingId::make(desk.now, desk.random);
    sale.showtime = hold.showtime;
    sale.priceList = list->id;
    sale.hold = hold.id;
    sale.at = desk.now;
    sale.businessDay = businessDayOf(desk.now, std::chrono::minutes{showtime->utcOffsetMinutes});
    for (const SeatNo seat : desk.store.seatsOfHold(hold.id)) {
        const auto wanted = order.ticketTypes.find(seat);
        const auto price = priceOf(*list, *plan, *showtime, seat,
                                   wanted == order.ticketTypes.end() ? "" : wanted->second);
        if (!price)
            return {};
        sale.lines.push_back({TicketId::make(desk.now, desk.random), seat, price->first,
                              price->second, taxIncluded(price->second, list->taxBasisPoints)});
        sale.rights.push_back({});
    }
    if (sale.lines.empty())
        return {};
    const Money total = domain::totalOf(sale.lines);
    sale.tenders = {{order.tender, total, total, Money{0, total.currency}, order.reference}};
    return sale;
}

/// What a hold became, read back for an order that is repeated.
std::optional<Sale> soldBefore(const ports::Store& store, const ports::HoldRecord& hold) {
    const auto booking = store.booking(hold.booking);
    if (!booking)
        return {};
    Sale sale;
    sale.booking = booking->id;
    sale.showtime = booking->showtime;
    sale.priceList = booking->priceList;
    sale.hold = hold.id;
    sale.tenders = booking->tenders;
    sale.businessDay = booking->businessDay;
    sale.at = booking->soldAt;
    for (const auto& ticket : store.tickets(booking->id)) {
        sale.lines.push_back(ticket.line);
        sale.rights.push_back({});
    }
    return sale;
}

Decided<Bookings::SellAnswer> decideSell(Desk desk, const Caller& channel,
                                         const Bookings::Order& order) {
    using Answer = Bookings::SellAnswer;
    if (!desk.isChannel(channel))
        return refuse<Answer>(Refusal::NoChannel);
    const auto hold = desk.store.hold(order.hold);
    if (!hold || hold->tokenHash != hashOfHoldToken(order.token) ||
        (isOver(desk.store, *hold, desk.now) && !mutated(Mutant::BookingOutlivesHold)))
        return refuse<Answer>(Refusal::UnknownHold);
    if (hold->state == ports::HoldState::Sold) {
        auto sale = soldBefore(desk.store, *hold);
        if (!sale)
            return refuse<Answer>(Refusal::UnknownHold);
        return {Bookings::Sold{std::move(*sale), desk.store.stamp()}};
    }
    if (hold->state == ports::HoldState::Waiting)
        return refuse<Answer>(Refusal::HoldWaiting);
    if (desk.store.isRecovering())
        return refuse<Answer>(Refusal::Recovering);
    auto sale = saleOf(desk, *hold, order);
    if (!sale)
        return refuse<Answer>(Refusal::TypeNotSold);
    if (!desk.accepts(*sale))
        return refuse<Answer>(Refusal::UnknownHold);
    return {Bookings::Sold{std::move(*sale), desk.store.stamp()}};
}

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

Decided<Bookings::RefundAnswer> decideRefund(Desk desk, const Caller& channel, BookingId id,
                                             const std::vector<TicketId>& tickets,
                                             const std::string& reason) {
    using Answer = Bookings::RefundAnswer;
    if (!desk.isChannel(channel))
        return refuse<Answer>(Refusal::NoChannel);
    const auto booking = desk.store.booking(id);
    if (!booking || booking->terminal != desk.own().id)
        return refuse<Answer>(Refusal::UnknownBooking);
    const auto lines = linesOf(desk.store, id, tickets);
    if (!lines || booking->tenders.empty())
        return refuse<Answer>(Refusal::NotRefundable);
    Refund refund;
    refund.booking = id;
    refund.showtime = booking->showtime;
    for (const auto& line : *lines) {
        if (const auto scan = desk.store.admission(line.ticket); scan && !scan->admission.undone)
            return refuse<Answer>(Refusal::NotRefundable);
        refund.tickets.push_back(line.ticket);
    }
    const Money total = domain::totalOf(*lines);
    const auto& paid = booking->tenders.front();
    refund.tender = {paid.kind, total, total, Money{0, total.currency}, paid.reference};
    refund.reason = reason;
    refund.at = desk.now;
    if (!desk.accepts(refund))
        return refuse<Answer>(Refusal::NotRefundable);
    return {Bookings::Refunded{std::move(refund), desk.store.stamp()}};
}

} // namespace

void Bookings::sell(const Caller& channel, Order order, Reply<SellAnswer> reply) {
    submit<SellAnswer>(
        m_context.writer,
        [context = m_context, &verifier = m_verifier, &sealer = m_sealer, channel,
         order = std::move(order)](ports::Store& store) {
            return decideSell({store, verifier, sealer, context.clock.now(), context.random},
                              channel, order);
        },
        std::move(reply));
}

void Bookings::refund(const Caller& channel, BookingId booking, std::vector<TicketId> tickets,
                      std::string reason, Reply<RefundAnswer> reply) {
    submit<RefundAnswer>(
        m_context.writer,
        [context = m_context, &verifier = m_verifier, &sealer = m_sealer, channel, booking,
         tickets = std::move(tickets), reason = std::move(reason)](ports::Store& store) {
            return decideRefund({store, verifier, sealer, context.clock.now(), context.random},
                                channel, booking, tickets, reason);
        },
        std::move(reply));
}

} // namespace foyer::server::services
