#pragma once

// Which card payments are let through, which a person looks at before the money is taken, and which
// are turned away. A finding never takes a seat from anybody: what is looked at has its tickets,
// and loses them only when the person says no.

#include "shared/base/money.h"

#include <chrono>
#include <cstdint>
#include <string_view>

namespace foyer::server::core {

/// How long what happened before counts.
constexpr std::chrono::hours kFraudWindow{1};

/// Counted before this payment, within the window; seats without a time limit.
struct FraudFacts {
    Money amount;
    std::int64_t byCard = 0;          // payments with the same token
    std::int64_t byAddress = 0;       // from the same address
    std::int64_t failedByAddress = 0; // of them
    std::int64_t byCustomer = 0;      // of the customer the hold names; 0 for a guest
    std::int64_t seats = 0;           // of this payment
    std::int64_t seatsBefore = 0;     // of the same showtime, paid from the same address
};

enum class FraudVerdict : std::uint8_t { Pass, Review, Refuse };

struct FraudFinding {
    FraudVerdict verdict = FraudVerdict::Pass;
    std::string_view rule; // empty for Pass
    friend bool operator==(const FraudFinding&, const FraudFinding&) = default;
};

/// The first rule of the table that is met, the strictest first.
FraudFinding judgeFraud(const FraudFacts& facts);

} // namespace foyer::server::core
