// Parties with wheelchairs.

#include "shared/domain/plan_adjacency.h"
#include "shared/domain/seat_choice_parts.h"

#include <algorithm>
#include <tuple>

namespace foyer::domain {

namespace {

SeatCost apart(const Seat& a, Point b) {
    const SeatCost dx = a.at.x - b.x;
    const SeatCost dy = a.at.y - b.y;
    return dx * dx + dy * dy;
}

class AccessibleSearch {
public:
    AccessibleSearch(const SeatingPlan& plan, const OpenSeats& open, std::size_t count,
                     const Preferences& wishes)
        : m_plan(plan)
        , m_open(open)
        , m_count(count)
        , m_wishes(wishes)
        , m_target(targetOf(plan, wishes))
        , m_house(plan, open, wishes.area)
        , m_spaces(openPlaces(SeatKind::Wheelchair)) {}

    std::optional<SeatChoice> find() {
        if (m_wishes.wheelchairs > m_count || m_spaces.size() < m_wishes.wheelchairs)
            return {};
        for (const SeatNo anchor : m_spaces)
            consider(anchor);
        return m_best;
    }

private:
    std::vector<SeatNo> openPlaces(SeatKind kind) const {
        std::vector<SeatNo> places;
        for (std::size_t i = 0; i < m_plan.seats.size(); ++i)
            if (m_open[i] && m_plan.seats[i].kind == kind &&
                (!m_wishes.area || m_plan.seats[i].area == *m_wishes.area))
                places.push_back(seatNo(i));
        return places;
    }

    void consider(SeatNo anchor) {
        std::vector<SeatNo> seats = spacesNear(anchor);
        addCompanions(seats);
        if (!addOthers(seats))
            return;
        SeatChoice choice = described(m_plan, m_open, std::move(seats));
        const SeatCost cost = costOf(choice);
        const auto rank = [](const SeatChoice& made, SeatCost its) {
            return std::tuple(!made.together, made.leavesSingle.has_value(), !made.oneArea, its);
        };
        if (m_best && rank(*m_best, m_bestCost) <= rank(choice, cost))
            return;
        m_best = std::move(choice);
        m_bestCost = cost;
    }

    std::vector<SeatNo> spacesNear(SeatNo anchor) const {
        std::vector<SeatNo> near = m_spaces;
        const Point at = m_plan.seat(anchor).at;
        std::sort(near.begin(), near.end(), [&](SeatNo a, SeatNo b) {
            return std::pair(apart(m_plan.seat(a), at), a) <
                   std::pair(apart(m_plan.seat(b), at), b);
        });
        near.resize(m_wishes.wheelchairs);
        return near;
    }

    void addCompanions(std::vector<SeatNo>& seats) const {
        const std::vector<SeatNo> spaces = seats;
        for (const SeatNo companion : openPlaces(SeatKind::Companion)) {
            const auto space = m_plan.seat(companion).partner;
            if (seats.size() < m_count && space &&
                std::find(spaces.begin(), spaces.end(), *space) != spaces.end())
                seats.push_back(companion);
        }
    }

    bool addOthers(std::vector<SeatNo>& seats) const {
        const std::size_t rest = m_count - seats.size();
        if (rest == 0)
            return true;
        if (!m_house.canSeat(rest))
            return false;
        const SeatTarget beside{middleOf(m_plan, seats), 1};
        const auto windows = m_house.windows(rest, m_house.costsFor(beside));
        const auto best = std::min_element(windows.begin(), windows.end(),
                                           [&](const SeatWindow& a, const SeatWindow& b) {
                                               const bool besideA = isBeside(seats, a);
                                               const bool besideB = isBeside(seats, b);
                                               return besideA != besideB ? besideA : isBetter(a, b);
                                           });
        if (best != windows.end()) {
            append(seats, *best);
            return true;
        }
        const auto others = splitSeats(m_house, rest, beside);
        seats.insert(seats.end(), others.begin(), others.end());
        return true;
    }

    bool isBeside(const std::vector<SeatNo>& seats, const SeatWindow& window) const {
        const auto has = [&](const std::optional<SeatNo>& no) {
            return no && std::find(seats.begin(), seats.end(), *no) != seats.end();
        };
        return has(m_plan.seats[window.first].left) || has(m_plan.seats[window.end() - 1].right);
    }

    /// Near the good places, and near to each other.
    SeatCost costOf(const SeatChoice& choice) const {
        const Point middle = middleOf(m_plan, choice.seats);
        SeatCost cost = 0;
        for (const SeatNo no : choice.seats)
            cost += apart(m_plan.seat(no), m_target.at) + 4 * apart(m_plan.seat(no), middle);
        return cost;
    }

    const SeatingPlan& m_plan;
    const OpenSeats& m_open;
    std::size_t m_count;
    const Preferences& m_wishes;
    SeatTarget m_target;
    OpenHouse m_house;
    std::vector<SeatNo> m_spaces;
    std::optional<SeatChoice> m_best;
    SeatCost m_bestCost = 0;
};

} // namespace

std::optional<SeatChoice> accessibleChoice(const SeatingPlan& plan, const OpenSeats& open,
                                           std::size_t count, const Preferences& wishes) {
    return AccessibleSearch(plan, open, count, wishes).find();
}

} // namespace foyer::domain
