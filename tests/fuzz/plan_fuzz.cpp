// A seating plan's file, in Foyer's own format or in pretix's, and the form plans travel in.

#include "shared/wire/change_json.h"
#include "shared/wire/plan_import.h"
#include "shared/wire/plan_pretix.h"
#include "tests/fuzz/fuzz.h"

#include <string>
#include <vector>

namespace foyer::fuzz {

namespace {

using domain::SeatingPlan;

/// Equal texts are equal plans: the travelling form keeps every field.
std::string travelling(const SeatingPlan& plan) {
    const auto text = wire::encodePlan(plan);
    const auto arrived = wire::decodePlan(text);
    HOLDS(arrived.ok());
    HOLDS(wire::encodePlan(**arrived) == text);
    return text;
}

void checkMessages(const std::vector<wire::PlanMessage>& messages) {
    for (const auto& message : messages)
        HOLDS(!message.text.empty() && message.toString("plan.json").starts_with("plan.json:"));
}

/// plan_json.h promises it for every plan without errors.
void checkOwnFile(const SeatingPlan& plan) {
    const auto text = wire::writePlan(plan);
    const auto again = wire::readPlan(text);
    HOLDS(again.ok());
    HOLDS(travelling(again->plan) == travelling(plan));
    HOLDS(wire::writePlan(again->plan) == text);
}

/// pretix's format loses what it cannot say, but it loses no seat.
void checkPretixFile(const SeatingPlan& plan) {
    const auto written = wire::writePretixPlan(plan);
    const auto again = wire::readPretixPlan(written.text, plan.name);
    HOLDS(again.ok());
    HOLDS(again->plan.seatCount() == plan.seatCount());
}

} // namespace

void tryInput(std::string_view input) {
    const auto imported = wire::importPlan(input, "plan.json");
    checkMessages(imported.messages);
    HOLDS(imported.report("plan.json").empty() == imported.messages.empty());
    if (!imported.plan) {
        HOLDS(wire::hasErrors(imported.messages));
        return;
    }
    if (!imported.usable())
        return;
    checkOwnFile(*imported.plan);
    checkPretixFile(*imported.plan);
}

} // namespace foyer::fuzz
