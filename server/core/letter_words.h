#pragma once

// How letters say times and amounts, in each of their languages. Pure.

#include "shared/base/money.h"
#include "shared/base/time.h"

#include <string>
#include <string_view>

namespace foyer::server::core {

/// "Friday, 27 November 2026, 20:15", by the clocks of the cinema.
std::string momentText(std::string_view language, Instant at, std::chrono::minutes utcOffset);
/// "12.50 EUR" or "12,50 EUR".
std::string amountText(std::string_view language, Money money);

} // namespace foyer::server::core
