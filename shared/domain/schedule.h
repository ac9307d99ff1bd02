#pragma once

// The rules of a timetable: no two showtimes of one auditorium at once, trailers and cleaning
// included, and every showtime within one business day.

#include "shared/base/ids.h"
#include "shared/domain/local_time.h"

#include <cstddef>
#include <span>
#include <vector>

namespace foyer::domain {

/// An auditorium is in use from `from` up to but not including `until`: from the first trailer to
/// the last stroke of the broom (Showtime::start, Showtime::cleanUntil).
struct Occupancy {
    AuditoriumId auditorium;
    Instant from{};
    Instant until{};
};

/// Two occupancies that share an auditorium and a moment, by their position in what was asked.
struct Clash {
    std::size_t first; // the one that begins earlier, or stands first if both begin together
    std::size_t second;
    Milliseconds overlap{};
    friend bool operator==(const Clash&, const Clash&) = default;
};

/// Every pair that clashes, ordered by auditorium and time. One that begins the moment another ends
/// does not clash; one that never is (until <= from) clashes with nothing.
std::vector<Clash> findOverlaps(std::span<const Occupancy> occupancies);

/// Whether it begins and ends (cleaning included) between 06:00 and the next 06:00, local time.
bool staysInBusinessDay(const Occupancy& occupancy, const TimeZone& zone);

} // namespace foyer::domain
