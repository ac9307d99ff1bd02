// Parties that find no place together.

#include "shared/base/check.h"
#include "shared/domain/seat_choice_parts.h"

#include <algorithm>
#include <tuple>

namespace foyer::domain {

namespace {

/// Two pieces of a party, the larger question first: is somebody alone?
struct Halves {
    SeatWindow front;
    SeatWindow back;
    bool acrossAisle = false;
    SeatCost apart = 0; // between their middles, squared

    bool isBetterThan(const Halves& other) const { return rank() < other.rank(); }

private:
    std::tuple<bool, bool, bool, bool, SeatCost, std::size_t, std::size_t> rank() const {
        const auto count = static_cast<SeatCost>(front.count + back.count);
        const bool mixed = front.mixed || back.mixed;
        return {front.count == 1 || back.count == 1,
                front.single.has_value() || back.single.has_value(),
                mixed,
                acrossAisle,
                front.cost + back.cost + apart * count,
                front.first,
                back.first};
    }
};

class HalvesSearch {
public:
    HalvesSearch(const OpenHouse& house, std::size_t count, const SeatTarget& target)
        : m_house(house), m_plan(house.plan()), m_count(count), m_costs(house.costsFor(target)) {
        m_rowStarts.push_back(0);
        for (std::size_t i = 1; i < m_plan.seats.size(); ++i)
            if (m_plan.seats[i].row != m_plan.seats[i - 1].row)
                m_rowStarts.push_back(i);
        m_rowStarts.push_back(m_plan.seats.size());
    }

    std::optional<Halves> find() {
        for (std::size_t size = 1; size < m_count; ++size)
            for (std::size_t row = 0; row + 1 < m_rowStarts.size(); ++row)
                tryRow(row, size);
        return m_best;
    }

private:
    void tryRow(std::size_t row, std::size_t size) {
        const auto fronts = windowsOf(row, size);
        if (fronts.empty())
            return;
        for (const std::size_t other : {row, row + 1}) {
            if (other + 1 >= m_rowStarts.size())
                continue;
            const auto backs = windowsOf(other, m_count - size);
            for (const SeatWindow& front : fronts)
                tryNear(front, backs);
        }
    }

    std::vector<SeatWindow> windowsOf(std::size_t row, std::size_t size) const {
        return m_house.windowsIn(m_rowStarts[row], m_rowStarts[row + 1], size, m_costs);
    }

    /// Rows run from left to right, so only the windows around the same x can be nearest.
    void tryNear(const SeatWindow& front, const std::vector<SeatWindow>& backs) {
        const std::int32_t x = middle(front).x;
        const auto at = std::lower_bound(backs.begin(), backs.end(), x,
                                         [&](const SeatWindow& window, std::int32_t wanted) {
                                             return middle(window).x < wanted;
                                         });
        constexpr std::ptrdiff_t kReach = 3;
        const auto from = at - std::min(kReach, at - backs.begin());
        const auto to = at + std::min(kReach, backs.end() - at);
        for (auto back = from; back != to; ++back)
            if (back->first >= front.end())
                consider(front, *back);
    }

    void consider(const SeatWindow& front, const SeatWindow& back) {
        const Point a = middle(front);
        const Point b = middle(back);
        const SeatCost dx = a.x - b.x;
        const SeatCost dy = a.y - b.y;
        const Seat& first = m_plan.seats[front.first];
        const Seat& second = m_plan.seats[back.first];
        Halves halves{front, back, false, dx * dx + dy * dy};
        halves.acrossAisle = first.row == second.row || m_plan.rows[second.row].aisleBefore;
        halves.back.mixed = halves.back.mixed || first.area != second.area;
        if (back.first == front.end() + 1 && m_house.isUsable(front.end()))
            halves.front.single = SeatNo{static_cast<std::uint16_t>(front.end())};
        if (!m_best || halves.isBetterThan(*m_best))
            m_best = halves;
    }

    Point middle(const SeatWindow& window) const {
        const Point& a = m_plan.seats[window.first].at;
        const Point& b = m_plan.seats[window.end() - 1].at;
        return {(a.x + b.x) / 2, (a.y + b.y) / 2};
    }

    const OpenHouse& m_house;
    const SeatingPlan& m_plan;
    std::size_t m_count;
    std::vector<SeatCost> m_costs;
    std::vector<std::size_t> m_rowStarts;
    std::optional<Halves> m_best;
};

std::size_t longestRun(const OpenHouse& house) {
    std::size_t longest = 0;
    std::size_t length = 0;
    for (std::size_t i = 0; i < house.plan().seats.size(); ++i) {
        const bool joined = i > 0 && house.isWanted(i - 1) && house.plan().seats[i].left;
        length = house.isWanted(i) ? (joined ? length + 1 : 1) : 0;
        longest = std::max(longest, length);
    }
    return longest;
}

/// The best piece of `size` that leaves enough for the other `rest` people.
std::optional<SeatWindow> bestPiece(const OpenHouse& house, std::size_t size, std::size_t rest,
                                    const std::vector<SeatCost>& costs) {
    auto windows = house.windows(size, costs);
    std::sort(windows.begin(), windows.end(), isBetter);
    for (const SeatWindow& window : windows) {
        OpenHouse left = house;
        left.takeWindow(window);
        if (left.canSeat(rest))
            return window;
    }
    return {};
}

SeatWindow nextPiece(const OpenHouse& house, std::size_t count, const SeatTarget& target) {
    const auto costs = house.costsFor(target);
    for (std::size_t size = std::min(count, longestRun(house)); size > 0; --size)
        if (const auto piece = bestPiece(house, size, count - size, costs))
            return *piece;
    CHECK(false); // while canSeat holds, one chair or one sofa always fits
    return {};
}

std::vector<SeatNo> scattered(OpenHouse house, std::size_t count, SeatTarget target) {
    std::vector<SeatNo> seats;
    while (seats.size() < count) {
        const SeatWindow piece = nextPiece(house, count - seats.size(), target);
        append(seats, piece);
        house.takeWindow(piece);
        target = {middleOf(house.plan(), seats), 1}; // the others want to be near the first ones
    }
    return seats;
}

} // namespace

std::vector<SeatNo> splitSeats(OpenHouse house, std::size_t count, const SeatTarget& target) {
    CHECK(house.canSeat(count));
    if (const auto halves = HalvesSearch(house, count, target).find()) {
        std::vector<SeatNo> seats;
        append(seats, halves->front);
        append(seats, halves->back);
        return seats;
    }
    return scattered(std::move(house), count, target);
}

} // namespace foyer::domain
