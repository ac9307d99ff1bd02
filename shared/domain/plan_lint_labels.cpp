// Names and order: what is printed on tickets must lead to one seat, and lists must run the way
// the rest of the house relies on.

#include "shared/domain/plan_geometry.h"
#include "shared/domain/plan_lint_parts.h"

#include <algorithm>
#include <cctype>
#include <limits>
#include <map>

namespace foyer::domain {

namespace {

using Kind = PlanSubject::Kind;

constexpr std::size_t kLongSegment = 40;
constexpr double kWideGap = 600;

/// The form in which SeatingPlan::findSeat compares names.
std::string foldedLabel(const std::string& text) {
    std::string out;
    for (const char c : text)
        if (c != ' ')
            out += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return out;
}

void lintRowLabels(const SeatingPlan& plan, PlanFindings& findings) {
    std::map<std::string, std::size_t> seen;
    std::vector<bool> filled(plan.rows.size());
    for (const Seat& seat : plan.seats)
        filled[seat.row] = true;
    for (std::size_t i = 0; i < plan.rows.size(); ++i) {
        const PlanSubject subject{Kind::Row, i};
        if (plan.rows[i].label.empty())
            findings.error(PlanFault::EmptyLabel, subject, "has no label");
        lintText(plan.rows[i].label, kLongestPlanLabel, subject, findings);
        if (!seen.emplace(foldedLabel(plan.rows[i].label), i).second)
            findings.error(PlanFault::DuplicateRow, subject, "another row has this label");
        if (!filled[i])
            findings.error(PlanFault::EmptyRow, subject, "has no seats");
    }
}

void lintSeatLabels(const SeatingPlan& plan, PlanFindings& findings) {
    std::map<std::string, std::size_t> seen;
    for (std::size_t i = 0; i < plan.seats.size(); ++i) {
        if (plan.seats[i].label.empty())
            findings.error(PlanFault::EmptyLabel, seatSubject(i), "has no label");
        lintText(plan.seats[i].label, kLongestPlanLabel, seatSubject(i), findings);
        const auto [first, isNew] = seen.emplace(foldedLabel(seatAt(plan, i)), i);
        if (isNew)
            continue;
        const std::string& row = plan.rows[plan.seats[first->second].row].label;
        const std::string& label = plan.seats[first->second].label;
        findings.error(PlanFault::DuplicateSeat, seatSubject(i),
                       "has the same name as seat " + label + " of row " + row);
    }
}

void lintRowOrder(const SeatingPlan& plan, PlanFindings& findings) {
    struct Reach {
        std::int32_t nearest = std::numeric_limits<std::int32_t>::max();
        std::int32_t farthest = std::numeric_limits<std::int32_t>::min();
    };
    std::vector<Reach> rows(plan.rows.size());
    for (const Seat& seat : plan.seats) {
        rows[seat.row].nearest = std::min(rows[seat.row].nearest, seat.at.y);
        rows[seat.row].farthest = std::max(rows[seat.row].farthest, seat.at.y);
    }
    const auto isEmpty = [](const Reach& row) { return row.farthest < row.nearest; };
    for (std::size_t i = 1; i < rows.size(); ++i)
        if (!isEmpty(rows[i]) && !isEmpty(rows[i - 1]) && rows[i].farthest < rows[i - 1].nearest)
            findings.warning(PlanFault::RowOrder, {Kind::Row, i},
                             "lies nearer to the picture than row " + plan.rows[i - 1].label +
                                 "; rows are listed from the picture to the back");
}

bool liesRightOf(const Seat& left, const Seat& right) {
    const Spot axis = axesOf(left).right;
    return (right.at.x - left.at.x) * axis.x + (right.at.y - left.at.y) * axis.y > 0;
}

void lintSeatOrder(const SeatingPlan& plan, PlanFindings& findings) {
    for (std::size_t i = 1; i < plan.seats.size(); ++i) {
        const Seat& before = plan.seats[i - 1];
        const Seat& seat = plan.seats[i];
        if (before.row != seat.row)
            continue;
        const std::string other = seatAt(plan, i - 1);
        if (!liesRightOf(before, seat))
            findings.warning(PlanFault::SeatOrder, seatSubject(i),
                             "lies left of " + other + "; seats are listed from left to right");
        else if (seat.left && gapBetween(before, seat) > kWideGap)
            findings.warning(PlanFault::WideGap, seatSubject(i),
                             "is " + millimetres(gapBetween(before, seat)) + " away from " + other +
                                 "; if an aisle lies between, say gapAfter");
    }
}

void lintSegments(const SeatingPlan& plan, PlanFindings& findings) {
    std::size_t length = 0;
    for (std::size_t i = 0; i < plan.seats.size(); ++i) {
        length = plan.seats[i].left ? length + 1 : 1;
        if (!plan.seats[i].right && length > kLongSegment)
            findings.warning(PlanFault::LongSegment, seatSubject(i),
                             "ends a block of " + std::to_string(length) +
                                 " seats without an aisle");
    }
}

} // namespace

void lintLabels(const SeatingPlan& plan, PlanFindings& findings) {
    lintRowLabels(plan, findings);
    lintSeatLabels(plan, findings);
}

void lintOrder(const SeatingPlan& plan, PlanFindings& findings) {
    lintRowOrder(plan, findings);
    lintSeatOrder(plan, findings);
    lintSegments(plan, findings);
}

} // namespace foyer::domain
