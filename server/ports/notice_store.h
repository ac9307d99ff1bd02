#pragma once

#include "server/ports/account_store.h"

#include <vector>

namespace foyer::server::ports {

/// Who is to be told something because its time has come.
class NoticeStore {
public:
    virtual ~NoticeStore() = default;

    /// Bookings with a good ticket for a showtime that begins after `now` and until `until`, sold
    /// at least `before` it begins, whose customers were not reminded yet; at most `limit`.
    virtual std::vector<BookingId> bookingsToRemind(Instant now, Instant until, Milliseconds before,
                                                    std::size_t limit) const = 0;
    virtual void setReminded(BookingId booking, Instant at) = 0;

    /// Open ones of which nobody was told yet, the oldest first.
    virtual std::vector<TaskId> tasksToAlert(std::size_t limit) const = 0;
    virtual void setAlerted(TaskId task, Instant at) = 0;
    /// Whoever may settle tasks.
    virtual std::vector<AccountRecord> staff() const = 0;
};

} // namespace foyer::server::ports
