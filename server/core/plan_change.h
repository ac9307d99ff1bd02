#pragma once

// What a new seating plan does to the rights of a showtime (an auditorium swap, verdict R4).

#include "server/core/verdicts.h"

namespace foyer::server::core {

struct PlanChangeFacts {
    domain::Showtime showtime; // with the plan it has so far
    PlanPtr from;
    PlanPtr to;
    SeatMapping mapping; // where a seat of the one is in the other
    PriceListPtr listed;
    Claims claims;                      // all of the showtime
    std::vector<BookingFacts> bookings; // those with valid tickets
};

/// What is wrong with a mapping: the first pair that cannot stand, and why in one sentence.
struct MappingFault {
    std::size_t pair = 0;
    std::string reason;
};
/// Each seat at most once on either side, none that a plan does not have, and nobody worse off: a
/// seat of no lower area and no lesser kind, the halves of a sofa beside each other, a companion
/// beside the wheelchair. A wheelchair space is only for another.
std::optional<MappingFault> faultOf(const SeatMapping& mapping, const domain::SeatingPlan& from,
                                    const domain::SeatingPlan& to);
/// Seats of the same name, area and kind in both plans, but for those that would part a sofa or a
/// companion from the wheelchair.
SeatMapping sameNames(const domain::SeatingPlan& from, const domain::SeatingPlan& to);
/// When a token of that number was given; nothing: since the present plan is there. `periods` in
/// the order of time.
std::optional<PlanPeriod> periodOf(const std::vector<PlanPeriod>& periods, Epoch token);
/// The last time of that plan.
std::optional<PlanPeriod> lastOf(const std::vector<PlanPeriod>& periods, PlanId plan);
/// From a plan of before to the newest one, by way of the one in between.
SeatMapping composed(const SeatMapping& first, const SeatMapping& second);

struct TicketMove {
    TicketId ticket;
    BookingId booking;
    SeatNo from;
    std::optional<SeatNo> to; // nothing: no seat as good, its money is owed
    bool isMapped = true;     // false: moved to another seat than its counterpart
};

struct PlanChange {
    std::vector<Claim> claims;       // of the new plan, owners as before
    std::vector<TicketMove> tickets; // every valid one, the earliest sale's first
    std::vector<HoldId> cutHolds;    // a seat of theirs has no counterpart
};
/// "Your seats F7 and F8 are not in the new seating plan; you sit in G7 and G8, same price."
/// Empty when nobody moves.
std::string sentenceFor(const std::vector<protocol::Reseating>& moves);
/// Mapped owners keep their rights. Tickets without a counterpart get other seats, equal or better,
/// in the order of their sales, then nothing. Requires: the mapping is sound.
PlanChange planChanged(const PlanChangeFacts& facts);

} // namespace foyer::server::core
