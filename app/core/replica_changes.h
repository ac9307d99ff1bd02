#pragma once

#include "app/core/records.h"

namespace foyer::core {

/// Applies an answer of the feed: a snapshot replaces everything, single changes come on top.
/// Allotments are no part of the replica; Rights takes them.
void applyTo(Replica& replica, const protocol::ChangesAnswer& answer);

/// The seat letters of a showtime, changed as a SeatsChanged says; all free when nothing was known.
/// False when the change is older than what is there, or the plan is not known.
bool applyTo(Replica& replica, const protocol::SeatsChanged& change);

/// A showtime with everything that is needed to sell it.
struct Show {
    const domain::Showtime* showtime = nullptr;
    std::shared_ptr<const domain::SeatingPlan> plan;
    std::shared_ptr<const domain::PriceList> priceList;
};
/// Nothing while a part of it has not arrived yet.
std::optional<Show> findShow(const Replica& replica, ShowtimeId showtime);

/// The states the server last published, all free when there were none.
domain::SeatStates seatStates(const Replica& replica, const Show& show);

inline Milliseconds utcOffsetOf(const domain::Showtime& showtime) {
    return std::chrono::minutes{showtime.utcOffsetMinutes};
}
/// How far ahead the counter sells: the business day that `now` is in and those after it.
constexpr std::chrono::days kBoardDays{7};
bool isOnBoard(const domain::Showtime& showtime, Instant now);
bool isOnSale(const domain::Showtime& showtime, Instant now);

} // namespace foyer::core
