#pragma once

// The open seating-plan format of pretix (its seating-plan.schema.json): pixels, zones, rows,
// seats, and a category name per seat. What it cannot say is carried by category names
// ("Parkett (wheelchair)") where possible and otherwise told as a loss.
//
// One pixel is 25 mm, so that a seat of 550 mm is drawn with pretix's usual radius of 10.

#include "shared/wire/plan_json.h"

namespace foyer::wire {

struct PretixText {
    std::string text;
    std::vector<std::string> losses; ///< sentences: what the file does not say
};

/// Writes the plan; nothing but what the schema allows.
PretixText writePretixPlan(const domain::SeatingPlan& plan);

/// Reads and lints. Kinds, sofa pairs and companions come back from category names, aisles and
/// turns from the seats' places; what had to be assumed is among the findings, as warnings.
/// A plan whose name is empty gets `nameIfEmpty`.
Result<ReadPlan, UnreadablePlan> readPretixPlan(std::string_view text,
                                                std::string_view nameIfEmpty = {});

} // namespace foyer::wire
