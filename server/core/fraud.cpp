#include "server/core/fraud.h"

#include <array>

namespace foyer::server::core {

namespace {

struct Rule {
    std::string_view name;
    FraudVerdict verdict;
    std::int64_t most;
    std::int64_t (*of)(const FraudFacts& facts);
};

/// Many people may have one address: what counts by it alone is refused only when cards are being
/// tried out, and else looked at.
constexpr std::array kRules{
    Rule{"card_velocity", FraudVerdict::Refuse, 5, [](const FraudFacts& f) { return f.byCard; }},
    Rule{"address_declines", FraudVerdict::Refuse, 10,
         [](const FraudFacts& f) { return f.failedByAddress; }},
    Rule{"address_velocity", FraudVerdict::Review, 30,
         [](const FraudFacts& f) { return f.byAddress; }},
    Rule{"customer_velocity", FraudVerdict::Review, 10,
         [](const FraudFacts& f) { return f.byCustomer; }},
    Rule{"amount", FraudVerdict::Review, 50'000,
         [](const FraudFacts& f) { return f.amount.minor; }},
    Rule{"seats", FraudVerdict::Review, 20,
         [](const FraudFacts& f) { return f.seats + f.seatsBefore; }},
};

} // namespace

FraudFinding judgeFraud(const FraudFacts& facts) {
    for (const Rule& rule : kRules)
        if (rule.of(facts) > rule.most)
            return {rule.verdict, rule.name};
    return {};
}

} // namespace foyer::server::core
