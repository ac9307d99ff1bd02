#pragma once

#include "server/main/exit_code.h"
#include "server/services/context.h"

#include <optional>
#include <string>

namespace foyer::server {

struct TakenPlan {
    PlanId id;
    std::size_t seats = 0;
    std::string sentence; // what became of it
};
/// Reads, lints and stores a seating plan; prints every finding of the linter. The error is how to
/// exit after having complained.
Result<TakenPlan, Exit> takeInPlan(const services::Context& context, const std::string& file);

/// Makes the plan the one of new showtimes in the auditorium of that name; a sentence when there is
/// none, or the store failed.
std::optional<std::string> placePlan(const services::Context& context, PlanId plan,
                                     const std::string& auditorium);

} // namespace foyer::server
