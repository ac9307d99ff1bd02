#pragma once

// The use cases of online customers, of the office, of the door and of a restored server, one row
// each, for tests that let the disk fail.

#include "server/services/showtime_changes.h"
#include "tests/store/server_operations.h"

namespace foyer::tests {

using ChangeOfShowtime = std::function<void(ShowtimeChanges&, Reply<ShowtimeChanges::Answer>)>;
Told changed(Served& s, const ChangeOfShowtime& call);

/// A terminal has seen more than the server knows.
Told knowsMore(Served& s, const Setting& set);

std::vector<UseCase> everyOnlineUseCase();
std::vector<UseCase> everyOfficeUseCase();
std::vector<UseCase> everyUseCaseOfARecovery();

} // namespace foyer::tests
