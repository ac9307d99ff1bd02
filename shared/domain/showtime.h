#pragma once

#include "shared/base/ids.h"
#include "shared/domain/price.h"

#include <cstdint>
#include <string>
#include <vector>

namespace foyer::domain {

struct Cinema {
    CinemaId id;
    std::string name;
    std::string address;
    Currency currency;
    std::string timeZone; // IANA name, e.g. "Europe/Berlin"; the edge resolves it to offsets
};

struct Auditorium {
    AuditoriumId id;
    CinemaId cinema;
    std::string name;
    PlanId plan; // the plan new showtimes get
};

enum class ShowtimeState : std::uint8_t { OnSale, Cancelled };

/// One screening of a movie in an auditorium, with the plan and prices it is sold by.
struct Showtime {
    ShowtimeId id;
    MovieId movie;
    AuditoriumId auditorium;
    PlanId plan;
    PriceListId priceList;
    DayPart dayPart = DayPart::Evening;
    Instant start{};      // as printed on the ticket; trailers begin
    Instant end{};        // trailers and movie over
    Instant cleanUntil{}; // the auditorium is free again
    Date businessDay{};
    std::int32_t utcOffsetMinutes = 0; // of the cinema at `start`
    ShowtimeState state = ShowtimeState::OnSale;
};

/// Who is accountable at a drawer. The PIN itself exists nowhere, only its Argon2id string.
enum class Role : std::uint8_t { Cashier, Supervisor, Manager };
const char* nameOf(Role role);
std::optional<Role> roleFrom(std::string_view name);

struct Operator {
    OperatorId id;
    std::string name;
    Role role = Role::Cashier;
    std::string pinHash; // PHC string
    bool active = true;
};

} // namespace foyer::domain
