#pragma once

// What customers see of what is theirs, as JSON.

#include "shared/base/result.h"
#include "shared/base/time.h"
#include "shared/domain/booking.h"
#include "shared/wire/decode_error.h"
#include "shared/wire/session_json.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::wire {

struct CustomerBooking {
    struct Ticket {
        domain::TicketLine line;
        std::string seatName;
        std::string state; // "valid", "void", "exchanged"
    };
    BookingId id;
    std::string reference;
    std::string state; // "valid", "void"
    ShowtimeId showtime;
    std::string movie;
    std::string auditorium;
    Instant start{};
    std::chrono::minutes utcOffset{0};
    Money total;
    Instant soldAt{};
    std::vector<Ticket> tickets;
};
std::string encodeCustomerBooking(const CustomerBooking& booking);
/// `next` as in every list; empty: that was all.
std::string encodeCustomerBookings(const std::vector<CustomerBooking>& bookings,
                                   const std::string& next);

/// POST /v1/bookings/find.
struct FindBookingRequest {
    std::string reference;
    std::string email;
};
std::string encodeFindBooking(const FindBookingRequest& request);
Result<FindBookingRequest, DecodeError> decodeFindBooking(std::string_view text);

/// PATCH /v1/account: what is not there stays as it is.
struct ProfileRequest {
    std::optional<std::string> name;
    std::optional<std::string> language;
    std::optional<std::string> phone{}; // empty: none any more
};
Result<ProfileRequest, DecodeError> decodeProfile(std::string_view text);

/// POST /v1/account/password.
struct ChangePasswordRequest {
    std::string current;
    std::string password;
};
std::string encodeChangePassword(const ChangePasswordRequest& request);
Result<ChangePasswordRequest, DecodeError> decodeChangePassword(std::string_view text);

/// POST /v1/account/erase.
std::string encodePassword(const std::string& password);
Result<std::string, DecodeError> decodePassword(std::string_view text);

/// A message of the outbox, without what it says.
struct MessageView {
    std::string id;
    std::string kind;
    std::string language;
    std::string channel; // "email", "sms"
    std::string recipient;
    std::string state; // "waiting", "sent", "dead"
    int attempts = 0;
    Instant createdAt{};
    std::optional<Instant> nextAt; // only while it waits
    std::optional<Instant> settledAt;
    std::string lastError; // left out when empty
};
std::string encodeMessages(const std::vector<MessageView>& messages, const std::string& next);

/// A letter to look at. `sms` is left out when empty.
std::string encodeLetter(const std::string& subject, const std::string& text,
                         const std::string& html, const std::string& sms);

std::string encodeExport(const AccountView& account, Instant createdAt,
                         const std::vector<CustomerBooking>& bookings,
                         const std::vector<MessageView>& messages);

} // namespace foyer::wire
