#pragma once

// Can people walk to their seats? The floor of a plan as a grid, flooded from the entrances; see
// plan_lint.h for the rule.

#include "shared/domain/plan_geometry.h"
#include "shared/domain/seating_plan.h"

#include <cstdint>
#include <vector>

namespace foyer::domain {

class PlanFloor {
public:
    /// Floods the floor for people who need a way of `wayWidth` millimetres.
    /// Requires: the plan's size lies within kMaxPlanSide, and is positive. `plan` outlives this.
    PlanFloor(const SeatingPlan& plan, double wayWidth);

    /// True when walkable floor that is connected to an entrance touches the seat.
    bool reaches(const Seat& seat) const;

private:
    enum class Cell : std::uint8_t { Open, Shut, Flooded };

    struct Window { // columns and rows of cells, the last ones excluded
        std::int32_t left, top, right, bottom;
    };
    Window windowAround(Spot from, Spot to, double margin) const;
    Spot middleOf(std::int32_t column, std::int32_t row) const;
    Cell& at(std::int32_t column, std::int32_t row);

    void shutSeats();
    void shutWalls();
    void shutLine(Spot a, Spot b);
    bool isDoorway(Spot place) const;
    void floodFromEntrances();
    void flood(std::vector<std::uint32_t> frontier);
    void spread(std::uint32_t cell, std::vector<std::uint32_t>& next);

    const SeatingPlan& m_plan;
    double m_clearance;
    std::int32_t m_columns;
    std::int32_t m_rows;
    std::vector<Cell> m_cells;
};

} // namespace foyer::domain
