#pragma once

// What doors have to know beside the paper itself.

#include "shared/base/bytes.h"
#include "shared/base/ids.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

/// Which keys the lives of a terminal sign with: by these a door knows the paper of every counter
/// without asking.
struct TerminalKeys {
    TerminalId terminal;
    std::string name;
    struct Life {
        Incarnation incarnation;
        PublicKey key{};
        friend bool operator==(const Life&, const Life&) = default;
    };
    std::vector<Life> lives; // ascending
    friend bool operator==(const TerminalKeys&, const TerminalKeys&) = default;
};

} // namespace foyer::protocol
