#pragma once

// What is wrong with a seating plan. The linter looks at a plan that could be read and tells
// everything a careful person would object to before the first ticket is sold from it.
//
// How reachability is judged: the floor is a grid of 50 mm cells. A cell can be walked on when it
// is at least half a person's width (150 mm) away from every seat, wall and balcony edge; doors are
// openings in walls. From every entrance that is not an emergency exit the walkable floor is
// flooded. A seat is reachable when flooded floor touches it; a wheelchair space is judged in the
// same way with a way 800 mm wide.

#include "shared/domain/seating_plan.h"

#include <optional>
#include <string>
#include <vector>

namespace foyer::domain {

enum class Severity : std::uint8_t {
    Error,  ///< nothing can be sold from this plan
    Warning ///< it works, but somebody should look
};

enum class PlanFault : std::uint8_t {
    NoSeats,
    TooManySeats,
    BadReference, ///< a seat names a row, area or partner that does not exist
    BadSize,
    BadPicture,
    PictureOverlapped,
    NoEntrance,
    EntranceOutside,
    NoAreas,
    TooManyAreas,
    TooManyParts, ///< entrances or drawings
    DuplicateArea,
    BadAreaKey,
    BadColor,
    UnusedArea,
    EmptyLabel,
    LongText, ///< a name, label or key that would not travel to a terminal
    DuplicateRow,
    EmptyRow,
    RowOrder,
    DuplicateSeat,
    SeatOrder,
    BadSeatSize,
    SeatOutside,
    SeatsOverlap,
    WideGap, ///< neighbours far apart, with no aisle said to be between
    LongSegment,
    SofaAlone,
    CompanionAlone,
    WheelchairAlone,
    StrayPartner, ///< a kind that has no partner names one
    Unreachable,
    WheelchairUnreachable,
    BadDecoration
};

/// What a finding points at: one of these at most is set; none means the whole plan.
struct PlanSubject {
    enum class Kind : std::uint8_t { Plan, Size, Picture, Area, Row, Seat, Entrance, Decoration };
    Kind kind = Kind::Plan;
    std::size_t index = 0; ///< position in the plan's list of that kind
    friend bool operator==(const PlanSubject&, const PlanSubject&) = default;
};

struct PlanFinding {
    Severity severity = Severity::Error;
    PlanFault fault = PlanFault::NoSeats;
    PlanSubject subject;
    std::string text; ///< "overlaps F13 by 80 mm": without the subject's name
};

/// Limits of a plan. 65,000 leaves room below the largest SeatNo.
constexpr std::size_t kMaxSeats = 65'000;
constexpr std::size_t kMaxAreas = 255;
constexpr std::size_t kMaxEntrances = 1'000;
constexpr std::size_t kMaxDecorations = 10'000;
constexpr std::size_t kMaxPoints = 10'000;     // of one drawing
constexpr std::size_t kLongestPlanName = 200;  // bytes: plan, area, entrance, drawing
constexpr std::size_t kLongestAreaKey = 100;   // bytes
constexpr std::size_t kLongestPlanLabel = 40;  // bytes: row, seat
constexpr std::int32_t kMaxPlanSide = 250'000; // millimetres

/// Everything found, in the order of the plan: errors and warnings mixed. Deterministic.
std::vector<PlanFinding> lintPlan(const SeatingPlan& plan);

bool hasErrors(const std::vector<PlanFinding>& findings);

/// "seat F12", "row F", "area parkett", "entrance 2", "picture", "plan".
std::string nameOf(const SeatingPlan& plan, const PlanSubject& subject);

} // namespace foyer::domain
