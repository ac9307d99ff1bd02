#include "tests/unit/plan_fixture.h"

namespace foyer::domain {
namespace {

void dropUnusedAreas(SeatingPlan& plan) {
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

} // namespace

SeatingPlan planOf(const std::vector<std::string_view>& rows) {
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

OpenSeats allBut(const SeatingPlan& plan, const std::vector<std::string_view>& taken) {
    OpenSeats open(plan.seatCount(), true);
    for (const auto name : taken)
        open.at(plan.findSeat(name).value().value) = false;
    return open;
}

std::vector<SeatNo> seatsNamed(const SeatingPlan& plan,
                               const std::vector<std::string_view>& names) {
    std::vector<SeatNo> seats;
    for (const auto name : names)
        seats.push_back(plan.findSeat(name).value());
    return seats;
}

std::string namesOf(const SeatingPlan& plan, const std::vector<SeatNo>& seats) {
    std::string out;
    for (const SeatNo no : seats)
        out += (out.empty() ? "" : " ") + plan.seatName(no);
    return out;
}

} // namespace foyer::domain
