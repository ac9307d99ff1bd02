#pragma once

// Is what clients saw of one seat explained by some order of their operations, each at one moment
// between its request and its answer? Linearizability (Herlihy, Wing, 1990), decided as Wing and
// Gong (1993) do, just in time and remembering what was seen (Lowe, 2017): configurations are kept
// in the order of the answers, so a history may be as long as one likes.

#include "shared/base/time.h"
#include "shared/domain/seat_state.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace foyer::proof {

/// A position in the order of all requests and answers of a history.
using Tick = std::uint64_t;
constexpr Tick kNever = std::numeric_limits<Tick>::max();

enum class Action : std::uint8_t { Hold, Extend, Release, Sell, Refund, Read };
enum class Ending : std::uint8_t {
    Done,
    Refused,
    Unknown ///< the connection died: it has happened before `end`, or never will
};

/// What somebody did to the seat. A read of a whole map is one operation for each of its seats.
struct Operation {
    Action action = Action::Read;
    Ending ending = Ending::Done;
    domain::SeatState seen = domain::SeatState::Free; // Read
    /// Hold, Extend, Release, Sell: the hold, a number of its own. Refund: the hold that was sold.
    std::uint32_t hold = 0;
    /// Sell, Refund, done: the answer told nothing new, another had got the same before.
    bool again = false;
    Tick begin = 0;
    /// The answer. Unknown: when it could happen no more, kNever if it always can.
    Tick end = kNever;
    /// The wall clock at begin and end, never going back.
    Instant beganAt;
    Instant endedAt;
    /// Hold, Extend: when the hold runs out. Both are the answer's, or far apart when it is
    /// unknown.
    Instant earliestExpiry;
    Instant latestExpiry;
};

/// What a history is held against.
struct SeatRules {
    /// A map may show an expired hold for so long: one sweep, and what it takes to be told.
    Milliseconds sweep{0};
    /// The seat's states in the order in which the server committed them, the first one left out.
    /// When given, the operations must explain exactly these, to the last.
    const std::vector<domain::SeatState>* commits = nullptr;
    /// More configurations than this at one moment: given up.
    std::size_t mostConfigurations = 200'000;
};

struct Finding {
    bool linearizable = true;
    std::string explanation{}; // otherwise: which operation has no place, and its neighbours
    std::size_t mostConfigurations = 0; // that were possible at one moment
};

/// Requires: nobody has touched the seat before, it is free.
Finding checkSeat(std::vector<Operation> history, const SeatRules& rules);

/// "Sell of hold 7 done, 12..15"
std::string toText(const Operation& operation);

} // namespace foyer::proof
