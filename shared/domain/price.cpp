#include "shared/domain/price.h"

#include "shared/base/words.h"

#include <array>

namespace foyer::domain {

namespace {
constexpr std::array<const char*, kDayPartCount> kDayParts = {"matinee", "afternoon", "evening",
                                                              "weekend"};
static_assert(kDayParts.size() == static_cast<std::size_t>(DayPart::Weekend) + 1);
constexpr std::array<const char*, kDiscountKindCount> kDiscountKinds = {"percent", "amount-off",
                                                                        "fixed-price"};
static_assert(kDiscountKinds.size() == static_cast<std::size_t>(DiscountKind::FixedPrice) + 1);
} // namespace

const char* nameOf(DayPart part) {
    return kDayParts.at(static_cast<std::size_t>(part));
}

std::optional<DayPart> dayPartFrom(std::string_view name) {
    return enumFrom<DayPart>(kDayParts, name);
}

const char* nameOf(DiscountKind kind) {
    return kDiscountKinds.at(static_cast<std::size_t>(kind));
}

std::optional<DiscountKind> discountKindFrom(std::string_view name) {
    return enumFrom<DiscountKind>(kDiscountKinds, name);
}

DayPart dayPartOf(Instant start, Milliseconds utcOffset) {
    using namespace std::chrono;
    const Date day = foyer::businessDayOf(start, utcOffset);
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
