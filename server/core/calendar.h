#pragma once

// A visit as a file for calendars (RFC 5545). Pure.

#include "shared/base/time.h"

#include <string>

namespace foyer::server::core {

struct CalendarEntry {
    std::string uid; // the same for the same visit, so that a second file changes the first
    std::string title;
    std::string place;
    std::string notes;
    Instant start{};
    Instant end{};
    Instant writtenAt{};
    bool isCancelled = false; // a calendar that has it strikes it out
};
/// Lines end in CRLF and are folded at 75 bytes, never inside a character.
std::string calendarFile(const CalendarEntry& entry);

} // namespace foyer::server::core
