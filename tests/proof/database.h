#pragma once

#include <cstddef>
#include <string>

namespace foyer::proof {

/// Promises I1 and I3 by SQL of its own, which shares nothing with the server: `tickets` valid
/// ones, each the owner of the right to its seat, no seat twice, and a ledger that balances. Ends
/// the program when it is not so.
void requireNoSeatTwice(const std::string& database, std::size_t tickets);

/// Ends the program unless so many entries were taken in.
void requireEntries(const std::string& database, std::size_t entries);

} // namespace foyer::proof
