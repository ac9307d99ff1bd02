#include "shared/wire/cinema_json.h"

#include "shared/domain/discount.h"
#include "shared/wire/discount_json.h"
#include "shared/wire/json_decode.h"

#include <algorithm>
#include <array>
#include <set>

namespace foyer::wire {

namespace {

using namespace domain;

constexpr std::size_t kLongestText = 200;
constexpr std::size_t kMostItems = 1000;

std::string word(const Value& value) {
    return value.text(kLongestText, 1);
}

std::int32_t count(const Value& value, std::int64_t lowest, std::int64_t highest) {
    return static_cast<std::int32_t>(value.integer(lowest, highest));
}

/// "25:15" is a quarter past one in the night after.
std::int32_t timeOfDay(const Value& value, std::int32_t earliest, std::int32_t latest) {
    const std::string text = value.text(5, 5);
    const auto digit = [&](std::size_t at) {
        return text.size() == 5 && text[at] >= '0' && text[at] <= '9' ? text[at] - '0' : 99;
    };
    const int hours = digit(0) * 10 + digit(1);
    const int minutes = digit(3) * 10 + digit(4);
    if (text.size() != 5 || text[2] != ':' || hours > 30 || minutes > 59) {
        value.fail("\"" + text + "\" is not a time like \"20:15\"");
        return earliest;
    }
    const int time = hours * 60 + minutes;
    if (time < earliest || time > latest)
        value.fail("\"" + text + "\" is too early or too late in the business day");
    return time;
}

std::size_t weekday(const Value& value) {
    constexpr std::array<std::string_view, 7> kDays = {"mon", "tue", "wed", "thu",
                                                       "fri", "sat", "sun"};
    const std::string name = value.text(3);
    const auto at = std::find(kDays.begin(), kDays.end(), name);
    if (at != kDays.end())
        return static_cast<std::size_t>(at - kDays.begin());
    value.fail("\"" + name + "\" is not a weekday like \"mon\"");
    return 0;
}

void readOpeningHours(const Value& list, CinemaSetup& setup) {
    std::set<std::size_t> known;
    for (const Value& item : list.items(7)) {
        Object object(item);
        OpeningHours hours;
        hours.firstStart = timeOfDay(object["firstStart"], kEarliestStart, kLatestStart);
        hours.lastStart = timeOfDay(object["lastStart"], hours.firstStart, kLatestStart);
        hours.closing = timeOfDay(object["closing"], hours.lastStart, kLatestClosing);
        for (const Value& name : object["days"].items(7, 1)) {
            const std::size_t day = weekday(name);
            setup.openingHours[day] = hours;
            if (!known.insert(day).second)
                name.fail("this weekday has opening hours already");
        }
        object.done();
    }
    if (known.size() != setup.openingHours.size())
        list.fail("a weekday has no opening hours");
}

TicketType readTypeSetup(const Value& value) {
    Object object(value);
    TicketType type;
    type.key = word(object["key"]);
    type.name = word(object["name"]);
    if (const auto only = object.maybe("companionOnly"))
        type.companionOnly = only->boolean();
    object.done();
    return type;
}

bool hasType(const PriceList& list, const std::string& key) {
    return std::any_of(list.ticketTypes.begin(), list.ticketTypes.end(),
                       [&](const TicketType& type) { return type.key == key; });
}

/// One line of the file holds the prices of all parts of the day.
void readPrices(const Value& value, PriceList& list) {
    Object object(value);
    const std::string area = word(object["area"]);
    const std::string type = word(object["ticketType"]);
    if (!hasType(list, type))
        object.fail("the ticket type \"" + type + "\" is not in this price list");
    for (int i = 0; i < kDayPartCount; ++i) {
        const auto part = static_cast<DayPart>(i);
        const auto minor = object[nameOf(part)].integer(0, kLargestAmount);
        if (list.price(area, type, part))
            object.fail("these prices are given twice");
        list.rows.push_back({area, type, part, Money{minor, list.currency}});
    }
    object.done();
}

PriceListSetup readPriceList(const Value& value, const CinemaSetup& setup) {
    Object object(value);
    PriceListSetup result;
    result.key = word(object["key"]);
    PriceList& list = result.list;
    list.name = word(object["name"]);
    list.validFrom = instantOfLocal(setup.zone, object["validFrom"].date(), Milliseconds{});
    list.currency = setup.cinema.currency;
    list.taxBasisPoints = count(object["taxBasisPoints"], 0, 10'000);
    for (const Value& type : object["ticketTypes"].items(kMostItems, 1))
        list.ticketTypes.push_back(readTypeSetup(type));
    for (const Value& prices : object["prices"].items(kMostItems, 1))
        readPrices(prices, list);
    const auto midnightOf = [&](Date day) {
        return instantOfLocal(setup.zone, day, Milliseconds{});
    };
    if (const auto discounts = object.maybe("discounts"))
        for (const Value& discount : discounts->items(kMostDiscounts))
            list.discounts.push_back(readDiscountSetup(discount, midnightOf));
    if (auto fault = faultOfDiscounts(list); !fault.empty())
        object.fail(std::move(fault));
    object.done();
    return result;
}

AuditoriumSetup readAuditorium(const Value& value) {
    Object object(value);
    AuditoriumSetup auditorium;
    auditorium.key = word(object["key"]);
    auditorium.name = word(object["name"]);
    auditorium.plan = word(object["plan"]);
    auditorium.seats = count(object["seats"], 1, 20'000);
    auditorium.priceList = word(object["priceList"]);
    object.done();
    return auditorium;
}

FeaturedMovie readMovie(const Value& value) {
    Object object(value);
    FeaturedMovie movie;
    movie.title = word(object["title"]);
    movie.releaseYear = count(object["releaseYear"], 1888, 9999);
    movie.audience = object["audience"].word<Audience>(audienceFrom);
    movie.demand = count(object["demand"], 1, 10);
    object.done();
    return movie;
}

OperatorSetup readOperator(const Value& value) {
    Object object(value);
    OperatorSetup result;
    result.name = word(object["name"]);
    result.role = object["role"].word<Role>(roleFrom);
    result.pin = object["pin"].text(12, 4);
    object.done();
    return result;
}

void readCinemaItself(const Value& value, CinemaSetup& setup) {
    Object object(value);
    setup.cinema.name = word(object["name"]);
    if (const auto address = object.maybe("address"))
        setup.cinema.address = address->text(kLongestText);
    setup.cinema.currency = object["currency"].currency();
    const Value zone = object["timeZone"];
    setup.cinema.timeZone = word(zone);
    if (const auto known = timeZoneNamed(setup.cinema.timeZone))
        setup.zone = *known;
    else
        zone.fail("the time zone \"" + setup.cinema.timeZone + "\" is not known");
    object.done();
}

/// Requires: `nameIn` gives what must not be repeated.
template <class Items, class NameIn>
void refuseRepeats(const Items& items, const Value& list, NameIn nameIn) {
    std::set<std::string> known;
    for (const auto& item : items)
        if (!known.insert(nameIn(item)).second)
            list.fail("\"" + nameIn(item) + "\" is there twice");
}

void checkPriceLists(const CinemaSetup& setup, const Value& auditoriums) {
    for (const AuditoriumSetup& auditorium : setup.auditoriums) {
        const bool known = std::any_of(
            setup.priceLists.begin(), setup.priceLists.end(),
            [&](const PriceListSetup& list) { return list.key == auditorium.priceList; });
        if (!known)
            auditoriums.fail("the price list \"" + auditorium.priceList + "\" does not exist");
    }
}

CinemaSetup readSetup(const Value& value) {
    Object object(value);
    CinemaSetup setup;
    readCinemaItself(object["cinema"], setup);
    setup.trailerMinutes = count(object["trailerMinutes"], 0, 60);
    setup.cleaningMinutes = count(object["cleaningMinutes"], 0, kLongestCleaning);
    readOpeningHours(object["openingHours"], setup);
    const Value lists = object["priceLists"];
    for (const Value& item : lists.items(kMostItems, 1))
        setup.priceLists.push_back(readPriceList(item, setup));
    const Value auditoriums = object["auditoriums"];
    for (const Value& item : auditoriums.items(kMostItems, 1))
        setup.auditoriums.push_back(readAuditorium(item));
    const Value movies = object["movies"];
    for (const Value& item : movies.items(kMostItems))
        setup.movies.push_back(readMovie(item));
    const Value operators = object["operators"];
    for (const Value& item : operators.items(kMostItems))
        setup.operators.push_back(readOperator(item));
    object.done();
    refuseRepeats(setup.priceLists, lists, [](const auto& list) { return list.key; });
    refuseRepeats(setup.auditoriums, auditoriums, [](const auto& room) { return room.key; });
    refuseRepeats(setup.operators, operators, [](const auto& person) { return person.name; });
    refuseRepeats(setup.movies, movies, [](const auto& movie) {
        return movie.title + " (" + std::to_string(movie.releaseYear) + ")";
    });
    checkPriceLists(setup, auditoriums);
    return setup;
}

} // namespace

Result<CinemaSetup, DecodeError> readCinema(std::string_view json) {
    return decodeText(json, readSetup);
}

} // namespace foyer::wire
