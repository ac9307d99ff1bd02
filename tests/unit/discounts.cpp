#include "tests/unit/discounts.h"

namespace foyer::tests {

domain::Discount percent(std::string key, std::int64_t basisPoints, std::int32_t fewest) {
    domain::Discount discount;
    discount.key = discount.name = std::move(key);
    discount.value = basisPoints;
    discount.fewest = fewest;
    return discount;
}

domain::Discount byCode(std::string key, std::int64_t basisPoints) {
    domain::Discount discount = percent(std::move(key), basisPoints);
    discount.code = discount.key;
    return discount;
}

domain::Discount fullDiscount() {
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

domain::Discount anyDiscount(Random& random, int number) {
    domain::Discount discount = percent("d" + std::to_string(number), 0);
    discount.kind = static_cast<domain::DiscountKind>(random.below(domain::kDiscountKindCount));
    discount.value = static_cast<std::int64_t>(
        random.below(discount.kind == domain::DiscountKind::Percent ? 10'001 : 2'000));
    discount.step = 1 + static_cast<std::int32_t>(random.below(domain::kMostSteps));
    discount.fewest = 1 + static_cast<std::int32_t>(random.below(3));
    discount.every = 1 + static_cast<std::int32_t>(random.below(3));
    if (random.below(2))
        discount.ticketTypes = {random.below(2) ? "adult" : "child"};
    if (random.below(3) == 0)
        discount.code = discount.key;
    return discount;
}

} // namespace foyer::tests
