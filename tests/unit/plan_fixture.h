#pragma once

// Small plans for tests: "a row of five" without a file.

#include "shared/domain/plan_adjacency.h"
#include "shared/domain/seat_choice.h"
#include "shared/domain/seating_plan.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace foyer::domain {

inline void dropUnusedAreas(SeatingPlan& plan) {
    const auto count = [&](std::uint8_t area) {
        return std::count_if(plan.seats.begin(), plan.seats.end(),
                             [&](const Seat& seat) { return seat.area.value == area; });
    };
    if (count(1) == 0) {
        plan.areas.pop_back();
    } else if (count(0) == 0) {
        plan.areas.erase(plan.areas.begin());
        for (Seat& seat : plan.seats)
            seat.area.value = 0;
    }
}

/// Makes a plan from one text per row, from the picture to the back. A letter is a seat of that
/// kind (s standard, p premium, S sofa half, w wheelchair space, c companion, r restricted), a
/// blank is an aisle. Chairs stand 600 mm apart, rows 1,100 mm. Premium seats and sofas lie in an
/// area of their own, the second one where there are two.
inline SeatingPlan planOf(const std::vector<std::string_view>& rows) {
    SeatingPlan plan;
    plan.name = "Test";
    plan.areas = {{"parkett", "Parkett", "#3b78c3", 1}, {"loge", "Loge", "#8a5cc2", 2}};
    std::size_t longest = 0;
    for (const auto row : rows)
        longest = std::max(longest, row.size());
    plan.size = {static_cast<std::int32_t>(longest) * 600 + 4'000,
                 static_cast<std::int32_t>(rows.size()) * 1'100 + 6'000};
    plan.pictureWidth = plan.size.x / 2;
    plan.entrances = {{"Entrance", {0, 1'500}, false}};
    std::vector<bool> gapAfter;
    for (std::size_t r = 0; r < rows.size(); ++r) {
        plan.rows.push_back({std::string(1, static_cast<char>('A' + r)), false});
        int label = 0;
        for (std::size_t i = 0; i < rows[r].size(); ++i) {
            if (rows[r][i] == ' ') {
                gapAfter.back() = true;
                continue;
            }
            Seat seat;
            seat.label = std::to_string(++label);
            seat.row = static_cast<std::uint16_t>(r);
            constexpr std::string_view kinds = "spSwcr";
            seat.kind = static_cast<SeatKind>(kinds.find(rows[r][i]));
            const bool better = seat.kind == SeatKind::Premium || seat.kind == SeatKind::Sofa;
            seat.area.value = better ? 1 : 0;
            seat.at = {static_cast<std::int32_t>(2'300 + i * 600),
                       static_cast<std::int32_t>(4'000 + r * 1'100)};
            plan.seats.push_back(seat);
            gapAfter.push_back(false);
        }
    }
    linkNeighbours(plan, gapAfter);
    dropUnusedAreas(plan);
    const auto join = [&](std::size_t a, std::size_t b) {
        plan.seats[a].partner = SeatNo{static_cast<std::uint16_t>(b)};
        plan.seats[b].partner = SeatNo{static_cast<std::uint16_t>(a)};
    };
    for (std::size_t i = 0; i + 1 < plan.seats.size(); ++i) {
        const SeatKind kind = plan.seats[i].kind;
        const SeatKind next = plan.seats[i + 1].kind;
        if (plan.seats[i].partner || !plan.seats[i].right)
            continue;
        const bool isPair = (kind == SeatKind::Sofa && next == SeatKind::Sofa) ||
                            (kind == SeatKind::Wheelchair && next == SeatKind::Companion) ||
                            (kind == SeatKind::Companion && next == SeatKind::Wheelchair);
        if (isPair)
            join(i, i + 1);
    }
    return plan;
}

/// Every seat open, but for those named: allBut(plan, {"A1", "B3"}).
inline OpenSeats allBut(const SeatingPlan& plan, const std::vector<std::string_view>& taken = {}) {
    OpenSeats open(plan.seatCount(), true);
    for (const auto name : taken)
        open.at(plan.findSeat(name).value().value) = false;
    return open;
}

inline std::vector<SeatNo> seatsNamed(const SeatingPlan& plan,
                                      const std::vector<std::string_view>& names) {
    std::vector<SeatNo> seats;
    for (const auto name : names)
        seats.push_back(plan.findSeat(name).value());
    return seats;
}

/// "A1 A2": for comparing in one line.
inline std::string namesOf(const SeatingPlan& plan, const std::vector<SeatNo>& seats) {
    std::string out;
    for (const SeatNo no : seats)
        out += (out.empty() ? "" : " ") + plan.seatName(no);
    return out;
}

} // namespace foyer::domain
