#include "server/core/verdicts.h"

#include "shared/base/check.h"

namespace foyer::server::core {

using Number = protocol::Rule;

const std::array<NumberedRule, 14>& rules() {
    static constexpr std::array<NumberedRule, 14> kRules = {{{Number::R0, r0KnownSale},
                                                             {Number::R2, r2ShowtimeCancelled},
                                                             {Number::R3, r3OwnRight},
                                                             {Number::R4, r4PlanChanged},
                                                             {Number::R5, r5RightInPool},
                                                             {Number::R6, r6Reseat},
                                                             {Number::R7, r7RefundDue},
                                                             {Number::R8, r8LostAllotment},
                                                             {Number::R9, r9Recovery},
                                                             {Number::R10, r10CardDeclined},
                                                             {Number::R11, r11OlderPrices},
                                                             {Number::R12, r12OwnRecord},
                                                             {Number::R13, r13SecondRefund},
                                                             {Number::R14, r14Quarantine}}};
    static_assert(kRules.size() + 1 == protocol::kRuleCount); // all but R1
    return kRules;
}

Decision decide(const Knowledge& known, const protocol::Payload& payload) {
    for (const NumberedRule& rule : rules())
        if (auto decision = rule.decide(known, payload))
            return std::move(*decision);
    CHECK(false); // R14 takes everything
}

} // namespace foyer::server::core
