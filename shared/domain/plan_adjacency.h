#pragma once

// Who sits beside whom. A row is cut into segments by its aisles; inside a segment every seat knows
// its left and right neighbour.

#include "shared/domain/seating_plan.h"

#include <vector>

namespace foyer::domain {

/// The seat at this place of `plan.seats`. Requires: index < 65,536.
SeatNo seatNo(std::size_t index);

/// Sets `left` and `right` of every seat from the order of the seats. `gapAfter[i]` says that an
/// aisle or a wall lies between seat i and the next one; seats of different rows never touch.
/// Requires: gapAfter.size() == plan.seats.size(), and at most 65,536 seats.
void linkNeighbours(SeatingPlan& plan, const std::vector<bool>& gapAfter);

/// True when an aisle, or the end of the row, lies to the right of the seat.
bool hasGapAfter(const SeatingPlan& plan, SeatNo no);

/// The segments of the plan in seat order, each from left to right.
std::vector<std::vector<SeatNo>> segmentsOf(const SeatingPlan& plan);

/// True when the two are neighbours with no aisle between.
bool areNeighbours(const SeatingPlan& plan, SeatNo a, SeatNo b);

} // namespace foyer::domain
