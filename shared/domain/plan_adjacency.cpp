#include "shared/domain/plan_adjacency.h"

#include "shared/base/check.h"

namespace foyer::domain {

SeatNo seatNo(std::size_t index) {
    return SeatNo{static_cast<std::uint16_t>(index)};
}

void linkNeighbours(SeatingPlan& plan, const std::vector<bool>& gapAfter) {
    CHECK(gapAfter.size() == plan.seats.size());
    for (Seat& seat : plan.seats)
        seat.left = seat.right = std::nullopt;
    for (std::size_t i = 0; i + 1 < plan.seats.size(); ++i) {
        if (gapAfter[i] || plan.seats[i].row != plan.seats[i + 1].row)
            continue;
        plan.seats[i].right = seatNo(i + 1);
        plan.seats[i + 1].left = seatNo(i);
    }
}

bool hasGapAfter(const SeatingPlan& plan, SeatNo no) {
    return !plan.seat(no).right.has_value();
}

std::vector<std::vector<SeatNo>> segmentsOf(const SeatingPlan& plan) {
    std::vector<std::vector<SeatNo>> segments;
    for (std::size_t i = 0; i < plan.seats.size(); ++i) {
        if (!plan.seats[i].left || segments.empty())
            segments.emplace_back();
        segments.back().push_back(seatNo(i));
    }
    return segments;
}

bool areNeighbours(const SeatingPlan& plan, SeatNo a, SeatNo b) {
    return plan.seat(a).left == b || plan.seat(a).right == b;
}

} // namespace foyer::domain
