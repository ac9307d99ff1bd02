#pragma once

#include <string>

namespace foyer::proof {

/// The demo cinema with four halls more and the largest hall's plan in all, 480 seats, in a new
/// folder that `foyerd import demo` takes: 120,000 seats a week.
void describeLargeCinema(const std::string& folder);

/// The demo cinema with one plain block of `rows` times `seatsPerRow` seats in every hall.
void describePlainCinema(const std::string& folder, int rows, int seatsPerRow);

} // namespace foyer::proof
