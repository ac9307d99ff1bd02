#include "shared/protocol/verdict.h"

#include "shared/base/words.h"

#include <array>

namespace foyer::protocol {

namespace {
constexpr std::array<const char*, kOutcomeCount> kOutcomes = {"noted", "accepted", "reseated",
                                                              "refund_due", "quarantined"};
static_assert(kOutcomes.size() == static_cast<std::size_t>(Outcome::Quarantined) + 1);
constexpr std::array<const char*, kRuleCount> kRules = {
    "R0", "R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9", "R10", "R11", "R12", "R13", "R14"};
static_assert(kRules.size() == static_cast<std::size_t>(Rule::R14) + 1);
} // namespace

const char* nameOf(Outcome outcome) {
    return kOutcomes.at(static_cast<std::size_t>(outcome));
}

std::optional<Outcome> outcomeFrom(std::string_view name) {
    return enumFrom<Outcome>(kOutcomes, name);
}

const char* nameOf(Rule rule) {
    return kRules.at(static_cast<std::size_t>(rule));
}

std::optional<Rule> ruleFrom(std::string_view name) {
    return enumFrom<Rule>(kRules, name);
}

} // namespace foyer::protocol
