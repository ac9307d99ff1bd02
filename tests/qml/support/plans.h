#pragma once

// Seating plans made up for the tests of the seat map; no file is read.

#include "shared/domain/seating_plan.h"

#include <cmath>
#include <memory>
#include <string>

namespace foyer::test {

inline std::string rowName(int row) {
    std::string name(1, static_cast<char>('A' + row % 26));
    return row < 26 ? name : static_cast<char>('A' + row / 26 - 1) + name;
}

inline void addRow(domain::SeatingPlan& plan) {
    plan.rows.push_back({rowName(static_cast<int>(plan.rows.size())), false});
}

/// Puts a seat at the end of the last row, beside the one before it.
inline domain::Seat& addSeat(domain::SeatingPlan& plan, domain::Point at,
                             domain::SeatKind kind = domain::SeatKind::Standard) {
    const auto row = static_cast<std::uint16_t>(plan.rows.size() - 1);
    const bool first = plan.seats.empty() || plan.seats.back().row != row;
    domain::Seat seat;
    seat.row = row;
    seat.label = first ? "1" : std::to_string(std::stoi(plan.seats.back().label) + 1);
    seat.kind = kind;
    seat.at = at;
    const auto no = static_cast<std::uint16_t>(plan.seats.size());
    if (!first) {
        seat.left = SeatNo{static_cast<std::uint16_t>(no - 1)};
        plan.seats.back().right = SeatNo{no};
    }
    plan.seats.push_back(seat);
    return plan.seats.back();
}

inline domain::SeatingPlan emptyPlan() {
    domain::SeatingPlan plan;
    plan.name = "Test";
    plan.areas = {{"parkett", "Parkett", "#3b78c3", 1}, {"loge", "Loge", "#8a5cc2", 2}};
    return plan;
}

/// `rows` × `perRow` standard seats on straight lines, 600 mm apart, rows 1,000 mm.
inline domain::SeatingPlan straightPlan(int rows, int perRow) {
    domain::SeatingPlan plan = emptyPlan();
    plan.size = {perRow * 600 + 2000, rows * 1000 + 4000};
    plan.pictureWidth = perRow * 500;
    for (int row = 0; row < rows; ++row) {
        addRow(plan);
        for (int i = 0; i < perRow; ++i)
            addSeat(plan, {1300 + i * 600, 3500 + row * 1000});
    }
    return plan;
}

/// Rows on arcs around the picture, each seat turned towards it.
inline domain::SeatingPlan curvedPlan(int rows, int perRow) {
    domain::SeatingPlan plan = emptyPlan();
    const double middle = perRow * 330.0 + 1500;
    plan.size = {static_cast<int>(2 * middle), rows * 1100 + 6000};
    plan.pictureWidth = static_cast<int>(middle);
    for (int row = 0; row < rows; ++row) {
        addRow(plan);
        const double radius = 14000 + row * 1100;
        for (int i = 0; i < perRow; ++i) {
            const double angle = (i - (perRow - 1) / 2.0) * 600 / radius;
            const auto x = static_cast<int>(middle + radius * std::sin(angle));
            const auto y =
                static_cast<int>(3500 + row * 1100 - radius * (1 - std::cos(angle)) + 3000);
            auto& seat = addSeat(plan, {x, y});
            seat.rotation = static_cast<std::int16_t>(-angle * 57.29578);
            seat.area.value = row * 4 >= rows * 3 ? 1 : 0;
        }
    }
    return plan;
}

/// One row with a seat of every kind, wide apart; the sofa has both halves (seats 2 and 3).
inline domain::SeatingPlan kindsPlan() {
    using domain::SeatKind;
    domain::SeatingPlan plan = emptyPlan();
    plan.size = {9000, 5000};
    plan.pictureWidth = 5000;
    addRow(plan);
    int x = 1000;
    for (const auto kind : {SeatKind::Standard, SeatKind::Premium, SeatKind::Sofa, SeatKind::Sofa,
                            SeatKind::Wheelchair, SeatKind::Companion, SeatKind::Restricted}) {
        addSeat(plan, {x, 3500}, kind);
        x += kind == SeatKind::Sofa && plan.seats.size() == 3 ? 600 : 1100;
    }
    plan.seats[2].partner = SeatNo{3};
    plan.seats[3].partner = SeatNo{2};
    plan.seats[4].partner = SeatNo{5};
    plan.seats[5].partner = SeatNo{4};
    return plan;
}

inline std::shared_ptr<const domain::SeatingPlan> shared(domain::SeatingPlan plan) {
    return std::make_shared<const domain::SeatingPlan>(std::move(plan));
}

} // namespace foyer::test
