#include "server/core/fraud.h"

#include <array>

namespace foyer::server::core {

namespace {

struct FraudRule {
    std::string_view name;
    FraudVerdict verdict;
    std::int64_t most;
    std::int64_t (*of)(const FraudFacts& facts);
};

/// Many people may have one address: what counts by it alone is refused only when cards are being
/// tried out, and else looked at.
constexpr std::array kRules{
    FraudRule{"card_velocity", FraudVerdict::Refuse, 5,
              [](const FraudFacts& f) { return f.byCard; }},
    FraudRule{"address_declines", FraudVerdict::Refuse, 10,
              [](const FraudFacts& f) { return f.failedByAddress; }},
    FraudRule{"address_velocity", FraudVerdict::Review, 30,
              [](const FraudFacts& f) { return f.byAddress; }},
    FraudRule{"customer_velocity", FraudVerdict::Review, 10,
              [](const FraudFacts& f) { return f.byCustomer; }},
    FraudRule{"amount", FraudVerdict::Review, 50'000,
              [](const FraudFacts& f) { return f.amount.minor; }},
    FraudRule{"seats", FraudVerdict::Review, 20,
              [](const FraudFacts& f) { return f.seats + f.seatsBefore; }},
};

} // namespace

FraudFinding judgeFraud(const FraudFacts& facts) {
    for (const FraudRule& rule : kRules)
        if (rule.of(facts) > rule.most)
            return {rule.verdict, rule.name};
    return {};
}

} // namespace foyer::server::core
