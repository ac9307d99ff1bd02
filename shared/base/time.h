#pragma once

#include <chrono>
#include <compare>
#include <cstdint>

namespace foyer {

using Milliseconds = std::chrono::milliseconds;

/// A point on the wall clock, UTC, in milliseconds since 1970. It may jump: compare, display,
/// record, but never let the right to sell depend on it while the boot clock is at hand.
using Instant = std::chrono::sys_time<Milliseconds>;

/// Names the clock that runs from boot, also through suspend (CLOCK_BOOTTIME, clock_gettime(2)).
struct BootClock {
    using duration = Milliseconds;
    using rep = duration::rep;
    using period = duration::period;
    using time_point = std::chrono::time_point<BootClock, duration>;
    static constexpr bool is_steady = true;
};

/// A point on the boot clock; only differences mean anything, and only within one boot.
using BootInstant = BootClock::time_point;

/// Both readings taken together, handed to the pure machines with every event.
struct Now {
    Instant wall;
    BootInstant boot;
};

constexpr Instant instantFromMs(std::int64_t ms) {
    return Instant{Milliseconds{ms}};
}
constexpr std::int64_t toMs(Instant at) {
    return at.time_since_epoch().count();
}

/// A calendar date, in days since 1970-01-01.
using Date = std::chrono::sys_days;

/// The accounting day of a cinema: from 06:00 to 05:59 of the next morning, local time.
/// `utcOffset` is the cinema's offset from UTC at that moment.
constexpr Date businessDayOf(Instant at, Milliseconds utcOffset) {
    return std::chrono::floor<std::chrono::days>(at + utcOffset - std::chrono::hours{6});
}

} // namespace foyer
