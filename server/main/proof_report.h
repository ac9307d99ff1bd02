#pragma once

#include <set>
#include <string>

namespace foyer::server {

/// Proves the database at that path through a read-only connection of its own and says what was
/// found; true: nothing. `told` gains the promises that findings named. Throws sqlite::Error.
bool sayProof(const std::string& database, std::set<std::string>& told);

} // namespace foyer::server
