#pragma once

// What choosing seats is made of: which seats count as open to an ordinary party, what each is
// worth, and the windows of neighbours among them.

#include "shared/domain/seat_choice.h"

#include <compare>
#include <span>

namespace foyer::domain {

/// The squared distance to the place asked for, in square millimetres, with what makes a seat worse
/// than its distance says. Lower is better. Whole numbers, so that every machine agrees.
using SeatCost = std::int64_t;

/// `count` neighbours from seat `first` on, in one segment.
struct SeatWindow {
    std::size_t first = 0;
    std::size_t count = 0;
    std::optional<SeatNo> single; ///< a seat it would leave alone
    bool mixed = false;           ///< more than one price area
    SeatCost cost = 0;

    std::size_t end() const { return first + count; }
};
/// Better first: no single seat, one area, near; then the lower seat number.
bool isBetter(const SeatWindow& a, const SeatWindow& b);

/// Where to sit, as costs look at it.
struct SeatTarget {
    Point at;
    SeatCost frontWeight = 1; ///< how much worse a step nearer to the picture is than one back
};
SeatTarget targetOf(const SeatingPlan& plan, const Preferences& wishes);

/// The open seats of ordinary kinds, as one party may take them.
class OpenHouse {
public:
    /// `plan` outlives this. Requires: open.size() == plan.seatCount().
    OpenHouse(const SeatingPlan& plan, const OpenSeats& open, std::optional<AreaNo> area);

    const SeatingPlan& plan() const { return m_plan; }
    /// Open, of an ordinary kind, and if it is half a sofa the other half is open too.
    bool isUsable(std::size_t seat) const { return m_usable[seat]; }
    /// May be part of the answer: usable, and in the area asked for.
    bool isWanted(std::size_t seat) const;
    void takeWindow(const SeatWindow& window);

    /// The window of `count` seats from `first` on, if all are usable neighbours of the area asked
    /// for and no sofa is cut. Its cost is not set.
    std::optional<SeatWindow> windowAt(std::size_t first, std::size_t count) const;
    /// All of them within [from, to), in seat order, with their costs.
    std::vector<SeatWindow> windows(std::size_t count, std::span<const SeatCost> costs) const;
    std::vector<SeatWindow> windowsIn(std::size_t from, std::size_t to, std::size_t count,
                                      std::span<const SeatCost> costs) const;

    /// Whether `count` can be made of the wanted seats without cutting a sofa.
    bool canSeat(std::size_t count) const;
    std::size_t wantedCount() const;

    std::vector<SeatCost> costsFor(const SeatTarget& target) const;

private:
    bool isJoined(std::size_t left) const; // usable, and its right neighbour too
    bool cutsSofa(std::size_t first, std::size_t end) const;
    std::optional<SeatNo> singleBeside(std::size_t first, std::size_t end) const;

    const SeatingPlan& m_plan;
    std::optional<AreaNo> m_area;
    std::vector<bool> m_usable;
};

/// Puts the seats in order and says what is to be said about them.
SeatChoice described(const SeatingPlan& plan, const OpenSeats& open, std::vector<SeatNo> seats);

void append(std::vector<SeatNo>& seats, const SeatWindow& window);

/// The middle of the seats. Requires: not empty.
Point middleOf(const SeatingPlan& plan, const std::vector<SeatNo>& seats);

/// The last resort: two windows in the same or in neighbouring rows, and if there are none, as few
/// and as near pieces as the house gives. Requires: house.canSeat(count).
std::vector<SeatNo> splitSeats(OpenHouse house, std::size_t count, const SeatTarget& target);

/// A party with wheelchairs: spaces, companions, and the others as near as can be.
std::optional<SeatChoice> accessibleChoice(const SeatingPlan& plan, const OpenSeats& open,
                                           std::size_t count, const Preferences& wishes);

} // namespace foyer::domain
