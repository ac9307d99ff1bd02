#include "server/services/exchanges.h"

#include "server/services/admissions.h"
#include "server/services/booking_letters.h"
#include "server/services/holds.h"
#include "server/services/payment_steps.h"

#include <algorithm>

namespace foyer::server::services {

using domain::SeatKind;
using ExchangeRefusal = Bookings::ExchangeRefusal;
using ExchangeError = Bookings::ExchangeError;

namespace {

constexpr std::size_t kMostSwaps = 50;

struct Facts {
    domain::Showtime showtime;
    core::PlanPtr plan;
    std::vector<ports::TicketRecord> tickets; // that are given up, in the order of the swaps
};

bool isOneOf(const std::vector<SeatNo>& seats, SeatNo seat) {
    return std::find(seats.begin(), seats.end(), seat) != seats.end();
}

std::vector<SeatNo> seatsTo(const std::vector<Bookings::Swap>& swaps) {
    std::vector<SeatNo> seats;
    for (const auto& swap : swaps)
        seats.push_back(swap.seat);
    return seats;
}

/// The good ticket of that booking with which nobody was let in.
std::optional<ports::TicketRecord> goodTicket(const ports::Store& store, BookingId booking,
                                              TicketId id) {
    const auto ticket = store.ticket(id);
    const bool isGood = ticket && ticket->booking == booking &&
                        ticket->state == ports::TicketState::Valid && !isInside(store, id);
    return isGood ? ticket : std::nullopt;
}

Result<Facts, ExchangeError> factsOf(const OnlineDesk& desk, const ports::BookingRecord& booking,
                                     const std::vector<Bookings::Swap>& swaps) {
    Facts facts;
    const auto showtime = desk.store.showtime(booking.showtime);
    if (!showtime || showtime->state != domain::ShowtimeState::OnSale ||
        showtime->start <= desk.now || swaps.size() > kMostSwaps)
        return Err{ExchangeError{ExchangeRefusal::NotExchangeable, {}}};
    facts.showtime = *showtime;
    facts.plan = desk.store.plan(showtime->plan);
    for (const auto& swap : swaps) {
        if (!facts.plan || swap.seat.value >= facts.plan->seatCount())
            return Err{ExchangeError{ExchangeRefusal::UnknownSeat, {swap.seat}}};
        auto ticket = goodTicket(desk.store, booking.id, swap.ticket);
        if (!ticket)
            return Err{ExchangeError{ExchangeRefusal::NotExchangeable, {}}};
        facts.tickets.push_back(std::move(*ticket));
    }
    return facts;
}

/// A sofa is exchanged with its other half for another sofa. A wheelchair space and the seat beside
/// it are a matter for people.
bool isWhole(const domain::SeatingPlan& plan, SeatNo seat, const std::vector<SeatNo>& all) {
    switch (plan.seat(seat).kind) {
    case SeatKind::Standard:
    case SeatKind::Premium:
    case SeatKind::Restricted:
        return true;
    case SeatKind::Sofa:
        return plan.seat(seat).partner && isOneOf(all, *plan.seat(seat).partner);
    case SeatKind::Wheelchair:
    case SeatKind::Companion:
        return false;
    }
    return false;
}

std::optional<ExchangeError> whyNotAsGood(const Facts& facts,
                                          const std::vector<Bookings::Swap>& swaps) {
    const auto& plan = *facts.plan;
    std::vector<SeatNo> from;
    for (const auto& ticket : facts.tickets)
        from.push_back(ticket.line.seat);
    const auto to = seatsTo(swaps);
    for (std::size_t i = 0; i < to.size(); ++i) {
        if (plan.areaOf(from[i]).key != plan.areaOf(to[i]).key ||
            plan.seat(from[i]).kind != plan.seat(to[i]).kind)
            return ExchangeError{ExchangeRefusal::OtherPrice, {to[i]}};
        if (!isWhole(plan, from[i], from) || !isWhole(plan, to[i], to))
            return ExchangeError{ExchangeRefusal::NotExchangeable, {}};
    }
    return {};
}

/// Seats that somebody has beside the tickets that are given up.
std::vector<SeatNo> takenSeats(const ports::Store& store, const Facts& facts,
                               const std::vector<SeatNo>& seats) {
    std::vector<SeatNo> taken;
    const core::Claims claims = store.claims(facts.showtime.id, seats);
    for (const core::Claim& claim : claims.all())
        if (std::none_of(facts.tickets.begin(), facts.tickets.end(), [&](const auto& ticket) {
                return ticket.line.ticket.uuid == claim.owner;
            }))
            taken.push_back(claim.seat);
    return taken;
}

protocol::Exchange entryOf(OnlineDesk& desk, const Facts& facts,
                           const std::vector<Bookings::Swap>& swaps) {
    protocol::Exchange entry;
    entry.booking = facts.tickets.front().booking;
    entry.showtime = facts.showtime.id;
    for (std::size_t i = 0; i < swaps.size(); ++i)
        entry.swaps.push_back({swaps[i].ticket,
                               TicketId::make(desk.now, desk.random),
                               facts.tickets[i].line.seat,
                               swaps[i].seat,
                               {}});
    entry.at = desk.now;
    return entry;
}

} // namespace

Result<protocol::Exchange, ExchangeError> exchangeSeats(OnlineDesk& desk, BookingId id,
                                                        const std::vector<Bookings::Swap>& swaps) {
    const auto booking = desk.store.booking(id);
    if (!booking || booking->terminal != desk.own().id)
        return Err{ExchangeError{ExchangeRefusal::UnknownBooking, {}}};
    if (desk.store.isRecovering())
        return Err{ExchangeError{ExchangeRefusal::Recovering, {}}};
    const auto facts = factsOf(desk, *booking, swaps);
    if (!facts)
        return Err{facts.error()};
    if (const auto why = whyNotAsGood(*facts, swaps))
        return Err{*why};
    const auto seats = seatsTo(swaps);
    freeExpiredHolds(desk.store, facts->showtime.id, seats, desk.now);
    if (auto taken = takenSeats(desk.store, *facts, seats); !taken.empty())
        return Err{ExchangeError{ExchangeRefusal::SeatTaken, std::move(taken)}};
    auto entry = entryOf(desk, *facts, swaps);
    if (!desk.accepts(entry))
        return Err{ExchangeError{ExchangeRefusal::NotExchangeable, {}}};
    tellOfExchange(desk, id, entry.swaps.front().newTicket);
    renewNote(desk, id);
    return entry;
}

} // namespace foyer::server::services
