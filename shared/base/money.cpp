#include "shared/base/money.h"

#include <algorithm>

namespace foyer {

std::optional<Currency> Currency::parse(std::string_view text) {
    if (text.size() != 3 ||
        !std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; }))
        return {};
    return Currency{{text[0], text[1], text[2]}};
}

int Currency::digits() const {
    constexpr std::string_view kNone =
        "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF ";
    constexpr std::string_view kThree = "BHD IQD JOD KWD LYD OMR TND ";
    const std::string name = toString() + " ";
    if (kNone.find(name) != std::string_view::npos)
        return 0;
    return kThree.find(name) != std::string_view::npos ? 3 : 2;
}

Money Money::operator+(Money other) const {
    CHECK(currency == other.currency);
    std::int64_t sum = 0;
    CHECK(!__builtin_add_overflow(minor, other.minor, &sum));
    return {sum, currency};
}

Money Money::operator*(std::int64_t count) const {
    std::int64_t product = 0;
    CHECK(!__builtin_mul_overflow(minor, count, &product));
    return {product, currency};
}

std::string Money::toString() const {
    const int digits = currency.digits();
    std::string text = std::to_string(minor);
    const bool negative = text.front() == '-'; // the smallest number has no positive counterpart
    text.erase(0, negative);
    if (digits > 0) {
        const auto wanted = static_cast<std::size_t>(digits) + 1;
        if (text.size() < wanted)
            text.insert(0, wanted - text.size(), '0');
        text.insert(text.size() - static_cast<std::size_t>(digits), 1, '.');
    }
    return (negative ? "-" : "") + text + " " + currency.toString();
}

namespace {
/// magnitude × part ÷ whole, rounded half up. Split so that no product overflows: the whole parts
/// are exact, only the rest is rounded.
std::int64_t portion(std::int64_t magnitude, std::int64_t part, std::int64_t whole) {
    const std::int64_t exact = magnitude / whole * part;
    const std::int64_t rest = magnitude % whole * part;
    return exact + (2 * rest + whole) / (2 * whole);
}

Money signedPortion(Money of, std::int64_t part, std::int64_t whole) {
    const std::int64_t magnitude = of.minor < 0 ? (-of).minor : of.minor;
    const std::int64_t found = portion(magnitude, part, whole);
    return {of.minor < 0 ? -found : found, of.currency};
}
} // namespace

Money taxIncluded(Money gross, std::int32_t rateBasisPoints) {
    CHECK(rateBasisPoints >= 0 && rateBasisPoints <= 1'000'000);
    return signedPortion(gross, rateBasisPoints, 10'000 + rateBasisPoints);
}

Money shareOf(Money whole, std::int32_t basisPoints) {
    CHECK(basisPoints >= 0 && basisPoints <= 10'000);
    return signedPortion(whole, basisPoints, 10'000);
}

} // namespace foyer
