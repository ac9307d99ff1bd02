#pragma once

#include "shared/domain/price.h"

#include <string>

namespace foyer::tests {

inline domain::Discount percent(std::string key, std::int64_t basisPoints,
                                std::int32_t fewest = 1) {
    domain::Discount discount;
    discount.key = discount.name = std::move(key);
    discount.value = basisPoints;
    discount.fewest = fewest;
    return discount;
}

/// Needs its key as its code.
inline domain::Discount byCode(std::string key, std::int64_t basisPoints) {
    domain::Discount discount = percent(std::move(key), basisPoints);
    discount.code = discount.key;
    return discount;
}

/// Says everything a discount can say.
inline domain::Discount fullDiscount() {
    domain::Discount discount = byCode("family", 0);
    discount.name = "Familien-Nachmittag";
    discount.kind = domain::DiscountKind::FixedPrice;
    discount.value = 700;
    discount.step = 2;
    discount.fewest = 3;
    discount.every = 2;
    discount.ticketTypes = {"adult", "child"};
    discount.dayParts = {domain::DayPart::Matinee, domain::DayPart::Weekend};
    discount.from = instantFromMs(1'795'000'000'000);
    discount.to = instantFromMs(1'796'000'000'000);
    return discount;
}

} // namespace foyer::tests
