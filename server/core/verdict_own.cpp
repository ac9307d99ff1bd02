#include "server/core/verdict_parts.h"

#include <algorithm>
#include <map>

namespace foyer::server::core {

using protocol::Exchange;
using protocol::Outcome;
using protocol::Payload;
using protocol::Return;
using Number = protocol::Rule;

namespace {

/// The right of a ticket's seat once the ticket is gone: back to the allotment it was sold from,
/// also when that had been emptied, because the terminal may sell it again under the same token.
/// Only a lost allotment has nobody left to sell from it.
std::optional<Claim> rightAfter(const Knowledge& known, const TicketRecord& ticket) {
    const auto* allotment = findAllotment(known, ticket.allotment);
    if (!allotment || allotment->state == protocol::AllotmentState::Lost)
        return {};
    return Claim{ticket.line.seat, ClaimKind::Allotment, allotment->id.uuid, allotment->epoch};
}

bool ownsItsSeat(const Knowledge& known, const TicketRecord& ticket) {
    const auto claim = known.claims.at(ticket.line.seat);
    return claim && claim->kind == ClaimKind::Ticket && claim->owner == ticket.line.ticket.uuid;
}

/// The booking, when it is this terminal's, of that showtime and still valid.
const BookingFacts* ownBooking(const Knowledge& known, ShowtimeId showtime) {
    if (!known.booking || known.booking->booking.terminal != known.origin.terminal ||
        known.booking->booking.showtime != showtime ||
        known.booking->booking.state != BookingState::Valid)
        return nullptr;
    return &*known.booking;
}

std::optional<Decision> decideVoid(const Knowledge& known, const protocol::Void& entry) {
    const BookingFacts* own = ownBooking(known, entry.showtime);
    if (!own)
        return {};
    Decision decision = plain(known, Number::R12, Outcome::Accepted);
    std::vector<domain::TicketLine> lines;
    for (const TicketRecord& ticket : own->tickets) {
        if (ticket.state != TicketState::Valid)
            continue;
        if (!ownsItsSeat(known, ticket))
            return {};
        decision.claims.push_back(
            {ticket.line.seat, known.claims.at(ticket.line.seat), rightAfter(known, ticket)});
        decision.ticketStates.emplace_back(ticket.line.ticket, TicketState::Void);
        lines.push_back(ticket.line);
    }
    if (lines.empty())
        return {};
    decision.voided = own->booking.id;
    decision.ledgerEvent = "void";
    decision.postings = domain::postVoid(lines, own->booking.tenders);
    return decision;
}

bool isWellFormed(const Exchange& entry) {
    return !entry.swaps.empty() && entry.swaps.size() <= kMostLines &&
           !hasRepeats(entry.swaps, [](const auto& swap) { return swap.ticket; }) &&
           !hasRepeats(entry.swaps, [](const auto& swap) { return swap.newTicket; }) &&
           !hasRepeats(entry.swaps, [](const auto& swap) { return swap.to; });
}

bool isGivenUp(const Exchange& entry, SeatNo seat) {
    return std::any_of(entry.swaps.begin(), entry.swaps.end(),
                       [&](const auto& swap) { return swap.from == seat; });
}

bool canSwap(const Knowledge& known, const Exchange& entry, const Exchange::Swap& swap) {
    const TicketRecord* ticket = findTicket(known, swap.ticket);
    return ticket && ticket->state == TicketState::Valid && ticket->line.seat == swap.from &&
           ownsItsSeat(known, *ticket) && !swap.newTicket.isNull() &&
           swap.to.value < known.plan->seatCount() &&
           (isGivenUp(entry, swap.to) || placeOf(known, swap.to) != RightPlace::Elsewhere);
}

/// The allotment under which the seat will be held: its present one, or that of the ticket on it.
AllotmentId rightOf(const Knowledge& known, const Exchange& entry, SeatNo seat) {
    for (const auto& swap : entry.swaps)
        if (swap.from == seat)
            return findTicket(known, swap.ticket)->allotment;
    return allotmentOf(known, seat);
}

std::vector<ClaimChange> movedClaims(const Knowledge& known, const Exchange& entry) {
    std::map<SeatNo, std::optional<Claim>> after;
    for (const auto& swap : entry.swaps)
        after[swap.from] = rightAfter(known, *findTicket(known, swap.ticket));
    for (const auto& swap : entry.swaps)
        after[swap.to] = Claim{swap.to, ClaimKind::Ticket, swap.newTicket.uuid, {}};
    std::vector<ClaimChange> changes;
    for (const auto& [seat, claim] : after)
        changes.push_back({seat, known.claims.at(seat), claim});
    return changes;
}

std::optional<Decision> decideExchange(const Knowledge& known, const Exchange& entry) {
    if (!ownBooking(known, entry.showtime) || !known.plan || !isWellFormed(entry) ||
        !known.takenTickets.empty() ||
        !std::all_of(entry.swaps.begin(), entry.swaps.end(),
                     [&](const auto& swap) { return canSwap(known, entry, swap); }))
        return {};
    Decision decision = plain(known, Number::R12, Outcome::Accepted);
    decision.claims = movedClaims(known, entry);
    for (const auto& swap : entry.swaps) {
        TicketRecord ticket = *findTicket(known, swap.ticket);
        decision.ticketStates.emplace_back(swap.ticket, TicketState::Exchanged);
        ticket.line.ticket = swap.newTicket;
        ticket.line.seat = swap.to;
        ticket.allotment = rightOf(known, entry, swap.to);
        decision.newTickets.push_back(std::move(ticket));
    }
    return decision;
}

/// Only seats of that very allotment: a late duplicate must not free what was leased anew.
Decision decideReturn(const Knowledge& known, const Return& entry) {
    Decision decision = plain(known, Number::R12, Outcome::Accepted);
    std::string left;
    for (const SeatNo seat : entry.seats) {
        const auto claim = known.claims.at(seat);
        const bool repeated = std::any_of(decision.claims.begin(), decision.claims.end(),
                                          [&](const auto& change) { return change.seat == seat; });
        if (repeated)
            continue;
        if (placeOf(known, seat) == RightPlace::Own && claim->epoch == entry.right.epoch &&
            claim->owner == entry.right.allotment.uuid)
            decision.claims.push_back({seat, claim, {}});
        else
            left += (left.empty() ? "" : ", ") + nameOfSeat(known, seat);
    }
    if (decision.claims.empty())
        decision.verdict.outcome = Outcome::Noted;
    if (!left.empty())
        decision.verdict.reason = "Not in this allotment any more: " + left + ".";
    return decision;
}

/// What asks for no seat and moves no money.
struct IsPlainRecord {
    bool operator()(const protocol::Intent&) const { return true; }
    bool operator()(const protocol::Abandon&) const { return true; }
    bool operator()(const protocol::Printed&) const { return true; }
    bool operator()(const protocol::ShiftOpened&) const { return true; }
    bool operator()(const protocol::ShiftClosed&) const { return true; }
    template <class Other>
    bool operator()(const Other&) const {
        return false;
    }
};

} // namespace

std::optional<Decision> r12OwnRecord(const Knowledge& known, const Payload& payload) {
    if (const auto* entry = std::get_if<protocol::Void>(&payload))
        return decideVoid(known, *entry);
    if (const auto* entry = std::get_if<Exchange>(&payload))
        return decideExchange(known, *entry);
    if (const auto* entry = std::get_if<Return>(&payload))
        return decideReturn(known, *entry);
    if (std::visit(IsPlainRecord{}, payload))
        return plain(known, Number::R12, Outcome::Noted);
    return {};
}

} // namespace foyer::server::core
