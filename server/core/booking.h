#pragma once

// Bookings and tickets as the server knows them.

#include "shared/base/time.h"
#include "shared/domain/booking.h"

#include <optional>
#include <vector>

namespace foyer::server::core {

enum class BookingState : std::uint8_t { Valid, Void };
enum class TicketState : std::uint8_t { Valid, Void, Exchanged };

struct TicketRecord {
    BookingId booking;
    ShowtimeId showtime;
    domain::TicketLine line;
    AllotmentId allotment; // the right it was sold by; null: from the pool
    TicketState state = TicketState::Valid;
    std::optional<SeatNo> paperSeat{}; // the one sold and printed, when it is not line.seat
    Epoch epoch{};      // the token of the right it was sold by; 0: at risk, or on a hold
    Incarnation life{}; // of its seller, and the number of the entry that sold it, as its paper
    Seq seq{};          // says; 0: not known, or its seats were exchanged
    friend bool operator==(const TicketRecord&, const TicketRecord&) = default;
};

struct BookingRecord {
    BookingId id;
    ShowtimeId showtime;
    TerminalId terminal;
    Incarnation incarnation;
    Seq seq; // of the Sale, or of the entry that carried it
    OperatorId op;
    PriceListId priceList;
    Date businessDay{};
    Money total;
    BookingState state = BookingState::Valid;
    Instant soldAt{};
    std::vector<domain::Tender> tenders;
    bool fromPaper = false; // its journal is not here: known by the tickets seen at doors
};

} // namespace foyer::server::core
