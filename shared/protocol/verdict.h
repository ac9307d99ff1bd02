#pragma once

#include "shared/base/ids.h"
#include "shared/base/money.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::protocol {

/// The rows of the verdict table, DESIGN §2.
enum class Rule : std::uint8_t { R0, R1, R2, R3, R4, R5, R6, R7, R8, R9, R10, R11, R12, R13, R14 };
constexpr int kRuleCount = 15;

enum class Outcome : std::uint8_t {
    Noted,      ///< recorded; the entry asks for no seat (intent, printed, shift …)
    Accepted,   ///< the tickets are valid; or the return, void or exchange is done
    Reseated,   ///< valid on other seats, named in `moves`
    RefundDue,  ///< no seat; the money is owed, a task owns it
    Quarantined ///< not understood; stays open (I2) and blocks the day close
};
constexpr int kOutcomeCount = 5;
const char* nameOf(Outcome outcome);
std::optional<Outcome> outcomeFrom(std::string_view name);
const char* nameOf(Rule rule); // "R3"
std::optional<Rule> ruleFrom(std::string_view name);

struct SeatMove {
    TicketId ticket;
    SeatNo from;
    SeatNo to;
    friend bool operator==(const SeatMove&, const SeatMove&) = default;
};

/// The server's answer to one entry: given once, stored, repeated to whoever asks again.
struct Verdict {
    Seq seq;
    Rule rule = Rule::R0;
    Outcome outcome = Outcome::Noted;
    std::string reason; // one sentence for the operator, English; empty when nothing is to be said
    std::vector<SeatMove> moves;
    friend bool operator==(const Verdict&, const Verdict&) = default;
};

} // namespace foyer::protocol
