#pragma once

// Other seats for people who have paid for seats they cannot have (verdicts R4, R6, R8). Pure and
// deterministic: the same plan, open seats and party give the same answer on every machine.
//
// Equal or better: never a price area that a member may not be put into, and of the kinds
//   wheelchair   only another wheelchair space, with the partner's place for its companion
//   companion    beside the new space of its wheelchair, if that one is in the party
//   sofa pair    a sofa, or two neighbours
//   premium      only another premium seat
//   restricted   view only for somebody who had paid for restricted view
// and nobody gets a wheelchair space, or the place beside one, who had none.

#include "shared/domain/seat_choice.h"

namespace foyer::domain {

/// One of a party and the seat that was paid for.
struct Displaced {
    std::optional<SeatNo> seat; ///< that seat in this plan; nothing: the plan has no such seat
    Point at;                   ///< where it is or was
    SeatKind kind = SeatKind::Standard;
    std::optional<std::size_t> partner; ///< who of the party has the other sofa half, or the
                                        ///< wheelchair space beside this companion's place
    std::vector<bool> areas;            ///< by AreaNo: where this one may sit for the price paid
    bool keeps = false;                 ///< `seat` is this one's own still
};

/// A seat for each of the party, in its order. Those who keep their seats do so as long as the
/// others fit beside them, or the party cannot sit together at all. First match:
///  1. the others beside those who keep theirs, all in one run of neighbours,
///  2. everybody in another run of neighbours,
///  3. the others together near those who keep theirs,
///  4. each as near to the former seat as can be.
/// Among equals the nearest run, then the one with the lower seat numbers.
/// Nothing when somebody would be left without an allowed seat. Requires: open.size() ==
/// plan.seatCount(); the seats of those who keep theirs are distinct.
/// Ensures: the seats are distinct, allowed, and open or kept.
std::optional<std::vector<SeatNo>> reseat(const SeatingPlan& plan, const OpenSeats& open,
                                          const std::vector<Displaced>& party);

/// Whether all sit in one run of neighbours with no aisle between.
bool sitTogether(const SeatingPlan& plan, std::vector<SeatNo> seats);

} // namespace foyer::domain
