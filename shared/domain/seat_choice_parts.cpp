#include "shared/domain/seat_choice_parts.h"

#include "shared/base/check.h"
#include "shared/domain/plan_adjacency.h"
#include "shared/domain/plan_geometry.h"

#include <algorithm>
#include <tuple>

namespace foyer::domain {

namespace {

constexpr SeatCost kRestrictedCost = 36'000'000; // as bad as six metres
constexpr double kFrontShare = 0.1;
constexpr double kBackShare = 0.95;

bool isOrdinary(SeatKind kind) {
    return kind != SeatKind::Wheelchair && kind != SeatKind::Companion;
}

/// A sofa is whole when both halves are open, know each other and stand side by side.
bool isWhole(const SeatingPlan& plan, const OpenSeats& open, SeatNo no) {
    const Seat& half = plan.seat(no);
    if (half.kind != SeatKind::Sofa)
        return true;
    return half.partner && open[half.partner->value] && plan.seat(*half.partner).partner == no &&
           areNeighbours(plan, no, *half.partner);
}

} // namespace

bool isBetter(const SeatWindow& a, const SeatWindow& b) {
    const auto rank = [](const SeatWindow& window) {
        return std::tuple(window.single.has_value(), window.mixed, window.cost, window.first);
    };
    return rank(a) < rank(b);
}

SeatTarget targetOf(const SeatingPlan& plan, const Preferences& wishes) {
    switch (wishes.depth) {
    case Preferences::Depth::Best:
        return {sweetSpot(plan), 2};
    case Preferences::Depth::Front:
        return {sweetSpot(plan, kFrontShare), 1};
    case Preferences::Depth::Back:
        return {sweetSpot(plan, kBackShare), 1};
    }
    return {};
}

OpenHouse::OpenHouse(const SeatingPlan& plan, const OpenSeats& open, std::optional<AreaNo> area)
    : m_plan(plan), m_area(area), m_usable(plan.seatCount()) {
    CHECK(open.size() == plan.seatCount());
    for (std::size_t i = 0; i < m_usable.size(); ++i)
        m_usable[i] = open[i] && isOrdinary(plan.seats[i].kind) && isWhole(plan, open, seatNo(i));
}

bool OpenHouse::isWanted(std::size_t seat) const {
    const Seat& it = m_plan.seats[seat];
    if (!m_usable[seat] || (m_area && it.area != *m_area))
        return false;
    return !m_area || it.kind != SeatKind::Sofa || m_plan.seat(*it.partner).area == *m_area;
}

void OpenHouse::takeWindow(const SeatWindow& window) {
    for (std::size_t i = window.first; i < window.end(); ++i)
        m_usable[i] = false;
}

std::optional<SeatWindow> OpenHouse::windowAt(std::size_t first, std::size_t count) const {
    const std::size_t end = first + count;
    if (count == 0 || end > m_usable.size() || !isWanted(first))
        return {};
    SeatWindow window{first, count, {}, false, 0};
    for (std::size_t i = first; i + 1 < end; ++i) {
        if (!isJoined(i) || !isWanted(i + 1))
            return {};
        window.mixed = window.mixed || m_plan.seats[i].area != m_plan.seats[i + 1].area;
    }
    if (cutsSofa(first, end))
        return {};
    window.single = singleBeside(first, end);
    return window;
}

std::vector<SeatWindow> OpenHouse::windows(std::size_t count,
                                           std::span<const SeatCost> costs) const {
    return windowsIn(0, m_usable.size(), count, costs);
}

std::vector<SeatWindow> OpenHouse::windowsIn(std::size_t from, std::size_t to, std::size_t count,
                                             std::span<const SeatCost> costs) const {
    std::vector<SeatWindow> found;
    for (std::size_t i = from; i + count <= to; ++i) {
        auto window = windowAt(i, count);
        if (!window)
            continue;
        for (std::size_t seat = i; seat < i + count; ++seat)
            window->cost += costs[seat];
        found.push_back(*window);
    }
    return found;
}

bool OpenHouse::canSeat(std::size_t count) const {
    std::size_t chairs = 0;
    std::size_t halves = 0;
    for (std::size_t i = 0; i < m_usable.size(); ++i)
        if (isWanted(i))
            ++(m_plan.seats[i].kind == SeatKind::Sofa ? halves : chairs);
    const std::size_t onSofas = std::min(halves / 2, count / 2) * 2;
    return count - onSofas <= chairs;
}

std::size_t OpenHouse::wantedCount() const {
    std::size_t wanted = 0;
    for (std::size_t i = 0; i < m_usable.size(); ++i)
        wanted += isWanted(i);
    return wanted;
}

std::vector<SeatCost> OpenHouse::costsFor(const SeatTarget& target) const {
    std::vector<SeatCost> costs;
    costs.reserve(m_plan.seatCount());
    for (const Seat& seat : m_plan.seats) {
        const SeatCost dx = seat.at.x - target.at.x;
        const SeatCost dy = seat.at.y - target.at.y;
        const SeatCost base = dx * dx + dy * dy * (dy < 0 ? target.frontWeight : 1);
        costs.push_back(base + (seat.kind == SeatKind::Restricted ? kRestrictedCost : 0));
    }
    return costs;
}

bool OpenHouse::isJoined(std::size_t left) const {
    return left + 1 < m_usable.size() && m_usable[left] && m_usable[left + 1] &&
           m_plan.seats[left].right == seatNo(left + 1);
}

bool OpenHouse::cutsSofa(std::size_t first, std::size_t end) const {
    for (const std::size_t i : {first, end - 1})
        if (const auto partner = m_plan.seats[i].partner;
            m_plan.seats[i].kind == SeatKind::Sofa &&
            (partner->value < first || partner->value >= end))
            return true;
    return false;
}

std::optional<SeatNo> OpenHouse::singleBeside(std::size_t first, std::size_t end) const {
    if (first > 0 && isJoined(first - 1) && (first < 2 || !isJoined(first - 2)))
        return seatNo(first - 1);
    if (isJoined(end - 1) && !isJoined(end))
        return seatNo(end);
    return {};
}

SeatChoice described(const SeatingPlan& plan, const OpenSeats& open, std::vector<SeatNo> seats) {
    std::sort(seats.begin(), seats.end());
    SeatChoice choice;
    for (std::size_t i = 1; i < seats.size(); ++i) {
        choice.together = choice.together && plan.seat(seats[i - 1]).right == seats[i];
        choice.oneArea = choice.oneArea && plan.seat(seats[0]).area == plan.seat(seats[i]).area;
    }
    if (const auto single = leavesSingleSeat(plan, open, seats))
        choice.leavesSingle = single->seat;
    choice.seats = std::move(seats);
    return choice;
}

void append(std::vector<SeatNo>& seats, const SeatWindow& window) {
    for (std::size_t i = window.first; i < window.end(); ++i)
        seats.push_back(seatNo(i));
}

Point middleOf(const SeatingPlan& plan, const std::vector<SeatNo>& seats) {
    CHECK(!seats.empty());
    std::int64_t x = 0;
    std::int64_t y = 0;
    for (const SeatNo no : seats) {
        x += plan.seat(no).at.x;
        y += plan.seat(no).at.y;
    }
    const auto count = static_cast<std::int64_t>(seats.size());
    return {static_cast<std::int32_t>(x / count), static_cast<std::int32_t>(y / count)};
}

} // namespace foyer::domain
