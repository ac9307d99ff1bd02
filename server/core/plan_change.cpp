#include "server/core/plan_change.h"

#include "server/core/verdict_parts.h"
#include "shared/base/check.h"

#include <algorithm>
#include <set>

namespace foyer::server::core {

namespace {

std::optional<SeatNo> counterpart(const SeatMapping& mapping, SeatNo seat) {
    for (const auto& [from, to] : mapping)
        if (from == seat)
            return to;
    return {};
}

void mapClaims(const PlanChangeFacts& facts, PlanChange& change) {
    std::set<HoldId> cut;
    for (Claim claim : facts.claims.all()) {
        const auto seat = counterpart(facts.mapping, claim.seat);
        if (!seat && claim.kind == ClaimKind::Hold)
            cut.insert(HoldId{claim.owner});
        if (!seat)
            continue;
        claim.seat = *seat;
        change.claims.push_back(claim);
    }
    change.cutHolds.assign(cut.begin(), cut.end());
}

/// Tickets of one booking whose seats are gone look for others together.
void moveBooking(const PlanChangeFacts& facts, const BookingFacts& booking, PlanChange& change) {
    Knowledge known;
    known.showtime = facts.showtime;
    known.plan = facts.to;
    known.formerPlan = facts.from;
    known.mapping = facts.mapping;
    known.listed = facts.listed;
    known.claims = Claims(change.claims);
    std::vector<domain::TicketLine> homeless;
    for (const TicketRecord& ticket : booking.tickets) {
        if (ticket.state != TicketState::Valid)
            continue;
        const auto seat = counterpart(facts.mapping, ticket.line.seat);
        if (seat)
            change.tickets.push_back(
                {ticket.line.ticket, booking.booking.id, ticket.line.seat, seat});
        else
            homeless.push_back(ticket.line);
    }
    if (homeless.empty())
        return;
    const auto seats =
        otherSeats(known, homeless, std::vector<std::optional<SeatNo>>(homeless.size()));
    for (std::size_t i = 0; i < homeless.size(); ++i) {
        std::optional<SeatNo> to;
        if (seats)
            to = (*seats)[i];
        change.tickets.push_back(
            {homeless[i].ticket, booking.booking.id, homeless[i].seat, to, false});
        if (to)
            change.claims.push_back({*to, ClaimKind::Ticket, homeless[i].ticket.uuid, {}});
    }
}

bool areDistinct(std::vector<SeatNo> seats) {
    std::sort(seats.begin(), seats.end());
    return std::adjacent_find(seats.begin(), seats.end()) == seats.end();
}

} // namespace

bool isSound(const SeatMapping& mapping, const domain::SeatingPlan& from,
             const domain::SeatingPlan& to) {
    std::vector<SeatNo> left;
    std::vector<SeatNo> right;
    for (const auto& [was, is] : mapping) {
        if (was.value >= from.seatCount() || is.value >= to.seatCount())
            return false;
        left.push_back(was);
        right.push_back(is);
    }
    return areDistinct(std::move(left)) && areDistinct(std::move(right));
}

SeatMapping composed(const SeatMapping& first, const SeatMapping& second) {
    SeatMapping whole;
    for (const auto& [was, between] : first)
        if (const auto is = counterpart(second, between))
            whole.emplace_back(was, *is);
    return whole;
}

PlanChange planChanged(const PlanChangeFacts& facts) {
    CHECK(isSound(facts.mapping, *facts.from, *facts.to));
    PlanChange change;
    mapClaims(facts, change);
    std::vector<const BookingFacts*> inOrder;
    for (const BookingFacts& booking : facts.bookings)
        inOrder.push_back(&booking);
    std::sort(inOrder.begin(), inOrder.end(), [](const auto* a, const auto* b) {
        return std::pair(a->booking.soldAt, a->booking.id) <
               std::pair(b->booking.soldAt, b->booking.id);
    });
    for (const BookingFacts* booking : inOrder)
        moveBooking(facts, *booking, change);
    return change;
}

} // namespace foyer::server::core
