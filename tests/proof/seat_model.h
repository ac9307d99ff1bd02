#pragma once

#include "tests/proof/seat_history.h"

#include <tuple>

namespace foyer::proof {

/// One seat as the specification sees it.
///
/// | state  | becomes                                                        |
/// |--------|----------------------------------------------------------------|
/// | Free   | Held by a hold                                                 |
/// | Held   | Held for longer (once), Free by release, Sold, Lapsed by time   |
/// | Lapsed | Held by the next, Free when swept; nothing else but reads see it |
/// | Sold   | Free by refund                                                 |
struct SeatModel {
    enum class Kind : std::uint8_t { Free, Held, Lapsed, Sold };
    Kind kind = Kind::Free;
    bool extended = false;
    std::uint32_t hold = 0; // whose, unless Free
    Instant earliestExpiry;
    Instant latestExpiry;
    std::size_t commits = 0; // of the server's commits, how many are explained

    friend bool operator==(const SeatModel&, const SeatModel&) = default;
};

/// True for an operation that leaves the seat as it is.
bool isObserver(const Operation& operation);
/// Whether an observer could have seen this.
bool couldSee(const SeatModel& seat, const Operation& observer, const SeatRules& rules);
/// The seat afterwards; nothing when the operation could not have happened here.
std::optional<SeatModel> after(const SeatModel& seat, const Operation& change,
                               const SeatRules& rules);
/// What time alone does until `now`: nothing when it does nothing.
std::optional<SeatModel> afterTime(const SeatModel& seat, Instant now, const SeatRules& rules);

} // namespace foyer::proof
