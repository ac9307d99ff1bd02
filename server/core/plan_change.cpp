#include "server/core/plan_change.h"

#include "server/core/verdict_parts.h"
#include "shared/base/check.h"

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

/// Why nobody who sits in `was` may be moved to `is`; empty: they may.
std::string whyWorse(const domain::SeatingPlan& from, SeatNo was, const domain::SeatingPlan& to,
                     SeatNo is) {
    const domain::Area& paid = from.areaOf(was);
    const domain::Area& given = to.areaOf(is);
    if (given.key != paid.key && given.rank < paid.rank)
        return to.seatName(is) + " is in a lower area than " + from.seatName(was) + ".";
    if (from.seat(was).kind == domain::SeatKind::Wheelchair &&
        to.seat(is).kind != domain::SeatKind::Wheelchair)
        return from.seatName(was) + " is a wheelchair space and " + to.seatName(is) + " is none.";
    return {};
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
