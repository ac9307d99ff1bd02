#pragma once

// Foyer's own seating-plan file (resources/schemas/seating-plan.schema.json), read strictly and
// written so that each seat has a line of its own.

#include "shared/base/result.h"
#include "shared/domain/plan_lint.h"
#include "shared/domain/seating_plan.h"

#include <string>
#include <string_view>
#include <vector>

namespace foyer::wire {

/// A sentence about a plan file that points at its place. Lines and columns count from 1; 0 means
/// the file as a whole.
struct PlanMessage {
    domain::Severity severity = domain::Severity::Error;
    std::size_t line = 0;
    std::size_t column = 0;
    std::string subject; ///< "seat F12", "row F"; empty for the whole file
    std::string text;

    /// "plan.json:212:9: error: seat F12: overlaps F13 by 80 mm"
    std::string toString(std::string_view fileName) const;
};

bool hasErrors(const std::vector<PlanMessage>& messages);

struct ReadPlan {
    domain::SeatingPlan plan;          ///< picture at the top, id not set
    std::vector<PlanMessage> findings; ///< of the linter; may hold errors
};

/// The file could not be understood as a plan: not JSON, unknown or missing fields, wrong types,
/// names that lead nowhere. All messages that could be found at once.
struct UnreadablePlan {
    std::vector<PlanMessage> messages;
};

/// Reads and lints. Ensures: readPlan(writePlan(p)).plan equals p but for the id, for every p that
/// has no error findings.
Result<ReadPlan, UnreadablePlan> readPlan(std::string_view text);

/// The file's text, UTF-8, ending in a newline. The plan's id is not part of it.
std::string writePlan(const domain::SeatingPlan& plan);

} // namespace foyer::wire
