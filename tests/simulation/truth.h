#pragma once

#include "shared/base/ids.h"

#include <cstdint>
#include <map>
#include <set>
#include <vector>

namespace foyer::simulation {

/// What happened in the world of people and paper, which no crash can undo.
struct Truth {
    std::map<BookingId, std::int64_t> cashGiven; // by the customer, once
    /// Bookings about which the operator gave a wrong answer; what then is written and what is in
    /// the drawer differ by their money, and no machine can know.
    std::set<BookingId> wronglyPaid;   // "the money was taken", and it was not
    std::set<BookingId> wronglyUnpaid; // "it was not", and it was
    std::set<BookingId> wronglyPrinted;
    std::set<BookingId> handedOut; // all their tickets are in the customer's hands
    struct Paper {
        ShowtimeId showtime;
        SeatNo seat;
        TerminalId terminal;
    };
    std::map<TicketId, Paper> paper; // tickets in people's hands
    // Since the checker looked.
    std::vector<TicketId> newPaper;
    std::vector<AllotmentId> newRightsUsed; // by an INTENT, at a clock that keeps time
};

} // namespace foyer::simulation
