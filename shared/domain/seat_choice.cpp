#include "shared/domain/seat_choice.h"

#include "shared/base/check.h"
#include "shared/domain/seat_choice_parts.h"

#include <algorithm>

namespace foyer::domain {

namespace {

SeatChoice chosen(const SeatWindow& window) {
    SeatChoice choice;
    append(choice.seats, window);
    choice.oneArea = !window.mixed;
    choice.leavesSingle = window.single;
    return choice;
}

bool overlap(const SeatChoice& choice, const SeatWindow& window) {
    return std::any_of(choice.seats.begin(), choice.seats.end(), [&](SeatNo no) {
        return no.value >= window.first && no.value < window.end();
    });
}

/// What is open once `chosen` is sold; sofa halves count with their whole sofa.
class Neighbourhood {
public:
    Neighbourhood(const SeatingPlan& plan, const OpenSeats& open, const std::vector<SeatNo>& chosen)
        : m_plan(plan), m_before(plan, open, {}), m_after(plan, without(open, chosen), {}) {}

    bool isSofaHalf(SeatNo no) const {
        return m_plan.seat(no).kind == SeatKind::Sofa && m_before.isUsable(no.value) &&
               !m_after.isUsable(no.value);
    }
    bool becomesSingle(SeatNo no) const {
        return m_after.isUsable(no.value) && hasNeighbour(no, m_before) &&
               !hasNeighbour(no, m_after);
    }
    SingleSeat::Reason reasonOf(SeatNo no) const {
        bool aisle = false;
        bool taken = false;
        for (const auto& side : {m_plan.seat(no).left, m_plan.seat(no).right}) {
            aisle = aisle || !side || isSpace(*side);
            taken = taken || (side && !isSpace(*side) && !m_before.isUsable(side->value));
        }
        if (aisle)
            return SingleSeat::Reason::BesideAisle;
        return taken ? SingleSeat::Reason::BesideTaken : SingleSeat::Reason::BetweenChosen;
    }

private:
    static OpenSeats without(OpenSeats open, const std::vector<SeatNo>& chosen) {
        for (const SeatNo no : chosen)
            open.at(no.value) = false;
        return open;
    }
    bool isSpace(SeatNo no) const {
        const SeatKind kind = m_plan.seat(no).kind;
        return kind == SeatKind::Wheelchair || kind == SeatKind::Companion;
    }
    bool hasNeighbour(SeatNo no, const OpenHouse& house) const {
        const Seat& seat = m_plan.seat(no);
        return (seat.left && house.isUsable(seat.left->value)) ||
               (seat.right && house.isUsable(seat.right->value));
    }

    const SeatingPlan& m_plan;
    OpenHouse m_before;
    OpenHouse m_after;
};

std::vector<SeatNo> openBeside(const SeatingPlan& plan, const OpenSeats& open,
                               const std::vector<SeatNo>& chosen) {
    std::vector<SeatNo> beside;
    for (const SeatNo no : chosen)
        for (const auto& side : {plan.seat(no).left, plan.seat(no).right, plan.seat(no).partner})
            if (side && open[side->value] &&
                std::find(chosen.begin(), chosen.end(), *side) == chosen.end())
                beside.push_back(*side);
    std::sort(beside.begin(), beside.end());
    beside.erase(std::unique(beside.begin(), beside.end()), beside.end());
    return beside;
}

} // namespace

OpenSeats freeSeats(const SeatStates& states) {
    OpenSeats open(states.size());
    for (std::size_t i = 0; i < states.size(); ++i)
        open[i] = states[i] == SeatState::Free;
    return open;
}

std::optional<SeatChoice> bestAvailable(const SeatingPlan& plan, const OpenSeats& open,
                                        std::size_t count, const Preferences& wishes) {
    auto choices = bestChoices(plan, open, count, 1, wishes);
    if (choices.empty())
        return {};
    return std::move(choices.front());
}

std::vector<SeatChoice> bestChoices(const SeatingPlan& plan, const OpenSeats& open,
                                    std::size_t count, std::size_t choices,
                                    const Preferences& wishes) {
    CHECK(open.size() == plan.seatCount());
    std::vector<SeatChoice> found;
    if (count == 0 || choices == 0 || count > plan.seatCount())
        return found;
    if (wishes.wheelchairs > 0) {
        if (auto choice = accessibleChoice(plan, open, count, wishes))
            found.push_back(std::move(*choice));
        return found;
    }
    const OpenHouse house(plan, open, wishes.area);
    const SeatTarget target = targetOf(plan, wishes);
    auto windows = house.windows(count, house.costsFor(target));
    std::sort(windows.begin(), windows.end(), isBetter);
    for (const SeatWindow& window : windows) {
        if (found.size() == choices)
            break;
        if (std::none_of(found.begin(), found.end(),
                         [&](const SeatChoice& choice) { return overlap(choice, window); }))
            found.push_back(chosen(window));
    }
    if (found.empty() && house.canSeat(count))
        found.push_back(described(plan, open, splitSeats(house, count, target)));
    return found;
}

std::optional<SingleSeat> leavesSingleSeat(const SeatingPlan& plan, const OpenSeats& open,
                                           const std::vector<SeatNo>& chosen) {
    CHECK(open.size() == plan.seatCount());
    const Neighbourhood around(plan, open, chosen);
    for (const SeatNo no : openBeside(plan, open, chosen)) {
        if (around.isSofaHalf(no))
            return SingleSeat{no, SingleSeat::Reason::SofaHalf};
        if (around.becomesSingle(no))
            return SingleSeat{no, around.reasonOf(no)};
    }
    return {};
}

} // namespace foyer::domain
