#include "server/core/calendar.h"

#include "server/core/letter_words.h"

#include <string_view>

namespace foyer::server::core {

namespace {

constexpr std::size_t kLongestLine = 75; // bytes, without its end (RFC 5545 §3.1)

/// "20261127T191500Z"
std::string utcText(Instant at) {
    const Date day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(at - day));
    return std::to_string(static_cast<int>(date.year())) +
           twoDigits(static_cast<unsigned>(date.month())) +
           twoDigits(static_cast<unsigned>(date.day())) + "T" + twoDigits(time.hours().count()) +
           twoDigits(time.minutes().count()) + twoDigits(time.seconds().count()) + "Z";
}

/// RFC 5545 §3.3.11; other control characters become blanks.
std::string escapedText(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\' || c == ';' || c == ',')
            out += '\\';
        if (c == '\n')
            out += "\\n";
        else
            out += static_cast<unsigned char>(c) < ' ' || c == 0x7f ? ' ' : c;
    }
    return out;
}

bool goesOn(char c) {
    return (static_cast<unsigned char>(c) & 0xc0) == 0x80; // inside a character of UTF-8
}

void addLine(std::string& out, std::string_view name, const std::string& value) {
    const std::string line = std::string(name) + ":" + value;
    std::size_t length = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        // A character has at most four bytes; those that begin here must fit as well.
        if (length + 4 > kLongestLine && !goesOn(line[i])) {
            out += "\r\n ";
            length = 1;
        }
        out += line[i];
        ++length;
    }
    out += "\r\n";
}

} // namespace

std::string calendarFile(const CalendarEntry& entry) {
    std::string out;
    addLine(out, "BEGIN", "VCALENDAR");
    addLine(out, "VERSION", "2.0");
    addLine(out, "PRODID", "-//Foyer//Tickets//EN");
    addLine(out, "METHOD", "PUBLISH");
    addLine(out, "BEGIN", "VEVENT");
    addLine(out, "UID", escapedText(entry.uid));
    addLine(out, "DTSTAMP", utcText(entry.writtenAt));
    addLine(out, "DTSTART", utcText(entry.start));
    addLine(out, "DTEND", utcText(entry.end));
    addLine(out, "SUMMARY", escapedText(entry.title));
    addLine(out, "LOCATION", escapedText(entry.place));
    addLine(out, "DESCRIPTION", escapedText(entry.notes));
    if (entry.isCancelled)
        addLine(out, "STATUS", "CANCELLED");
    addLine(out, "END", "VEVENT");
    addLine(out, "END", "VCALENDAR");
    return out;
}

} // namespace foyer::server::core
