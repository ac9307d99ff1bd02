#pragma once

// The printed ticket's machine part (DESIGN §2): signed by the terminal that sold it, verified by a
// door without a network.

#include "shared/base/bytes.h"
#include "shared/base/ids.h"
#include "shared/base/money.h"
#include "shared/domain/booking.h"

#include <optional>

namespace foyer::domain {

/// What the QR says before its signature.
struct TicketProof {
    ShowtimeId showtime;
    SeatNo seat;
    TicketId ticket;
    BookingId booking;
    TerminalId terminal;
    AllotmentId allotment; // null: sold at risk, or moved
    Epoch epoch;           // of that allotment; without one planMark(), or 0 where nobody said
    Seq seq;               // of the SALE entry in the terminal's journal
    Incarnation incarnation;
    Money price;
    TenderKind tender = TenderKind::Cash;

    friend bool operator==(const TicketProof&, const TicketProof&) = default;
};

/// Whose seat number it is, on paper of a seat sold without a right, which would say so by its
/// token: as much of the plan's id as fits there. No token is negative. 0 of no plan.
Epoch planMark(PlanId plan);

/// Fixed layout, big endian: "F" version(1) showtime(16) seat(2) ticket(16) booking(16)
/// terminal(16) allotment(16) epoch(8) seq(8) incarnation(4) price(8) currency(3) tender(1).
constexpr std::size_t kTicketProofBytes =
    1 + 1 + 16 + 2 + 16 + 16 + 16 + 16 + 8 + 8 + 4 + 8 + 3 + 1;
static_assert(kTicketProofBytes + 64 <= 200, "DESIGN §2: at most 200 bytes before encoding");

/// The bytes that are signed.
Bytes encodeProof(const TicketProof& proof);
/// Reads them back; nothing for another version, length or an unknown tender.
std::optional<TicketProof> decodeProof(ByteView bytes);

/// The text of the QR: "FOYER:" + base45(proof ‖ signature).
std::string qrText(const TicketProof& proof, const Signature& signature);

struct SignedProof {
    TicketProof proof;
    Bytes signedBytes;
    Signature signature;
};
/// Reads a scanned text; the signature is not verified here (shared/crypto does).
std::optional<SignedProof> readQrText(std::string_view text);

} // namespace foyer::domain
