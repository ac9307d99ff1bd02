#include "shared/wire/json_writer.h"

#include <cstdio>
#include <cstdlib>

namespace foyer::wire {

namespace {

template <class... Args>
std::string printed(const char* format, Args... args) {
    char buffer[64];
    const int length = std::snprintf(buffer, sizeof buffer, format, args...);
    return {buffer, static_cast<std::size_t>(length)};
}

std::string clockText(Instant at) {
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::hh_mm_ss time{at - day};
    const auto text =
        printed("T%02d:%02d:%02d", static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
    const auto ms = static_cast<int>(time.subseconds().count());
    return dateText(day) + text + (ms == 0 ? "" : printed(".%03d", ms));
}

} // namespace

std::string textOf(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json moneyJson(Money money) {
    return {{"amount", money.minor}, {"currency", money.currency.toString()}};
}

Json ticketsJson(const std::vector<TicketId>& tickets) {
    Json out = Json::array();
    for (const TicketId ticket : tickets)
        out.push_back(ticket.toString());
    return out;
}

std::string dateText(Date date) {
    const std::chrono::year_month_day day{date};
    return printed("%04d-%02u-%02u", static_cast<int>(day.year()),
                   static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

std::string timeText(Instant at) {
    return clockText(at) + "Z";
}

std::string timeText(Instant at, std::chrono::minutes utcOffset) {
    const auto minutes = static_cast<int>(std::abs(utcOffset.count()));
    return clockText(at + utcOffset) +
           printed("%c%02d:%02d", utcOffset.count() < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

} // namespace foyer::wire
