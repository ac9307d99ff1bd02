#pragma once

#include "shared/sqlite/connection.h"

#include <string>

namespace foyer::simulation {

/// Tries to do with plain SQL what the schemas forbid (a second owner of a seat, a second valid
/// ticket, another journal), undoes it and answers what was allowed; empty when all was refused.
/// What there is no row for is not tried.
std::string unlockedInServer(sqlite::Connection& db);
std::string unlockedInTerminal(sqlite::Connection& db);

/// What the present mutant takes away from the schemas, as SQL; empty for the others.
std::string droppedInServer();
std::string droppedInTerminal();

} // namespace foyer::simulation
