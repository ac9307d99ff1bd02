#include "server/http/screenings.h"

#include "server/core/calendar.h"
#include "server/http/helpers.h"
#include "shared/wire/catalogue_json.h"

#include <algorithm>

namespace foyer::server::http {

namespace {

/// Takes a value over; false when it could not be read or is not there.
template <class T>
bool take(services::Outcome<T> outcome, T& into, Fault& fault) {
    if (!outcome) {
        fault = faultOf(outcome.error());
        return false;
    }
    into = std::move(*outcome);
    fault = Fault::UnknownThing;
    return into != nullptr;
}

std::map<std::string, std::size_t> freeByArea(const Screening& screening) {
    std::map<std::string, std::size_t> free;
    const auto& states = screening.seats->states;
    const auto count = std::min(states.size(), screening.plan->seatCount());
    for (std::size_t i = 0; i < count; ++i)
        if (states[i] == domain::SeatState::Free)
            ++free[screening.plan->areaOf(SeatNo{static_cast<std::uint16_t>(i)}).key];
    return free;
}

} // namespace

Result<Screening, Fault> screeningOf(const Backend& backend, ShowtimeId id) {
    auto& programme = backend.programme;
    Screening all;
    Fault fault = Fault::UnknownThing;
    const bool isThere = take(programme.showtime(id), all.showtime, fault) &&
                         take(programme.movies(), all.movies, fault) &&
                         take(programme.house(), all.house, fault) &&
                         take(programme.plan(all.showtime->plan), all.plan, fault) &&
                         take(programme.priceList(all.showtime->priceList), all.prices, fault) &&
                         take(backend.seats.snapshot(id), all.seats, fault);
    if (!isThere)
        return Err{fault};
    all.movie = all.movies->movie(all.showtime->movie);
    all.auditorium = all.house->auditorium(all.showtime->auditorium);
    all.cinema = all.house->cinemaOf(all.showtime->auditorium);
    if (!all.movie || !all.auditorium || !all.cinema)
        return Err{Fault::UnknownThing};
    return all;
}

void sendLinkedData(const Backend& backend, ShowtimeId id, const Answer& answer) {
    const auto found = screeningOf(backend, id);
    if (!found)
        return answer.problem(found.error());
    sendDocument(answer, kLinkedData,
                 wire::encodeScreeningLd({*found->showtime, *found->movie, *found->cinema,
                                          *found->auditorium, *found->plan, *found->prices,
                                          freeByArea(*found), backend.publicUrl}));
}

void sendCalendar(const Backend& backend, ShowtimeId id, const Answer& answer) {
    const auto found = screeningOf(backend, id);
    if (!found)
        return answer.problem(found.error());
    core::CalendarEntry entry;
    entry.uid = id.toString() + "@foyer";
    entry.title = found->movie->title;
    entry.place = found->auditorium->name + ", " + found->cinema->name;
    entry.notes = found->cinema->address;
    entry.start = found->showtime->start;
    entry.end = found->showtime->end;
    entry.writtenAt = backend.clock.now();
    entry.isCancelled = found->showtime->state == domain::ShowtimeState::Cancelled;
    edge::Response response;
    response.headers.emplace_back("Content-Type", "text/calendar; charset=utf-8; method=PUBLISH");
    response.headers.emplace_back("Content-Disposition", "attachment; filename=\"showtime.ics\"");
    response.headers.emplace_back("Cache-Control", "no-cache");
    response.body = core::calendarFile(entry);
    answer.send(std::move(response));
}

} // namespace foyer::server::http
