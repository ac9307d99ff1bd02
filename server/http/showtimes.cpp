#include "server/http/helpers.h"
#include "server/http/resources.h"

#include <algorithm>

namespace foyer::server::http {

namespace {

constexpr std::int64_t kUsualPage = 50;

std::optional<wire::Fill> fillOf(services::ReadModel& seats, ShowtimeId showtime) {
    const auto snapshot = seats.snapshot(showtime);
    if (!snapshot || !*snapshot)
        return {};
    const auto& states = (*snapshot)->states;
    const auto free = std::count(states.begin(), states.end(), domain::SeatState::Free);
    return wire::Fill{states.size(), static_cast<std::size_t>(free)};
}

std::vector<wire::ShowtimeView> viewsOf(services::ReadModel& seats,
                                        const std::vector<domain::Showtime>& showtimes) {
    std::vector<wire::ShowtimeView> views;
    views.reserve(showtimes.size());
    for (const auto& showtime : showtimes)
        views.push_back({showtime, fillOf(seats, showtime.id)});
    return views;
}

void list(const Backend& backend, Call call, Answer answer) {
    Query query(call.request.query);
    ports::ShowtimeFilter filter;
    filter.day = query.date("day");
    filter.movie = query.id<MovieId>("movie");
    filter.auditorium = query.id<AuditoriumId>("auditorium");
    filter.cinema = query.id<CinemaId>("cinema");
    filter.dayPart =
        query.word("day_part", "matinee, afternoon, evening, weekend", domain::dayPartFrom);
    if (query.flag("upcoming"))
        filter.endsAfter = backend.clock.now();
    const auto cursor = query.text("cursor", 2000).value_or("");
    const auto limit = query.integer("limit", 1, services::Catalogue::kMostPerPage);
    if (!accepted(query, answer))
        return;
    runOr503(backend.workers, answer,
             [backend, request = std::move(call.request), filter, cursor,
              limit = static_cast<std::size_t>(limit.value_or(kUsualPage)), answer] {
                 const auto page = backend.catalogue.showtimes(filter, cursor, limit);
                 if (!page)
                     return answer.problem(faultOf(page.error()));
                 if (!*page)
                     return answer.problem(Fault::BadCursor);
                 const auto views = viewsOf(backend.seats, (*page)->items);
                 sendPage(answer, request, wire::encodeShowtimes(views, (*page)->next),
                          (*page)->next);
             });
}

void get(const Backend& backend, const Call& call, Answer answer) {
    const auto id = call.id<ShowtimeId>();
    if (!id)
        return answer.problem(Fault::UnknownThing);
    runOr503(backend.workers, answer, [backend, id = *id, answer] {
        const auto showtime = backend.catalogue.showtime(id);
        if (!showtime)
            return answer.problem(faultOf(showtime.error()));
        if (!*showtime)
            return answer.problem(Fault::UnknownThing);
        answer.json(wire::encodeShowtime({**showtime, fillOf(backend.seats, id)}));
    });
}

} // namespace

void addShowtimes(Routes& routes, const Backend& backend) {
    routes.push_back(
        {edge::Method::Get, "/v1/showtimes", "listShowtimes", [backend](Call call, Answer answer) {
             list(backend, std::move(call), std::move(answer));
         }});
    routes.push_back(
        {edge::Method::Get, "/v1/showtimes/{id}", "getShowtime",
         [backend](const Call& call, Answer answer) { get(backend, call, std::move(answer)); }});
}

} // namespace foyer::server::http
