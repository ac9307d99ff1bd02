#include "server/http/helpers.h"
#include "server/http/resources.h"
#include "server/http/screenings.h"

#include <algorithm>

namespace foyer::server::http {

namespace {

std::size_t freeSpaces(const domain::SeatingPlan& plan, const domain::SeatStates& states) {
    std::size_t free = 0;
    for (std::size_t i = 0; i < std::min(states.size(), plan.seatCount()); ++i)
        if (states[i] == domain::SeatState::Free &&
            plan.seats[i].kind == domain::SeatKind::Wheelchair)
            ++free;
    return free;
}

std::optional<wire::Fill> fillOf(const Backend& backend, const domain::Showtime& showtime) {
    const auto snapshot = backend.seats.snapshot(showtime.id);
    const auto plan = backend.programme.plan(showtime.plan);
    if (!snapshot || !*snapshot || !plan || !*plan)
        return {};
    const auto& states = (*snapshot)->states;
    const auto free = std::count(states.begin(), states.end(), domain::SeatState::Free);
    return wire::Fill{states.size(), static_cast<std::size_t>(free), freeSpaces(**plan, states)};
}

std::vector<wire::ShowtimeView> viewsOf(const Backend& backend,
                                        const std::vector<domain::Showtime>& showtimes) {
    std::vector<wire::ShowtimeView> views;
    views.reserve(showtimes.size());
    for (const auto& showtime : showtimes)
        views.push_back({showtime, fillOf(backend, showtime)});
    return views;
}

void listShowtimes(const Backend& backend, Call call, Answer answer) {
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
                 const auto views = viewsOf(backend, (*page)->items);
                 sendPage(answer, request, wire::encodeShowtimes(views, (*page)->next),
                          (*page)->next);
             });
}

void getShowtime(const Backend& backend, const Call& call, Answer answer) {
    const auto id = call.id<ShowtimeId>();
    if (!id)
        return answer.problem(Fault::UnknownThing);
    const bool isLinked = prefers(call.request.header("accept"), kLinkedData);
    runOr503(backend.workers, answer, [backend, id = *id, isLinked, answer] {
        if (isLinked)
            return sendLinkedData(backend, id, answer);
        const auto showtime = backend.programme.showtime(id);
        if (!showtime)
            return answer.problem(faultOf(showtime.error()));
        if (!*showtime)
            return answer.problem(Fault::UnknownThing);
        sendDocument(answer, "application/json",
                     wire::encodeShowtime({**showtime, fillOf(backend, **showtime)}));
    });
}

void getCalendar(const Backend& backend, const Call& call, Answer answer) {
    const auto id = call.id<ShowtimeId>();
    if (!id)
        return answer.problem(Fault::UnknownThing);
    runOr503(backend.workers, answer,
             [backend, id = *id, answer] { sendCalendar(backend, id, answer); });
}

} // namespace

void addShowtimes(Routes& routes, const Backend& backend) {
    routes.push_back(
        {edge::Method::Get, "/v1/showtimes", "listShowtimes", [backend](Call call, Answer answer) {
             listShowtimes(backend, std::move(call), std::move(answer));
         }});
    routes.push_back({edge::Method::Get, "/v1/showtimes/{id}", "getShowtime",
                      [backend](const Call& call, Answer answer) {
                          getShowtime(backend, call, std::move(answer));
                      }});
    routes.push_back({edge::Method::Get, "/v1/showtimes/{id}/calendar", "getShowtimeCalendar",
                      [backend](const Call& call, Answer answer) {
                          getCalendar(backend, call, std::move(answer));
                      }});
}

} // namespace foyer::server::http
