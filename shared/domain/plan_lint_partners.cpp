// Seats that belong together: sofa halves, wheelchair spaces and their companions.

#include "shared/domain/plan_adjacency.h"
#include "shared/domain/plan_lint_parts.h"

#include <cmath>

namespace foyer::domain {

namespace {

constexpr double kBeside = 2'500; // centre to centre, millimetres

const Seat* partnerOf(const SeatingPlan& plan, const Seat& seat) {
    return seat.partner ? &plan.seats[seat.partner->value] : nullptr;
}

void lintSofa(const SeatingPlan& plan, std::size_t index, PlanFindings& findings) {
    const Seat& seat = plan.seats[index];
    const SeatNo self{static_cast<std::uint16_t>(index)};
    const Seat* partner = partnerOf(plan, seat);
    if (!partner) {
        findings.error(PlanFault::SofaAlone, seatSubject(index), "is half a sofa without partner");
        return;
    }
    const std::string other = plan.seatName(*seat.partner);
    if (partner->kind != SeatKind::Sofa || partner->partner != self)
        findings.error(PlanFault::SofaAlone, seatSubject(index),
                       "its partner " + other + " is not the other half of this sofa");
    else if (!areNeighbours(plan, self, *seat.partner))
        findings.error(PlanFault::SofaAlone, seatSubject(index),
                       "its partner " + other + " is not the seat beside it");
}

void lintCompanion(const SeatingPlan& plan, std::size_t index, PlanFindings& findings) {
    const Seat& seat = plan.seats[index];
    const Seat* space = partnerOf(plan, seat);
    if (!space || space->kind != SeatKind::Wheelchair) {
        findings.error(PlanFault::CompanionAlone, seatSubject(index),
                       "is a companion's seat without its wheelchair space");
        return;
    }
    const double away = std::hypot(seat.at.x - space->at.x, seat.at.y - space->at.y);
    if (away > kBeside)
        findings.warning(PlanFault::CompanionAlone, seatSubject(index),
                         "is " + millimetres(away) + " away from its wheelchair space " +
                             plan.seatName(*seat.partner));
}

void lintWheelchair(const SeatingPlan& plan, std::size_t index, PlanFindings& findings) {
    const Seat& space = plan.seats[index];
    const Seat* companion = partnerOf(plan, space);
    const SeatNo self{static_cast<std::uint16_t>(index)};
    if (!companion)
        findings.warning(PlanFault::WheelchairAlone, seatSubject(index),
                         "is a wheelchair space without a companion's seat");
    else if (companion->kind != SeatKind::Companion || companion->partner != self)
        findings.error(PlanFault::WheelchairAlone, seatSubject(index),
                       "its partner " + plan.seatName(*space.partner) +
                           " is not a companion's seat of this space");
}

} // namespace

void lintPartners(const SeatingPlan& plan, PlanFindings& findings) {
    for (std::size_t i = 0; i < plan.seats.size(); ++i) {
        switch (plan.seats[i].kind) {
        case SeatKind::Sofa:
            lintSofa(plan, i, findings);
            break;
        case SeatKind::Companion:
            lintCompanion(plan, i, findings);
            break;
        case SeatKind::Wheelchair:
            lintWheelchair(plan, i, findings);
            break;
        case SeatKind::Standard:
        case SeatKind::Premium:
        case SeatKind::Restricted:
            if (plan.seats[i].partner)
                findings.error(PlanFault::StrayPartner, seatSubject(i),
                               "names a partner, but its kind has none");
        }
    }
}

} // namespace foyer::domain
