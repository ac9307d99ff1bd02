#pragma once

// A cinema as its file describes it, and a week's programme planned from it. Seating plans and ids
// are not here: whoever stores a cinema gives the ids and reads the plans.

#include "shared/base/random.h"
#include "shared/domain/local_time.h"
#include "shared/domain/movie.h"
#include "shared/domain/price.h"
#include "shared/domain/showtime.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace foyer::domain {

struct AuditoriumSetup {
    std::string key;        // "saal-1"
    std::string name;       // as people read it
    std::string plan;       // the plan's file, relative to the cinema's file
    std::int32_t seats = 0; // as its plan has them; the largest rooms get the most wanted movies
    std::string priceList;  // PriceListSetup::key
};

struct PriceListSetup {
    std::string key;
    PriceList list; // id null
};

/// Minutes after local midnight of the business day; past midnight they exceed 1440.
struct OpeningHours {
    std::int32_t firstStart = 0; // from kEarliestStart
    std::int32_t lastStart = 0;  // up to kLatestStart
    std::int32_t closing = 0;    // the last movie is over; up to kLatestClosing
};
// These leave room for an hour of cleaning before 06:00, also in the night in which summer time
// begins, and no showtime begins in an hour that the clocks skip.
constexpr std::int32_t kEarliestStart = 6 * 60;
constexpr std::int32_t kLatestStart = 25 * 60 + 55;
constexpr std::int32_t kLatestClosing = 28 * 60;
constexpr std::int32_t kLongestCleaning = 60;

enum class Audience : std::uint8_t {
    Family, ///< begins before 19:00
    General,
    Adult ///< begins at 17:00 or later
};
const char* nameOf(Audience audience);
std::optional<Audience> audienceFrom(std::string_view name);

struct FeaturedMovie {
    std::string title; // title and release year as in the catalogue
    std::int32_t releaseYear = 0;
    Audience audience = Audience::General;
    std::int32_t demand = 1; // 1 to 10, how many people want to see it
};

struct OperatorSetup {
    std::string name;
    Role role = Role::Cashier;
    std::string pin; // plain, for a demo only
};

struct CinemaSetup {
    Cinema cinema; // id null
    TimeZone zone;
    std::int32_t trailerMinutes = 0;
    std::int32_t cleaningMinutes = 0;
    std::array<OpeningHours, 7> openingHours; // Monday first
    std::vector<AuditoriumSetup> auditoriums;
    std::vector<PriceListSetup> priceLists;
    std::vector<FeaturedMovie> movies;
    std::vector<OperatorSetup> operators;
};

struct PlannedShowtime {
    std::size_t auditorium = 0; // position in CinemaSetup::auditoriums
    MovieId movie;
    std::string title;
    Instant start{};
    Instant endsAt{};        // trailers and movie over
    Instant cleaningUntil{}; // the auditorium is free again
    std::int32_t trailerMinutes = 0;
    std::string priceList; // PriceListSetup::key
    DayPart dayPart = DayPart::Evening;
    Date businessDay{};
    std::int32_t utcOffsetMinutes = 0;
};

struct WeekPlan {
    std::vector<PlannedShowtime> showtimes;  // by business day, auditorium, start
    std::vector<std::string> notInCatalogue; // featured titles without a movie or running time
};

/// Seven business days from `firstBusinessDay`: the movies most wanted play in the largest rooms in
/// the evening, family movies in the afternoon, late showtimes where the opening hours allow them.
/// Starts are on five minutes; no two showtimes of an auditorium overlap, trailers and cleaning
/// included; every showtime stays in its business day. The same inputs give the same week.
WeekPlan planWeek(const CinemaSetup& setup, std::span<const Movie> catalogue, Date firstBusinessDay,
                  Random& random);

} // namespace foyer::domain
