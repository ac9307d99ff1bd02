#pragma once

#include "tests/simulation/card_reader.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
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
    std::set<BookingId> handedOut;                // all their tickets are in the customer's hands
    std::map<BookingId, std::int64_t> paidOnline; // and confirmed to the customer
    std::map<BookingId, PaymentId> paidBy;        // of those, at the server's own provider
    /// Tickets that an online customer was told to have others for.
    struct Exchange {
        BookingId booking;
        std::vector<TicketId> former;
        std::vector<TicketId> present; // all that were good then
    };
    std::vector<Exchange> exchanges;
    /// Whether the screen, or the web shop's customer, had the code of a discount.
    std::map<BookingId, bool> withCode;
    CardTruth cards;
    struct Paper {
        ShowtimeId showtime;
        SeatNo seat;
        int node = 0; // TerminalNode::number()
    };
    std::map<TicketId, Paper> paper; // tickets in people's hands
    /// Every sheet, with the text of its QR.
    struct Printed {
        std::string text;
        TicketId ticket;
        ShowtimeId showtime;
        SeatNo seat;
        int node = 0;
        bool atRisk = false;
    };
    std::vector<Printed> papers;
    std::set<std::string> shown; // at a door
    std::set<int> deadNodes;     // burned down
    /// What a door must not let in from now on, and which promise says so.
    std::map<std::pair<int, std::string>, const char*> forbidden;
    /// Lives of terminals that two disks had at some time.
    std::set<std::pair<TerminalId, Incarnation>> copiedLives;
    // Since the checker looked.
    std::vector<TicketId> newPaper;
    std::vector<AllotmentId> newRightsUsed; // by an INTENT, at a clock that keeps time
};

} // namespace foyer::simulation
