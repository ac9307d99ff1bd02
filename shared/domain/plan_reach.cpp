#include "shared/domain/plan_reach.h"

#include <algorithm>
#include <cmath>

namespace foyer::domain {

namespace {

constexpr double kCell = 50;
constexpr double kTouch = kCell * 1.5; // a flooded cell this near the clearance touches the seat
constexpr double kDoorReach = 500;
constexpr double kLongestPiece = 2'000;

bool stopsPeople(Decoration::Kind kind) {
    return kind == Decoration::Kind::Wall || kind == Decoration::Kind::BalconyEdge;
}

double halfDiagonal(const Seat& seat) {
    return std::hypot(seat.width, seat.depth) / 2.0;
}

} // namespace

PlanFloor::PlanFloor(const SeatingPlan& plan, double wayWidth)
    : m_plan(plan)
    , m_clearance(wayWidth / 2)
    , m_columns(static_cast<std::int32_t>(std::ceil(plan.size.x / kCell)))
    , m_rows(static_cast<std::int32_t>(std::ceil(plan.size.y / kCell)))
    , m_cells(static_cast<std::size_t>(m_columns) * static_cast<std::size_t>(m_rows), Cell::Open) {
    shutSeats();
    shutWalls();
    floodFromEntrances();
}

bool PlanFloor::reaches(const Seat& seat) const {
    const double margin = halfDiagonal(seat) + m_clearance + kTouch;
    const Window window = windowAround(spotOf(seat.at), spotOf(seat.at), margin);
    for (std::int32_t row = window.top; row < window.bottom; ++row)
        for (std::int32_t column = window.left; column < window.right; ++column) {
            const auto index = static_cast<std::size_t>(row) * m_columns + column;
            if (m_cells[index] == Cell::Flooded &&
                distanceTo(seat, middleOf(column, row)) <= m_clearance + kTouch)
                return true;
        }
    return false;
}

PlanFloor::Window PlanFloor::windowAround(Spot from, Spot to, double margin) const {
    const auto cell = [](double mm, std::int32_t limit) {
        return std::clamp(static_cast<std::int32_t>(std::floor(mm / kCell)), 0, limit);
    };
    return {cell(std::min(from.x, to.x) - margin, m_columns),
            cell(std::min(from.y, to.y) - margin, m_rows),
            cell(std::max(from.x, to.x) + margin + kCell, m_columns),
            cell(std::max(from.y, to.y) + margin + kCell, m_rows)};
}

Spot PlanFloor::middleOf(std::int32_t column, std::int32_t row) const {
    return {(column + 0.5) * kCell, (row + 0.5) * kCell};
}

PlanFloor::Cell& PlanFloor::at(std::int32_t column, std::int32_t row) {
    return m_cells[static_cast<std::size_t>(row) * m_columns + column];
}

void PlanFloor::shutSeats() {
    for (const Seat& seat : m_plan.seats) {
        const double margin = halfDiagonal(seat) + m_clearance;
        const Window window = windowAround(spotOf(seat.at), spotOf(seat.at), margin);
        for (std::int32_t row = window.top; row < window.bottom; ++row)
            for (std::int32_t column = window.left; column < window.right; ++column)
                if (distanceTo(seat, middleOf(column, row)) < m_clearance)
                    at(column, row) = Cell::Shut;
    }
}

void PlanFloor::shutWalls() {
    for (const Decoration& decoration : m_plan.decorations) {
        if (!stopsPeople(decoration.kind))
            continue;
        for (std::size_t i = 1; i < decoration.points.size(); ++i)
            shutLine(spotOf(decoration.points[i - 1]), spotOf(decoration.points[i]));
    }
}

void PlanFloor::shutLine(Spot a, Spot b) {
    // In short pieces, so that a slanting wall does not visit every cell of its bounding box.
    if (std::hypot(b.x - a.x, b.y - a.y) > kLongestPiece) {
        const Spot half{(a.x + b.x) / 2, (a.y + b.y) / 2};
        shutLine(a, half);
        shutLine(half, b);
        return;
    }
    const Window window = windowAround(a, b, m_clearance);
    for (std::int32_t row = window.top; row < window.bottom; ++row)
        for (std::int32_t column = window.left; column < window.right; ++column) {
            const Spot place = middleOf(column, row);
            if (distanceToLine(place, a, b) < m_clearance && !isDoorway(place))
                at(column, row) = Cell::Shut;
        }
}

bool PlanFloor::isDoorway(Spot place) const {
    return std::any_of(m_plan.entrances.begin(), m_plan.entrances.end(), [&](const Entrance& door) {
        return std::hypot(place.x - door.at.x, place.y - door.at.y) < m_clearance + kDoorReach;
    });
}

void PlanFloor::floodFromEntrances() {
    std::vector<std::uint32_t> frontier;
    for (const Entrance& door : m_plan.entrances) {
        if (door.emergency)
            continue;
        const double reach = m_clearance + kDoorReach;
        const Window window = windowAround(spotOf(door.at), spotOf(door.at), reach);
        for (std::int32_t row = window.top; row < window.bottom; ++row)
            for (std::int32_t column = window.left; column < window.right; ++column)
                if (at(column, row) == Cell::Open) {
                    at(column, row) = Cell::Flooded;
                    frontier.push_back(static_cast<std::uint32_t>(row) * m_columns + column);
                }
    }
    flood(std::move(frontier));
}

void PlanFloor::flood(std::vector<std::uint32_t> frontier) {
    std::vector<std::uint32_t> next;
    while (!frontier.empty()) {
        next.clear();
        for (const std::uint32_t cell : frontier)
            spread(cell, next);
        frontier.swap(next);
    }
}

void PlanFloor::spread(std::uint32_t cell, std::vector<std::uint32_t>& next) {
    const auto visit = [&](std::uint32_t neighbour) {
        if (m_cells[neighbour] != Cell::Open)
            return;
        m_cells[neighbour] = Cell::Flooded;
        next.push_back(neighbour);
    };
    const auto columns = static_cast<std::uint32_t>(m_columns);
    if (cell % columns > 0)
        visit(cell - 1);
    if (cell % columns + 1 < columns)
        visit(cell + 1);
    if (cell >= columns)
        visit(cell - columns);
    if (cell + columns < m_cells.size())
        visit(cell + columns);
}

} // namespace foyer::domain
