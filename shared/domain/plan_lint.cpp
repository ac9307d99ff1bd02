#include "shared/domain/plan_lint.h"

#include "shared/domain/plan_lint_parts.h"

#include <algorithm>
#include <cmath>

namespace foyer::domain {

namespace {

using Kind = PlanSubject::Kind;

bool namesNobody(const std::optional<SeatNo>& no, const SeatingPlan& plan) {
    return no && no->value >= plan.seats.size();
}

void lintSeatReferences(const SeatingPlan& plan, std::size_t index, PlanFindings& findings) {
    const Seat& seat = plan.seats[index];
    if (seat.row >= plan.rows.size())
        findings.error(PlanFault::BadReference, {}, "a seat lies in a row that does not exist");
    if (index > 0 && seat.row < plan.seats[index - 1].row)
        findings.error(PlanFault::BadReference, {}, "the seats are not listed row by row");
    if (seat.area.value >= plan.areas.size())
        findings.error(PlanFault::BadReference, {}, "a seat lies in an area that does not exist");
    if (namesNobody(seat.left, plan) || namesNobody(seat.right, plan) ||
        namesNobody(seat.partner, plan))
        findings.error(PlanFault::BadReference, {}, "a seat has a neighbour that does not exist");
}

} // namespace

std::string millimetres(double length) {
    std::string digits = std::to_string(std::llround(std::abs(length)));
    for (std::size_t at = digits.size(); at > 3; at -= 3)
        digits.insert(at - 3, ",");
    return digits + " mm";
}

void lintText(const std::string& text, std::size_t longest, PlanSubject subject,
              PlanFindings& findings) {
    if (text.size() > longest)
        findings.error(PlanFault::LongText, subject,
                       "has a text of " + std::to_string(text.size()) + " bytes; the limit is " +
                           std::to_string(longest));
}

std::string seatAt(const SeatingPlan& plan, std::size_t index) {
    return plan.seatName(SeatNo{static_cast<std::uint16_t>(index)});
}

void lintReferences(const SeatingPlan& plan, PlanFindings& findings) {
    if (plan.seats.empty())
        findings.error(PlanFault::NoSeats, {}, "there is no seat in it");
    if (plan.seats.size() > kMaxSeats)
        findings.error(PlanFault::TooManySeats, {},
                       std::to_string(plan.seats.size()) + " seats; the limit is 65,000");
    if (plan.areas.empty())
        findings.error(PlanFault::NoAreas, {}, "there is no price area in it");
    if (plan.areas.size() > kMaxAreas)
        findings.error(PlanFault::TooManyAreas, {},
                       std::to_string(plan.areas.size()) + " areas; the limit is 255");
    if (plan.entrances.size() > kMaxEntrances || plan.decorations.size() > kMaxDecorations)
        findings.error(PlanFault::TooManyParts, {},
                       "the limit is 1,000 entrances and 10,000 drawings");
    for (std::size_t i = 0; i < plan.seats.size() && findings.empty(); ++i)
        lintSeatReferences(plan, i, findings);
}

std::vector<PlanFinding> lintPlan(const SeatingPlan& plan) {
    PlanFindings findings;
    lintReferences(plan, findings);
    if (!findings.empty())
        return findings.take();
    for (const auto part :
         {lintHouse, lintAreas, lintLabels, lintOrder, lintPartners, lintPlacement, lintReach})
        part(plan, findings);
    return findings.take();
}

bool hasErrors(const std::vector<PlanFinding>& findings) {
    return std::any_of(findings.begin(), findings.end(), [](const PlanFinding& finding) {
        return finding.severity == Severity::Error;
    });
}

std::string nameOf(const SeatingPlan& plan, const PlanSubject& subject) {
    switch (subject.kind) {
    case Kind::Plan:
        return "plan";
    case Kind::Size:
        return "size";
    case Kind::Picture:
        return "picture";
    case Kind::Area:
        return "area " + plan.areas.at(subject.index).key;
    case Kind::Row:
        return "row " + plan.rows.at(subject.index).label;
    case Kind::Seat:
        return "seat " + seatAt(plan, subject.index);
    case Kind::Entrance:
        return "entrance " + std::to_string(subject.index + 1);
    case Kind::Decoration:
        return "decoration " + std::to_string(subject.index + 1);
    }
    return {};
}

} // namespace foyer::domain
