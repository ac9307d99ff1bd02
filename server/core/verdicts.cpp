#include "server/core/verdicts.h"

#include "shared/base/check.h"

namespace foyer::server::core {

using protocol::Payload;
using Number = protocol::Rule;

// These rules take nothing yet. A sale that only they could settle falls through to R14, which
// keeps it: tests/unit/verdict_coming_test.cpp holds them to that.
std::optional<Decision> r2ShowtimeCancelled(const Knowledge&, const Payload&) {
    return {};
}
std::optional<Decision> r4PlanChanged(const Knowledge&, const Payload&) {
    return {};
}
std::optional<Decision> r6Reseat(const Knowledge&, const Payload&) {
    return {};
}
std::optional<Decision> r7RefundDue(const Knowledge&, const Payload&) {
    return {};
}
std::optional<Decision> r8LostAllotment(const Knowledge&, const Payload&) {
    return {};
}
std::optional<Decision> r9Recovery(const Knowledge&, const Payload&) {
    return {};
}
std::optional<Decision> r10CardDeclined(const Knowledge&, const Payload&) {
    return {};
}
std::optional<Decision> r11OlderPrices(const Knowledge&, const Payload&) {
    return {};
}
std::optional<Decision> r13SecondRefund(const Knowledge&, const Payload&) {
    return {};
}

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

Decision decide(const Knowledge& known, const Payload& payload) {
    for (const NumberedRule& rule : rules())
        if (auto decision = rule.decide(known, payload))
            return std::move(*decision);
    CHECK(false); // R14 takes everything
}

namespace {

struct Collect {
    Needs operator()(const protocol::Sale& sale) const {
        Needs needs{sale.showtime, sale.priceList, sale.booking, {}, {}, {}};
        for (const auto& line : sale.lines) {
            needs.seats.push_back(line.seat);
            needs.newTickets.push_back(line.ticket);
        }
        for (const auto& right : sale.rights)
            needs.allotments.push_back(right.allotment);
        return needs;
    }
    Needs operator()(const protocol::Void& entry) const {
        return {entry.showtime, {}, entry.booking, {}, {}, {}};
    }
    Needs operator()(const protocol::Exchange& entry) const {
        Needs needs{entry.showtime, {}, entry.booking, {}, {}, {}};
        for (const auto& swap : entry.swaps) {
            needs.seats.push_back(swap.from);
            needs.seats.push_back(swap.to);
            needs.newTickets.push_back(swap.newTicket);
            needs.allotments.push_back(swap.right.allotment);
        }
        return needs;
    }
    Needs operator()(const protocol::Return& entry) const {
        return {entry.showtime, {}, {}, entry.seats, {entry.right.allotment}, {}};
    }
    Needs operator()(const protocol::Intent& entry) const {
        return {{}, {}, entry.booking, {}, {}, {}};
    }
    Needs operator()(const protocol::Abandon& entry) const {
        return {{}, {}, entry.booking, {}, {}, {}};
    }
    Needs operator()(const protocol::Printed& entry) const {
        return {{}, {}, entry.booking, {}, {}, {}};
    }
    Needs operator()(const protocol::ShiftOpened&) const { return {}; }
    Needs operator()(const protocol::ShiftClosed&) const { return {}; }
    Needs operator()(const protocol::Refund& entry) const {
        return {entry.showtime, {}, entry.booking, {}, {}, {}};
    }
    Needs operator()(const protocol::CardDeclined& entry) const {
        return {entry.showtime, {}, entry.booking, {}, {}, {}};
    }
    Needs operator()(const protocol::Admitted& entry) const {
        return {entry.showtime, {}, {}, {entry.seat}, {}, {}};
    }
    Needs operator()(const protocol::AdmissionUndone& entry) const {
        return {entry.showtime, {}, {}, {}, {}, {}};
    }
    Needs operator()(const protocol::TaskDone&) const { return {}; }
    Needs operator()(const protocol::Carried&) const { return {}; }
    Needs operator()(const protocol::LifeEnded&) const { return {}; }
    Needs operator()(const protocol::Unknown&) const { return {}; }
};

} // namespace

Needs needsOf(const Payload& payload) {
    return std::visit(Collect{}, payload);
}

} // namespace foyer::server::core
