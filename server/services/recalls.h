#pragma once

#include "server/ports/store.h"

namespace foyer::server::services {

// Steps of several use cases, within their transaction.

/// Ends a hold that cannot have what it waits for, or whose time is up: its seats go back to the
/// pool, its recalls are withdrawn, and it is gone. Does nothing to one that is sold or unknown.
void releaseHold(ports::Store& store, HoldId id);

/// A Return that answers the recall has been applied, its seats claimed. Closes the recall. The
/// hold that waits is held once its last recalled seat has come; when this recall brought fewer
/// seats than were asked for, nobody can give it what it wants and it is released.
void settleRecall(ports::Store& store, RecallId id);

/// The hold's seats are tickets of that booking now: what is left of it goes back to the pool.
void sellHold(ports::Store& store, HoldId id, BookingId booking);

} // namespace foyer::server::services
