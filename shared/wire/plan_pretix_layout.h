#pragma once

// From a pretix drawing to an auditorium: which rows belong together, who sits beside whom, where
// the aisles are, which way people look. The drawing only says where circles are.

#include "shared/wire/plan_fields.h"
#include "shared/wire/plan_json.h"

namespace foyer::wire {

struct DrawnSeat {
    std::string label;
    domain::Point at; ///< millimetres in the drawing
    std::int16_t side = 500;
    std::size_t category = 0;
    Place place;
};

struct DrawnRow {
    std::string zone;
    std::string label;
    std::vector<DrawnSeat> seats;
    Place place;
};

struct DrawnCategory {
    std::string name;
    std::string color;
    Place place;
};

struct PretixDrawing {
    std::string name;
    domain::Point size;
    Place place;
    Place sizePlace;
    std::vector<DrawnCategory> categories; ///< the best first
    std::vector<DrawnRow> rows;
    std::vector<domain::Entrance> entrances;
    std::vector<domain::Decoration> texts;
    std::optional<domain::Point> picture; ///< its middle
    std::int32_t pictureWidth = 0;
    std::size_t leftOut = 0; ///< shapes without a text
};

/// Makes the plan and lints it; what had to be assumed is told as warnings.
ReadPlan layOut(PretixDrawing drawing);

} // namespace foyer::wire
