#pragma once

// Discounts of a price list, and what they took off a ticket: in the feed and in entries.

#include "shared/domain/booking.h"
#include "shared/domain/price.h"
#include "shared/wire/json_reader.h"

#include <functional>
#include <nlohmann/json.hpp>

namespace foyer::wire {

constexpr std::size_t kLongestDiscountName = 100;

/// Without its limits, which only the server knows.
Json discountJson(const domain::Discount& discount);
domain::Discount readDiscount(const Value& value);
/// As people write it down in the file of a cinema: names in camelCase, days instead of moments.
domain::Discount readDiscountSetup(const Value& value,
                                   const std::function<Instant(Date)>& midnightOf);
Json reductionsJson(const std::vector<domain::Reduction>& reductions);
/// Fails where one is of nothing or in another currency than `price`.
std::vector<domain::Reduction> readReductions(const Value& value, Money price);

} // namespace foyer::wire
