// The shape of standing allotments.

#include "shared/domain/seat_choice_parts.h"

#include <algorithm>

namespace foyer::domain {

namespace {

constexpr std::size_t kPair = 2;
constexpr std::size_t kTriple = 3;
constexpr std::size_t kLargestBlock = 4;

class AllotmentShape {
public:
    AllotmentShape(const SeatingPlan& plan, const OpenSeats& open, const AllotmentNeed& need)
        : m_plan(plan)
        , m_house(plan, open, {})
        , m_need(need)
        , m_left(need.most)
        , m_costs(m_house.costsFor(targetOf(plan, {}))) {}

    std::vector<std::vector<SeatNo>> make() {
        const std::vector<std::size_t> shares = sharesOfAreas();
        for (std::size_t area = 0; area < shares.size(); ++area)
            if (m_need.areas.at(area))
                takeFirstBlock(area);
        const std::size_t taken = m_need.most - m_left;
        m_left = m_need.count > taken ? std::min(m_left, m_need.count - taken) : 0;
        for (std::size_t area = 0; area < shares.size(); ++area)
            fill(area, kLargestBlock, shares[area]);
        for (const std::size_t length : {kPair, kTriple})
            for (std::size_t area = 0; area < shares.size(); ++area)
                fill(area, length, m_left);
        return std::move(m_blocks);
    }

private:
    /// What each area gives beyond its first block, by its part of the open seats.
    std::vector<std::size_t> sharesOfAreas() const {
        std::vector<std::size_t> shares(m_plan.areas.size());
        const std::size_t all = std::max<std::size_t>(1, m_house.wantedCount());
        for (std::size_t i = 0; i < m_plan.seats.size(); ++i)
            if (m_house.isUsable(i))
                ++shares[m_plan.seats[i].area.value];
        for (std::size_t& share : shares)
            share = std::min(m_need.count, m_need.most) * share / all;
        return shares;
    }

    /// A pair if one can go without leaving somebody alone, else what the area's runs ask for.
    void takeFirstBlock(std::size_t area) {
        for (const std::size_t length : {kPair, kTriple, kLargestBlock})
            if (fill(area, length, length) > 0)
                return;
    }

    /// Takes blocks of `length` seats of the area, best places first, while `budget` lasts.
    /// Returns how many seats it took.
    std::size_t fill(std::size_t area, std::size_t length, std::size_t budget) {
        budget = std::min(budget, m_left);
        std::size_t taken = 0;
        if (budget < length)
            return taken;
        for (const SeatWindow& window : ranked(area, length))
            if (taken + length <= budget && takeIfStillGood(window))
                taken += length;
        return taken;
    }

    std::vector<SeatWindow> ranked(std::size_t area, std::size_t length) const {
        auto windows = m_house.windows(length, m_costs);
        std::erase_if(windows, [&](const SeatWindow& window) {
            return window.mixed || m_plan.seats[window.first].area.value != area;
        });
        std::sort(windows.begin(), windows.end(), [](const SeatWindow& a, const SeatWindow& b) {
            return std::pair(a.cost, a.first) < std::pair(b.cost, b.first);
        });
        return windows;
    }

    bool takeIfStillGood(const SeatWindow& window) {
        const auto now = m_house.windowAt(window.first, window.count);
        if (!now || now->single)
            return false;
        m_blocks.emplace_back();
        append(m_blocks.back(), *now);
        m_house.takeWindow(*now);
        m_left -= now->count;
        return true;
    }

    const SeatingPlan& m_plan;
    OpenHouse m_house;
    const AllotmentNeed& m_need;
    std::size_t m_left;
    std::vector<SeatCost> m_costs;
    std::vector<std::vector<SeatNo>> m_blocks;
};

/// By AreaNo.
std::vector<bool> areasWithPair(const SeatingPlan& plan, const OpenSeats& open) {
    std::vector<bool> areas(plan.areas.size());
    const OpenHouse house(plan, open, {});
    for (std::size_t i = 0; i < open.size(); ++i)
        if (const auto pair = house.windowAt(i, kPair); pair && !pair->mixed)
            areas.at(plan.seats[i].area.value) = true;
    return areas;
}

} // namespace

std::vector<std::vector<SeatNo>> pairsForAllotment(const SeatingPlan& plan, const OpenSeats& open,
                                                   const AllotmentNeed& need) {
    return AllotmentShape(plan, open, need).make();
}

std::vector<bool> areasWithoutPair(const SeatingPlan& plan, const std::vector<SeatNo>& owned) {
    OpenSeats mine(plan.seatCount());
    for (const SeatNo seat : owned)
        if (seat.value < mine.size()) // else of a former plan
            mine[seat.value] = true;
    auto areas = areasWithPair(plan, mine);
    areas.flip();
    if (std::find(areas.begin(), areas.end(), true) == areas.end())
        return areas; // most of the time
    const auto possible = areasWithPair(plan, OpenSeats(plan.seatCount(), true));
    for (std::size_t i = 0; i < areas.size(); ++i)
        areas[i] = areas[i] && possible[i];
    return areas;
}

} // namespace foyer::domain
