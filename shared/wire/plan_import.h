#pragma once

// `foyerd import plan FILE`: whatever format the file has.

#include "shared/wire/plan_json.h"

#include <optional>

namespace foyer::wire {

enum class PlanFormat : std::uint8_t { Unknown, Foyer, Pretix };
const char* nameOf(PlanFormat format);

struct ImportedPlan {
    std::optional<domain::SeatingPlan> plan; ///< absent when the file could not be understood
    std::vector<PlanMessage> messages;       ///< in the order of the file
    PlanFormat format = PlanFormat::Unknown;

    /// True when seats may be sold from it: it was understood and no message is an error.
    bool usable() const { return plan.has_value() && !hasErrors(messages); }
    /// Every message on a line of its own, beginning with the file's name.
    std::string report(std::string_view fileName) const;
};

/// Recognises the format by its top-level fields, reads and lints. A pretix plan without a name
/// gets the stem of `fileName`.
ImportedPlan importPlan(std::string_view text, std::string_view fileName);

} // namespace foyer::wire
