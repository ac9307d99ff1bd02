#pragma once

// What doors have to know beside the paper itself.

#include "shared/base/ids.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace foyer::protocol {

enum class RevocationReason : std::uint8_t {
    Voided,
    Exchanged,
    Reseated,
    Refunded,
    Declined,
    Lost
};
constexpr int kRevocationReasonCount = 6;
const char* nameOf(RevocationReason reason); // "voided", "exchanged", …
std::optional<RevocationReason> revocationReasonFrom(std::string_view name);

/// Paper that is not good any more although its signature is: this ticket for this seat. After a
/// reseating the same ticket is good for another seat.
struct Revocation {
    RevocationId id;
    TicketId ticket;
    ShowtimeId showtime;
    SeatNo seat;
    RevocationReason reason = RevocationReason::Voided;
    Instant at{};
    friend bool operator==(const Revocation&, const Revocation&) = default;
};

/// A ticket that was let in, where and when. `undone`: let out again by mistake's correction.
struct Admission {
    TicketId ticket;
    ShowtimeId showtime;
    SeatNo seat;
    TerminalId door;
    std::string doorName;
    Instant at{};
    bool undone = false;
    friend bool operator==(const Admission&, const Admission&) = default;
};

} // namespace foyer::protocol
