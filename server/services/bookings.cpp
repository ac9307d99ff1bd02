#include "server/services/bookings.h"

#include "server/services/exchanges.h"
#include "server/services/holds.h"
#include "server/services/online_desk.h"
#include "server/services/terminals.h"
#include "shared/base/mutant.h"

namespace foyer::server::services {

using protocol::Sale;

namespace {

bool isChannel(const OnlineDesk& desk, const Caller& caller) {
    const auto terminal = desk.store.terminal(caller.terminal);
    return isAdmitted(desk.store, caller) && terminal->kind == ports::TerminalKind::Online;
}

template <class Answer>
Decided<Answer> refuse(Bookings::Refusal refusal) {
    return {Err{refusal}, false};
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

Decided<Bookings::SellAnswer> decideSell(OnlineDesk desk, const Caller& channel,
                                         const Bookings::Order& order) {
    using Refusal = Bookings::Refusal;
    using Answer = Bookings::SellAnswer;
    if (!isChannel(desk, channel))
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
    auto sale = sellHold(desk, *hold, order);
    if (!sale)
        return refuse<Answer>(sale.error());
    return {Bookings::Sold{std::move(*sale), desk.store.stamp()}};
}

Decided<Bookings::RefundAnswer> decideRefund(OnlineDesk desk, const Caller& channel, BookingId id,
                                             const std::vector<TicketId>& tickets,
                                             const std::string& reason) {
    using Answer = Bookings::RefundAnswer;
    if (!isChannel(desk, channel))
        return refuse<Answer>(Bookings::Refusal::NoChannel);
    auto refund = refundBooking(desk, id, tickets, reason);
    if (!refund)
        return refuse<Answer>(refund.error());
    return {Bookings::Refunded{std::move(*refund), desk.store.stamp()}};
}

Decided<Bookings::ExchangeAnswer> decideExchange(OnlineDesk desk, BookingId id, const Asker& asker,
                                                 const std::vector<Bookings::Swap>& swaps) {
    if (!isTheirs(desk.store, id, asker))
        return {Err{Bookings::ExchangeError{}}, false};
    const auto entry = exchangeSeats(desk, id, swaps);
    if (!entry)
        return {Err{entry.error()}, false};
    Bookings::Exchanged done{id, entry->showtime, {}, desk.store.stamp()};
    for (const auto& ticket : desk.store.tickets(id))
        if (ticket.state == ports::TicketState::Valid)
            done.tickets.push_back(ticket.line);
    return {std::move(done)};
}

} // namespace

void Bookings::exchange(BookingId booking, Asker asker, std::vector<Swap> swaps,
                        Reply<ExchangeAnswer> reply) {
    submit<ExchangeAnswer>(
        m_context.writer,
        [context = m_context, &verifier = m_verifier, &sealer = m_sealer, booking,
         asker = std::move(asker), swaps = std::move(swaps)](ports::Store& store) {
            return decideExchange({store, verifier, sealer, context.clock.now(), context.random},
                                  booking, asker, swaps);
        },
        std::move(reply));
}

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
