#pragma once

#include "shared/base/ids.h"

#include <string>

namespace foyer::protocol {

/// A ticket that is good for another seat than the customer's paper says. Told to the terminal that
/// sold it, which prints it anew, to the office and to the doors; of one ticket the last one
/// counts.
struct Reseating {
    TicketId ticket;
    BookingId booking;
    ShowtimeId showtime;
    SeatNo from; // as on the paper; of a former plan, when the plan has changed
    SeatNo to;
    std::string fromName; // "F12"
    std::string toName;
    std::string reason; // one sentence for the customer, English
    Instant at{};
    friend bool operator==(const Reseating&, const Reseating&) = default;
};
/// Whether the customer's paper says anything else than where the ticket is good. One that was
/// moved back needs none.
inline bool needsNewTicket(const Reseating& reseating) {
    return reseating.from != reseating.to || reseating.fromName != reseating.toName;
}

} // namespace foyer::protocol
