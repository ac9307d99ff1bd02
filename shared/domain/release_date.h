#pragma once

#include "shared/base/time.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace foyer::domain {

/// A release date as a file states it, before anybody asked whether that day exists.
struct StatedDate {
    std::int32_t year = 0;
    unsigned month = 0; // 1 to 12; 0: only the year is stated
    unsigned day = 0;
    bool twoDigitYear = false; // `year` then is 2000 + the two digits
};

/// Reads "Jun 12 1998", "June 12, 1998", "12-Jun-98", "1998-06-12" and "1998"; nothing for anything
/// else. "Feb 30 1998" is read: whether it exists is the next question.
std::optional<StatedDate> readStatedDate(std::string_view text);

/// The day itself, or nothing if the calendar has no such day or only the year is stated.
std::optional<Date> calendarDay(const StatedDate& stated);

} // namespace foyer::domain
