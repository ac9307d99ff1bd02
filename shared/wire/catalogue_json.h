#pragma once

// What a customer's client and a search engine read of a showtime (resources/openapi.json describes
// both). Plain values in, text out.

#include "shared/domain/movie.h"
#include "shared/domain/seat_choice.h"
#include "shared/domain/seating_plan.h"
#include "shared/domain/showtime.h"

#include <map>
#include <string>
#include <vector>

namespace foyer::wire {

/// GET /v1/showtimes/{id}/best-seats.
struct BestSeats {
    ShowtimeId showtime;
    const domain::SeatingPlan& plan;
    CommitSeq version; // of the seats they were chosen from
    std::vector<domain::SeatChoice> choices;
};
std::string encodeBestSeats(const BestSeats& best);

/// A movie as schema.org's Movie, in JSON-LD 1.1.
std::string encodeMovieLd(const domain::Movie& movie);

/// What is told of a showtime to the world.
struct ScreeningView {
    const domain::Showtime& showtime;
    const domain::Movie& movie;
    const domain::Cinema& cinema;
    const domain::Auditorium& auditorium;
    const domain::SeatingPlan& plan;
    const domain::PriceList& prices;
    std::map<std::string, std::size_t> free; // seats by area key
    std::string site;                        // where customers book; empty: not told
};
/// A showtime as schema.org's ScreeningEvent: an offer for each price that anybody may ask for.
std::string encodeScreeningLd(const ScreeningView& view);

} // namespace foyer::wire
