#include "shared/domain/price.h"

#include "shared/base/words.h"

#include <array>

namespace foyer::domain {

namespace {
constexpr std::array<const char*, kDayPartCount> kNames = {"matinee", "afternoon", "evening",
                                                           "weekend"};
static_assert(kNames.size() == static_cast<std::size_t>(DayPart::Weekend) + 1);
constexpr std::array<const char*, kDiscountKindCount> kKinds = {"percent", "amount-off",
                                                                "fixed-price"};
static_assert(kKinds.size() == static_cast<std::size_t>(DiscountKind::FixedPrice) + 1);
} // namespace

const char* nameOf(DayPart part) {
    return kNames.at(static_cast<std::size_t>(part));
}

std::optional<DayPart> dayPartFrom(std::string_view name) {
    return enumFrom<DayPart>(kNames, name);
}

const char* nameOf(DiscountKind kind) {
    return kKinds.at(static_cast<std::size_t>(kind));
}

std::optional<DiscountKind> discountKindFrom(std::string_view name) {
    return enumFrom<DiscountKind>(kKinds, name);
}

DayPart dayPartOf(Instant start, Milliseconds utcOffset) {
    using namespace std::chrono;
    const Date day = businessDayOf(start, utcOffset);
    const auto sinceMidnight = start + utcOffset - Instant{day};
    const weekday name{day};
    if (name == Saturday || name == Sunday || (name == Friday && sinceMidnight >= hours{17}))
        return DayPart::Weekend;
    if (sinceMidnight < hours{14})
        return DayPart::Matinee;
    return sinceMidnight < hours{17} ? DayPart::Afternoon : DayPart::Evening;
}

std::optional<Money> PriceList::price(std::string_view areaKey, std::string_view ticketType,
                                      DayPart part) const {
    for (const PriceRow& row : rows)
        if (row.areaKey == areaKey && row.ticketType == ticketType && row.dayPart == part)
            return row.price;
    return {};
}

} // namespace foyer::domain
