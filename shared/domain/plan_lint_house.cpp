// The house around the seats: size, picture, doors, drawings and price areas.

#include "shared/domain/plan_geometry.h"
#include "shared/domain/plan_lint_parts.h"

#include <algorithm>
#include <set>
#include <vector>

namespace foyer::domain {

namespace {

using Kind = PlanSubject::Kind;

bool isInside(const SeatingPlan& plan, Point point) {
    return point.x >= 0 && point.y >= 0 && point.x <= plan.size.x && point.y <= plan.size.y;
}

bool isSide(std::int32_t length) {
    return length > 0 && length <= kMaxPlanSide;
}

void lintDoors(const SeatingPlan& plan, PlanFindings& findings) {
    bool open = false;
    for (std::size_t i = 0; i < plan.entrances.size(); ++i) {
        open = open || !plan.entrances[i].emergency;
        if (!isInside(plan, plan.entrances[i].at))
            findings.error(PlanFault::EntranceOutside, {Kind::Entrance, i},
                           "lies outside the plan's size");
        lintText(plan.entrances[i].label, kLongestPlanName, {Kind::Entrance, i}, findings);
    }
    if (!open)
        findings.error(PlanFault::NoEntrance, {},
                       "there is no entrance (emergency exits do not count)");
}

void lintDrawing(const SeatingPlan& plan, std::size_t index, PlanFindings& findings) {
    const Decoration& drawing = plan.decorations[index];
    const bool isText = drawing.kind == Decoration::Kind::Text;
    const PlanSubject subject{Kind::Decoration, index};
    if (drawing.points.size() < (isText ? 1u : 2u))
        findings.error(PlanFault::BadDecoration, subject,
                       isText ? "a text needs a point" : "a line needs two points at least");
    if (isText && drawing.label.empty())
        findings.error(PlanFault::BadDecoration, subject, "a text needs a label");
    if (!std::all_of(drawing.points.begin(), drawing.points.end(),
                     [&](Point point) { return isInside(plan, point); }))
        findings.warning(PlanFault::BadDecoration, subject, "reaches outside the plan's size");
    if (drawing.points.size() > kMaxPoints)
        findings.error(PlanFault::BadDecoration, subject, "has more than 10,000 points");
    lintText(drawing.label, kLongestPlanName, subject, findings);
}

bool isWordLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

bool isColor(const std::string& text) {
    return text.size() == 7 && text[0] == '#' &&
           std::all_of(text.begin() + 1, text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
           });
}

void lintArea(const Area& area, PlanSubject subject, PlanFindings& findings) {
    if (area.key.empty() || !std::all_of(area.key.begin(), area.key.end(), isWordLetter))
        findings.error(PlanFault::BadAreaKey, subject,
                       "a key is made of a-z, 0-9 and hyphens, and is not empty");
    if (area.name.empty())
        findings.error(PlanFault::EmptyLabel, subject, "has no name");
    if (!isColor(area.color))
        findings.error(PlanFault::BadColor, subject,
                       "\"" + area.color + "\" is not a colour like #3a7bd5");
    lintText(area.key, kLongestAreaKey, subject, findings);
    lintText(area.name, kLongestPlanName, subject, findings);
}

} // namespace

void lintHouse(const SeatingPlan& plan, PlanFindings& findings) {
    if (!isSide(plan.size.x) || !isSide(plan.size.y))
        findings.error(PlanFault::BadSize, {Kind::Size, 0},
                       "each side must lie between 1 mm and " + millimetres(kMaxPlanSide));
    if (plan.pictureWidth <= 0 || plan.pictureWidth > plan.size.x)
        findings.error(PlanFault::BadPicture, {Kind::Picture, 0},
                       "a width of " + millimetres(plan.pictureWidth) +
                           " does not fit the side it is on");
    if (plan.name.empty())
        findings.error(PlanFault::EmptyLabel, {}, "has no name");
    lintText(plan.name, kLongestPlanName, {}, findings);
    lintDoors(plan, findings);
    for (std::size_t i = 0; i < plan.decorations.size(); ++i)
        lintDrawing(plan, i, findings);
}

void lintAreas(const SeatingPlan& plan, PlanFindings& findings) {
    std::set<std::string> keys;
    std::vector<bool> used(plan.areas.size());
    for (const Seat& seat : plan.seats)
        used[seat.area.value] = true;
    for (std::size_t i = 0; i < plan.areas.size(); ++i) {
        const PlanSubject subject{Kind::Area, i};
        lintArea(plan.areas[i], subject, findings);
        if (!keys.insert(plan.areas[i].key).second)
            findings.error(PlanFault::DuplicateArea, subject, "another area has this key");
        if (!used[i])
            findings.warning(PlanFault::UnusedArea, subject, "no seat lies in it");
    }
}

} // namespace foyer::domain
