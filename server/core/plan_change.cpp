#include "server/core/plan_change.h"

#include "server/core/verdict_parts.h"
#include "shared/base/check.h"
#include "shared/base/mutant.h"

#include <algorithm>
#include <map>
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

/// Why nobody who sits in `was` may be moved to `is`; empty: they may. As DESIGN's "equal or
/// better" has it for whoever is seated anew (shared/domain/reseat.h).
std::string whyWorse(const domain::SeatingPlan& from, SeatNo was, const domain::SeatingPlan& to,
                     SeatNo is) {
    if (mutated(Mutant::WorseSeatMapped))
        return {};
    const domain::Area& paid = from.areaOf(was);
    const domain::Area& given = to.areaOf(is);
    if (given.key != paid.key && given.rank < paid.rank)
        return to.seatName(is) + " is in a lower area than " + from.seatName(was) + ".";
    if (from.seat(was).kind == domain::SeatKind::Wheelchair &&
        to.seat(is).kind != domain::SeatKind::Wheelchair)
        return from.seatName(was) + " is a wheelchair space and " + to.seatName(is) + " is none.";
    const domain::SeatKind had = from.seat(was).kind;
    const domain::SeatKind gets = to.seat(is).kind;
    if (gets == domain::SeatKind::Wheelchair && had != gets)
        return to.seatName(is) + " is a wheelchair space and " + from.seatName(was) + " is none.";
    if (had == domain::SeatKind::Premium && had != gets)
        return from.seatName(was) + " is a premium seat and " + to.seatName(is) + " is none.";
    if (gets == domain::SeatKind::Restricted && had != gets)
        return to.seatName(is) + " has a restricted view and " + from.seatName(was) + " has not.";
    return {};
}

using Counterparts = std::map<SeatNo, SeatNo>;

/// Where both halves of a sofa are in the new plan: on one sofa, or on neighbouring chairs.
bool areBeside(const domain::SeatingPlan& to, SeatNo half, SeatNo other) {
    const domain::Seat& seat = to.seat(half);
    if (seat.kind == domain::SeatKind::Sofa)
        return seat.partner == other;
    return seat.left == other || seat.right == other;
}

/// Why somebody in `was` would be parted from whom that seat goes with; empty: nobody is. A
/// companion whose wheelchair space has no counterpart is not parted by the mapping.
std::string whyParted(const Counterparts& where, const domain::SeatingPlan& from, SeatNo was,
                      const domain::SeatingPlan& to, SeatNo is) {
    const auto partner = from.seat(was).partner;
    if (!partner || mutated(Mutant::PairParted))
        return {};
    const auto other = where.find(*partner);
    switch (from.seat(was).kind) {
    case domain::SeatKind::Sofa:
        if (other == where.end())
            return from.seatName(was) + " and " + from.seatName(*partner) +
                   " are one sofa, and only one of them has a counterpart.";
        if (!areBeside(to, is, other->second))
            return from.seatName(was) + " and " + from.seatName(*partner) + " are one sofa; " +
                   to.seatName(is) + " and " + to.seatName(other->second) +
                   " are neither one nor neighbours.";
        return {};
    case domain::SeatKind::Companion:
        if (other != where.end() && to.seat(is).partner != other->second)
            return from.seatName(was) + " is the companion's seat of wheelchair space " +
                   from.seatName(*partner) + ", and " + to.seatName(is) + " is not that of " +
                   to.seatName(other->second) + ".";
        return {};
    case domain::SeatKind::Wheelchair: // its companion's pair says it
    case domain::SeatKind::Standard:
    case domain::SeatKind::Premium:
    case domain::SeatKind::Restricted:
        return {};
    }
    CHECK(false);
}

} // namespace

std::optional<MappingFault> faultOf(const SeatMapping& mapping, const domain::SeatingPlan& from,
                                    const domain::SeatingPlan& to) {
    std::set<SeatNo> left;
    std::set<SeatNo> right;
    for (std::size_t i = 0; i < mapping.size(); ++i) {
        const auto& [was, is] = mapping[i];
        if (was.value >= from.seatCount() || is.value >= to.seatCount())
            return MappingFault{i, "One of the plans has no such seat."};
        if (!left.insert(was).second || !right.insert(is).second)
            return MappingFault{i, "A seat is named twice."};
        if (auto reason = whyWorse(from, was, to, is); !reason.empty())
            return MappingFault{i, std::move(reason)};
    }
    const Counterparts where(mapping.begin(), mapping.end());
    for (std::size_t i = 0; i < mapping.size(); ++i)
        if (auto reason = whyParted(where, from, mapping[i].first, to, mapping[i].second);
            !reason.empty())
            return MappingFault{i, std::move(reason)};
    return {};
}

SeatMapping sameNames(const domain::SeatingPlan& from, const domain::SeatingPlan& to) {
    std::map<std::string, SeatNo> named;
    for (std::size_t i = 0; i < to.seatCount(); ++i) {
        const SeatNo seat{static_cast<std::uint16_t>(i)};
        named.emplace(to.seatName(seat), seat);
    }
    SeatMapping mapping;
    for (std::size_t i = 0; i < from.seatCount(); ++i) {
        const SeatNo was{static_cast<std::uint16_t>(i)};
        const auto is = named.find(from.seatName(was));
        if (is == named.end() || to.areaOf(is->second).key != from.areaOf(was).key ||
            to.seat(is->second).kind != from.seat(was).kind)
            continue;
        mapping.emplace_back(was, is->second);
        named.erase(is); // a name may stand twice in a plan; its counterpart is one seat
    }
    const Counterparts where(mapping.begin(), mapping.end());
    std::erase_if(mapping, [&](const auto& pair) {
        return !whyParted(where, from, pair.first, to, pair.second).empty();
    });
    return mapping;
}

std::optional<PlanPeriod> periodOf(const std::vector<PlanPeriod>& periods, Epoch token) {
    for (const PlanPeriod& period : periods)
        if (token <= period.last)
            return period;
    return {};
}

std::optional<PlanPeriod> lastOf(const std::vector<PlanPeriod>& periods, PlanId plan) {
    const auto at = std::find_if(periods.rbegin(), periods.rend(),
                                 [&](const PlanPeriod& period) { return period.plan == plan; });
    return at == periods.rend() ? std::nullopt : std::optional(*at);
}

SeatMapping composed(const SeatMapping& first, const SeatMapping& second) {
    SeatMapping whole;
    for (const auto& [was, between] : first)
        if (const auto is = counterpart(second, between))
            whole.emplace_back(was, *is);
    return whole;
}

std::string sentenceFor(const std::vector<protocol::Reseating>& moves) {
    std::vector<std::string> gone;
    std::vector<std::string> to;
    for (const protocol::Reseating& move : moves) {
        if (move.fromName != move.toName)
            gone.push_back(move.fromName);
        to.push_back(move.toName);
    }
    if (moves.empty())
        return {};
    const bool many = gone.size() > 1;
    if (gone.empty())
        return "The seating plan has changed; you sit in " + listOf(to) +
               " as before, on a new ticket, same price.";
    return (many ? "Your seats " : "Your seat ") + listOf(gone) +
           (many ? " are not in the new seating plan" : " is not in the new seating plan") +
           "; you sit in " + listOf(to) + ", same price.";
}

PlanChange planChanged(const PlanChangeFacts& facts) {
    CHECK(!faultOf(facts.mapping, *facts.from, *facts.to));
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
