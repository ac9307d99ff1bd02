#pragma once

// Holds and bookings of online customers as JSON (resources/openapi.json describes them).

#include "shared/base/result.h"
#include "shared/base/time.h"
#include "shared/domain/booking.h"
#include "shared/protocol/sync.h"
#include "shared/wire/decode_error.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::wire {

/// POST /v1/showtimes/{id}/holds.
struct HoldRequest {
    std::vector<SeatNo> seats;
    std::string customer;   // who, for the limits; empty: a guest
    std::string email{};    // where to write about it; empty: nowhere
    std::string language{}; // of what is written there
    std::string phone{};    // domain::isPhone; empty: none
};
std::string encodeHoldRequest(const HoldRequest& request);
Result<HoldRequest, DecodeError> decodeHoldRequest(std::string_view text);

/// PUT /v1/holds/{id}/contact.
struct ContactRequest {
    std::string email;
    std::string language; // empty: not told
    std::string phone{};  // domain::isPhone; empty: none
};
std::string encodeContact(const ContactRequest& request);
Result<ContactRequest, DecodeError> decodeContact(std::string_view text);

struct HoldAnswer {
    HoldId id;
    ShowtimeId showtime;
    std::string state; // "waiting", "held", "sold"
    std::vector<SeatNo> seats;
    Instant expiresAt{};
    bool extended = false;
    BookingId booking; // null unless sold
    std::string token; // only when it was made
    protocol::Stamp stamp;
};
std::string encodeHold(const HoldAnswer& hold);
Result<HoldAnswer, DecodeError> decodeHold(std::string_view text);

/// POST /v1/bookings: sells a hold. The price is the server's; `reference` is the payment's.
struct BookingRequest {
    HoldId hold;
    std::string token;
    struct Seat {
        SeatNo seat;
        std::string ticketType; // empty: the list's first that may be sold there
    };
    std::vector<Seat> seats; // those that are not the first ticket type
    domain::TenderKind tender = domain::TenderKind::Card;
    std::string reference;
    std::vector<std::string> codes{}; // of discounts
};
std::string encodeBookingRequest(const BookingRequest& request);
Result<BookingRequest, DecodeError> decodeBookingRequest(std::string_view text);

struct BookingAnswer {
    BookingId id;
    std::string reference;
    ShowtimeId showtime;
    std::vector<domain::TicketLine> tickets;
    Money total;
    protocol::Stamp stamp;
};
std::string encodeBooking(const BookingAnswer& booking);
Result<BookingAnswer, DecodeError> decodeBooking(std::string_view text);

/// POST /v1/bookings/{id}/refund. No tickets: all of them.
struct RefundRequest {
    std::vector<TicketId> tickets;
    std::string reason;
};
std::string encodeRefundRequest(const RefundRequest& request);
Result<RefundRequest, DecodeError> decodeRefundRequest(std::string_view text);

struct RefundAnswer {
    BookingId booking;
    std::vector<TicketId> tickets;
    Money amount;
    protocol::Stamp stamp;
};
std::string encodeRefund(const RefundAnswer& refund);
Result<RefundAnswer, DecodeError> decodeRefund(std::string_view text);

} // namespace foyer::wire
