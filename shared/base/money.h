#pragma once

#include "shared/base/check.h"

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace foyer {

/// An ISO 4217 code, three capital letters.
struct Currency {
    std::array<char, 3> code{'E', 'U', 'R'};

    friend auto operator<=>(const Currency&, const Currency&) = default;
    static std::optional<Currency> parse(std::string_view text);
    std::string toString() const { return {code.begin(), code.end()}; }
    /// Digits after the point: 2 for most, 0 for JPY, 3 for KWD and their likes (ISO 4217 list
    /// one).
    int digits() const;
};

/// An amount in whole minor units (cents). Arithmetic CHECKs that currencies agree and that
/// nothing overflows; rounding is never implicit.
struct Money {
    std::int64_t minor = 0;
    Currency currency{};

    friend bool operator==(const Money&, const Money&) = default;
    Money operator-() const { return *this * -1; }
    Money operator+(Money other) const;
    Money operator-(Money other) const { return *this + -other; }
    Money operator*(std::int64_t count) const;
    Money& operator+=(Money other) { return *this = *this + other; }
    bool operator<(Money other) const {
        CHECK(currency == other.currency);
        return minor < other.minor;
    }
    bool isZero() const { return minor == 0; }

    /// "12.50 EUR", for logs and tickets' machine parts; people see it formatted by locale.
    std::string toString() const;
};

/// The tax contained in a gross amount at `rateBasisPoints` (1900 = 19 %), rounded half away from
/// zero to a whole minor unit, so that a refund takes back what its sale has booked. The rounding
/// is per ticket line, as the receipt shows it. Requires: rateBasisPoints in [0, 1,000,000].
Money taxIncluded(Money gross, std::int32_t rateBasisPoints);

/// A part of an amount, rounded half away from zero to a whole minor unit. Requires: basisPoints in
/// [0, 10,000].
Money shareOf(Money whole, std::int32_t basisPoints);

} // namespace foyer
