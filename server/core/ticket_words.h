#pragma once

// What stands beside the facts on a ticket, in each of its languages. Pure.

#include <string_view>

namespace foyer::server::core {

struct TicketWords {
    const char* tickets; // what the document is
    const char* time;
    const char* seat;
    const char* auditorium;
    const char* type;
    const char* price;
    const char* booking;
    const char* advice;
    bool isRightToLeft;
};

/// Requires: one of domain::ticketLanguages.
const TicketWords& ticketWords(std::string_view language);

} // namespace foyer::server::core
