#pragma once

// Local time of a cinema without a time zone database: standard offset plus, where it applies, the
// summer time of the European Union (Directive 2000/84/EC: from the last Sunday of March to the
// last Sunday of October, 01:00 UTC).

#include "shared/base/time.h"

#include <optional>
#include <string>
#include <string_view>

namespace foyer::domain {

struct TimeZone {
    std::string name; // IANA
    Milliseconds standardOffset{};
    bool euSummerTime = false;
};

/// The zones of Europe that follow the directive's rule, and "UTC"; nothing for any other name.
std::optional<TimeZone> timeZoneNamed(std::string_view name);

/// Offset from UTC at that moment.
Milliseconds utcOffsetAt(const TimeZone& zone, Instant at);

/// The moment when local clocks show `sinceMidnight` of `day`; it may exceed 24 h. A time that the
/// clocks skip in March is read an hour later; of a time they show twice the second is meant.
Instant instantOfLocal(const TimeZone& zone, Date day, Milliseconds sinceMidnight);

/// The business day of a moment.
Date businessDayOf(const TimeZone& zone, Instant at);

} // namespace foyer::domain
