#pragma once

// The small forms of the wire: ids, money, times, bytes. For the codecs of this room only.

#include "shared/base/bytes.h"
#include "shared/base/ids.h"
#include "shared/base/money.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace foyer::wire {

using Json = nlohmann::ordered_json;

/// Members in the order they were added, no blanks: the same value gives the same text. Text that
/// is no UTF-8 has its bad bytes replaced.
std::string textOf(const Json& json);

Json moneyJson(Money money);
/// "2026-11-20"
std::string dateText(Date date);
/// RFC 3339, UTC: "2026-11-20T19:30:00Z", with milliseconds only when there are some.
std::string timeText(Instant at);
/// RFC 3339 in the cinema's own time: "2026-11-20T20:30:00+01:00".
std::string timeText(Instant at, std::chrono::minutes utcOffset);

template <class Tag, class Rep>
Json numberJson(Number<Tag, Rep> number) {
    return number.value;
}
template <class Range>
Json seatsJson(const Range& seats) {
    Json out = Json::array();
    for (const SeatNo seat : seats)
        out.push_back(seat.value);
    return out;
}
Json ticketsJson(const std::vector<TicketId>& tickets);
template <class T>
Json arrayOf(const std::vector<T>& values, Json (*toJson)(const T&)) {
    Json out = Json::array();
    for (const auto& value : values)
        out.push_back(toJson(value));
    return out;
}
/// A null id is left out.
template <class T>
void addId(Json& out, const char* key, const T& id) {
    if (!id.isNull())
        out[key] = id.toString();
}

} // namespace foyer::wire
