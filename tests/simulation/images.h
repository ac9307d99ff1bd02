#pragma once

#include "server/core/verdicts.h"
#include "shared/base/ids.h"

#include <string>
#include <vector>

namespace foyer::simulation {

/// A server's database as it stands before the doors open: one cinema with its plans, prices,
/// people and programme. Made once by the real services and copied for every run, so that a run
/// does not begin with migrations.
struct ServerImage {
    std::string bytes;
    CinemaId cinema;
    std::vector<ShowtimeId> showtimes;   // of the small auditorium, then of the big one
    std::vector<std::size_t> seats;      // of each
    std::vector<OperatorId> people;      // a cashier and two who may do more
    std::vector<PriceListId> priceLists; // the one of the programme, and a dearer one, both with
                                         // discounts for pairs, for three, and by a code
    /// For each showtime a plan in which its seats have other numbers, and four no counterpart.
    std::vector<PlanId> otherPlans;
    std::vector<server::core::SeatMapping> mappings;
    std::vector<PlanId> plans; // of each, to begin with
    /// From there back to it: neighbours of a kind have changed places.
    std::vector<server::core::SeatMapping> mappingsBack;
};
const ServerImage& serverImage();

/// What a counter may sell at risk by the policy of that house.
constexpr std::int64_t kRiskSeats = 3; // of a showtime
constexpr std::int64_t kRiskMinor = 4'000;

/// A terminal's database that was migrated and belongs to nobody yet.
const std::string& terminalImage();

} // namespace foyer::simulation
