#pragma once

#include "app/core/view.h"

namespace foyer::fakes {

/// Friday, 14 November 2025, 19:47 in Berlin: when a foyer is full.
constexpr Instant kNow = instantFromMs(1'763'146'020'000);
constexpr Milliseconds kOffset = std::chrono::hours{1};

constexpr std::size_t kAuditoriums = 8;
constexpr std::size_t kStarts = 5; ///< of each auditorium
constexpr std::size_t kLargeAuditorium = 0;
constexpr std::size_t kSofaAuditorium = 7;

/// A number in [0, 1) that depends on its argument alone.
double scatter(std::size_t of);

/// An id that depends on `number` alone.
template <class IdType>
IdType idOf(std::uint8_t kind, std::size_t number) {
    IdType id;
    id.uuid.bytes[0] = kind;
    id.uuid.bytes[14] = static_cast<std::uint8_t>(number >> 8);
    id.uuid.bytes[15] = static_cast<std::uint8_t>(number);
    return id;
}

/// The plans of the demo cinema, read from its files; ends the program when one is unreadable.
const std::vector<std::shared_ptr<const domain::SeatingPlan>>& plans();
/// Sells every area of every plan to adults, children, students and seniors.
std::shared_ptr<const domain::PriceList> priceList();

/// Forty showtimes, from just after noon to late at night, some running, one cancelled.
core::ScheduleView day();
/// Which auditorium the showtime is in.
std::size_t auditoriumOf(ShowtimeId showtime);
/// A well-sold evening with a standing allotment of this terminal.
core::SeatMapView seatMapOf(const core::ShowtimeView& showtime);

core::LoginView operators();
core::OwnSalesView sales();
core::QuestionsView questions();

// fake_office.cpp
/// A counter that went silent with seats on lease, one that is declared lost, and healthy ones.
protocol::Exposures terminals();
/// What the first counter had before it was enrolled anew: no part of terminals().
protocol::Exposure formerDisk();
/// What keeps the business day open; on the last of three days back nothing does.
protocol::DayAnswer businessDay(Date day);
protocol::Share shareOf(const core::ShowtimeView& showtime);

} // namespace foyer::fakes
