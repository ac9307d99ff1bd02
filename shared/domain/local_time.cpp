#include "shared/domain/local_time.h"

#include <array>

namespace foyer::domain {

namespace {

using namespace std::chrono;

struct KnownZone {
    std::string_view name;
    hours standard;
};

constexpr std::array<KnownZone, 27> kEuRuleZones = {{
    {"Europe/Amsterdam", hours{1}},  {"Europe/Athens", hours{2}},
    {"Europe/Berlin", hours{1}},     {"Europe/Bratislava", hours{1}},
    {"Europe/Brussels", hours{1}},   {"Europe/Bucharest", hours{2}},
    {"Europe/Budapest", hours{1}},   {"Europe/Copenhagen", hours{1}},
    {"Europe/Dublin", hours{0}},     {"Europe/Helsinki", hours{2}},
    {"Europe/Kyiv", hours{2}},       {"Europe/Lisbon", hours{0}},
    {"Europe/Ljubljana", hours{1}},  {"Europe/London", hours{0}},
    {"Europe/Luxembourg", hours{1}}, {"Europe/Madrid", hours{1}},
    {"Europe/Oslo", hours{1}},       {"Europe/Paris", hours{1}},
    {"Europe/Prague", hours{1}},     {"Europe/Riga", hours{2}},
    {"Europe/Rome", hours{1}},       {"Europe/Stockholm", hours{1}},
    {"Europe/Tallinn", hours{2}},    {"Europe/Vienna", hours{1}},
    {"Europe/Vilnius", hours{2}},    {"Europe/Warsaw", hours{1}},
    {"Europe/Zurich", hours{1}},
}};

Instant changeOf(year y, month m) {
    return sys_days{y / m / Sunday[last]} + hours{1};
}

bool isSummer(Instant at) {
    const year y = year_month_day{floor<days>(at)}.year();
    return at >= changeOf(y, March) && at < changeOf(y, October);
}

} // namespace

std::optional<TimeZone> timeZoneNamed(std::string_view name) {
    if (name == "UTC")
        return TimeZone{"UTC", {}, false};
    for (const KnownZone& zone : kEuRuleZones)
        if (zone.name == name)
            return TimeZone{std::string(name), zone.standard, true};
    return {};
}

Milliseconds utcOffsetAt(const TimeZone& zone, Instant at) {
    return zone.standardOffset + (zone.euSummerTime && isSummer(at) ? hours{1} : hours{0});
}

Instant instantOfLocal(const TimeZone& zone, Date day, Milliseconds sinceMidnight) {
    const Instant asStandard = Instant{day} + sinceMidnight - zone.standardOffset;
    const Instant asSummer = asStandard - hours{1};
    const bool summer = zone.euSummerTime && isSummer(asSummer) && isSummer(asStandard);
    return summer ? asSummer : asStandard;
}

Date businessDayOf(const TimeZone& zone, Instant at) {
    return foyer::businessDayOf(at, utcOffsetAt(zone, at));
}

} // namespace foyer::domain
