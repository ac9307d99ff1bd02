#pragma once

#include "shared/base/random.h"
#include "shared/domain/price.h"

#include <string>

namespace foyer::tests {

domain::Discount percent(std::string key, std::int64_t basisPoints, std::int32_t fewest = 1);

/// Needs its key as its code.
domain::Discount byCode(std::string key, std::int64_t basisPoints);

/// Says everything a discount can say.
domain::Discount fullDiscount();

/// Of a list that sells to adults and children.
domain::Discount anyDiscount(Random& random, int number);

} // namespace foyer::tests
