#pragma once

// How many seats a terminal has on lease without asking, and which (DESIGN §2).

#include "server/core/claims.h"
#include "shared/domain/seating_plan.h"
#include "shared/domain/showtime.h"

#include <chrono>

namespace foyer::server::core {

struct StandingPolicy {
    std::chrono::minutes rateWindow{60}; // the recent sales that make the rate
    std::chrono::minutes outage{120};    // to be survived without the server
    std::chrono::hours horizon{24};      // showtimes that start later get nothing yet
    std::int32_t mostPercent = 30;       // of the free seats, all terminals together
};

struct StandingFacts {
    std::size_t freeSeats = 0;     // in the pool now
    std::size_t standingSeats = 0; // on standing lease now, all terminals
    std::int64_t soldInWindow = 0; // by this terminal for this showtime
    std::size_t areas = 0;         // of the plan
};

/// The seats a terminal shall have: its rate times the outage, at least one pair per area.
std::size_t standingTarget(const StandingPolicy& policy, const StandingFacts& facts);
/// How many more may be leased before the share of all terminals is used up.
std::size_t standingRoom(const StandingPolicy& policy, const StandingFacts& facts);

/// Whether a showtime is sold from now.
bool isOnSale(const domain::Showtime& showtime, Instant now);

/// Whether `owned` (a terminal's standing seats of the showtime) needs no more: what it shall have,
/// and a pair in each area. Free and standing seats of all need not be known for that.
bool hasEnough(const domain::SeatingPlan& plan, const std::vector<SeatNo>& owned,
               const StandingPolicy& policy, const StandingFacts& facts);
/// The seats to add to `owned`, none when it has enough. Areas where it has no pair come first.
/// Never leaves a single seat over; ascending.
std::vector<SeatNo> topUp(const domain::SeatingPlan& plan, const Claims& claims,
                          const std::vector<SeatNo>& owned, const StandingPolicy& policy,
                          const StandingFacts& facts);

} // namespace foyer::server::core
