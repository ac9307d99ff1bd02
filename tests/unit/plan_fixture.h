#pragma once

// Small plans for tests: "a row of five" without a file.

#include "shared/domain/plan_adjacency.h"
#include "shared/domain/seat_choice.h"
#include "shared/domain/seating_plan.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace foyer::domain {

/// Makes a plan from one text per row, from the picture to the back. A letter is a seat of that
/// kind (s standard, p premium, S sofa half, w wheelchair space, c companion, r restricted), a
/// blank is an aisle. Chairs stand 600 mm apart, rows 1,100 mm. Premium seats and sofas lie in an
/// area of their own, the second one where there are two.
SeatingPlan planOf(const std::vector<std::string_view>& rows);

/// Every seat open, but for those named: allBut(plan, {"A1", "B3"}).
OpenSeats allBut(const SeatingPlan& plan, const std::vector<std::string_view>& taken = {});

std::vector<SeatNo> seatsNamed(const SeatingPlan& plan, const std::vector<std::string_view>& names);

/// "A1 A2": for comparing in one line.
std::string namesOf(const SeatingPlan& plan, const std::vector<SeatNo>& seats);

} // namespace foyer::domain
