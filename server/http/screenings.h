#pragma once

#include "server/http/api.h"

namespace foyer::server::http {

/// Everything that is told of a showtime at one moment, from memory.
struct Screening {
    services::ProgrammeModel::ShowtimePtr showtime;
    services::ProgrammeModel::Movies movies; // owns the movie
    const domain::Movie* movie = nullptr;
    services::ProgrammeModel::HousePtr house; // owns the cinema and the auditorium
    const domain::Cinema* cinema = nullptr;
    const domain::Auditorium* auditorium = nullptr;
    ports::PlanPtr plan;
    ports::PriceListPtr prices;
    services::SnapshotPtr seats;
};
/// What there is, or what to answer instead.
Result<Screening, Fault> screeningOf(const Backend& backend, ShowtimeId showtime);

/// The screening as JSON-LD, and as a file for calendars.
void sendLinkedData(const Backend& backend, ShowtimeId showtime, const Answer& answer);
void sendCalendar(const Backend& backend, ShowtimeId showtime, const Answer& answer);

} // namespace foyer::server::http
