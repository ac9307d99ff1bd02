#pragma once

// Choosing seats for people: the best ones still open, together, and without leaving a lonely seat
// that nobody buys. Pure and deterministic: the same plan and the same open seats give the same
// answer on every machine.
//
// Who may be offered which kind:
//   standard, premium, restricted  to everybody (restricted view only when nothing near is better)
//   sofa                           both halves or none
//   wheelchair, companion          only on wish (Preferences::wheelchairs)

#include "shared/domain/seat_state.h"
#include "shared/domain/seating_plan.h"

#include <optional>
#include <vector>

namespace foyer::domain {

/// One flag per seat: may be chosen by the asker now. At a counter that is the pool and its own
/// allotment; everything else counts as taken.
using OpenSeats = std::vector<bool>;
/// The seats in the pool.
OpenSeats freeSeats(const SeatStates& states);

struct Preferences {
    enum class Depth : std::uint8_t { Best, Front, Back }; ///< two thirds back; first; last rows

    std::optional<AreaNo> area; ///< only this price area
    Depth depth = Depth::Best;
    std::uint8_t wheelchairs = 0; ///< how many of the party need a wheelchair space
};

struct SeatChoice {
    std::vector<SeatNo> seats; ///< ascending
    bool together = true;      ///< false: split over rows or aisles; the operator must say so
    bool oneArea = true;       ///< false: prices differ within the party
    std::optional<SeatNo> leavesSingle; ///< a lonely seat that could not be avoided
    friend bool operator==(const SeatChoice&, const SeatChoice&) = default;
};

/// The best `count` open seats. Together goes before no-single-seat, that before one price area,
/// that before the place; ties go to the lower seat number.
/// Ensures: exactly `count` seats, all open; nothing only when there are not enough of the kinds
/// asked for. Requires: open.size() == plan.seatCount(). Linear in the seats while together.
std::optional<SeatChoice> bestAvailable(const SeatingPlan& plan, const OpenSeats& open,
                                        std::size_t count, const Preferences& wishes = {});

/// The best choice and up to `choices - 1` others that share no seat with each other, best first.
/// Only the first may be split.
std::vector<SeatChoice> bestChoices(const SeatingPlan& plan, const OpenSeats& open,
                                    std::size_t count, std::size_t choices,
                                    const Preferences& wishes = {});

/// The no-single-seat rule.
struct SingleSeat {
    enum class Reason : std::uint8_t {
        BesideAisle,   ///< between the choice and an aisle, a wall or a space for wheelchairs
        BesideTaken,   ///< between the choice and a seat taken before
        BetweenChosen, ///< in the middle of the choice itself
        SofaHalf       ///< the other half of a sofa
    };
    SeatNo seat;
    Reason reason = Reason::BesideAisle;
    friend bool operator==(const SingleSeat&, const SingleSeat&) = default;
};

/// The first open seat that would be left without an open neighbour by selling `chosen`, and was
/// not so before. Wheelchair and companion places neither count as neighbours nor are left alone.
std::optional<SingleSeat> leavesSingleSeat(const SeatingPlan& plan, const OpenSeats& open,
                                           const std::vector<SeatNo>& chosen);

/// What a standing allotment still lacks.
struct AllotmentNeed {
    std::size_t count = 0;   ///< seats
    std::vector<bool> areas; ///< by AreaNo: where it must have a block, whatever `count` is
    std::size_t most = 0;    ///< seats that may be given in all
};
/// The shape of a standing allotment: blocks of two to four neighbours, first one in every area
/// that must have one and still has one to give, then others, well placed, until there are `count`;
/// wherever the blocks lie, no single seat is left over. Fewer seats when the house does not give
/// more. Requires: open.size() == plan.seatCount(), a flag for each area.
std::vector<std::vector<SeatNo>> pairsForAllotment(const SeatingPlan& plan, const OpenSeats& open,
                                                   const AllotmentNeed& need);

/// By AreaNo: it has neighbours for a standing allotment, and of the `owned` seats no two there are
/// neighbours.
std::vector<bool> areasWithoutPair(const SeatingPlan& plan, const std::vector<SeatNo>& owned);

} // namespace foyer::domain
