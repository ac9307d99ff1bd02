#pragma once

#include "shared/base/result.h"
#include "shared/domain/programme.h"
#include "shared/wire/decode_error.h"

#include <string_view>

namespace foyer::wire {

/// Reads the description of a cinema (resources/demo/cinema.json): strict, every field but the
/// address required, unknown fields refused. Ensures: each auditorium's price list exists, names
/// and keys are not repeated, times are within the limits of domain::OpeningHours, each of the
/// seven weekdays has opening hours, prices are in the cinema's currency.
Result<domain::CinemaSetup, DecodeError> readCinema(std::string_view json);

} // namespace foyer::wire
