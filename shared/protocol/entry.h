#pragma once

// The terminal's journal, entry by entry (DESIGN §2). An entry on disk is the truth of what the
// terminal did; the server answers each with one verdict that is kept for ever.

#include "shared/base/bytes.h"
#include "shared/base/ids.h"
#include "shared/domain/booking.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace foyer::protocol {

// What an entry may hold. The server reads nothing beyond it, so the terminal writes nothing beyond
// it: an entry that cannot be read would take its money and its seats with it (verdict R14).
constexpr std::size_t kLongestReason = 500;                // bytes of UTF-8
constexpr std::size_t kLongestReference = 100;             // bytes
constexpr std::size_t kLongestTicketType = 40;             // bytes
constexpr std::int64_t kLargestAmount = 1'000'000'000'000; // minor units

/// The right a sale stands on: the allotment and its fencing token.
struct Right {
    AllotmentId allotment;
    Epoch epoch;
    friend bool operator==(const Right&, const Right&) = default;
};

/// Written before any money moves. An Intent without Sale or Abandon after a crash is a question
/// that a person or the card reader answers; it is never dropped.
struct Intent {
    BookingId booking;
    ShowtimeId showtime;
    std::vector<Right>
        rights; // every right the seats stand on; one seat's may differ from another's
    std::vector<domain::TicketLine> lines;
    PriceListId priceList;
    Money total;
    domain::TenderKind tender = domain::TenderKind::Cash;
    std::string paymentReference; // empty for cash
    OperatorId op;
    Instant at{};
};

/// The money is in the drawer (or captured); the tickets named here are owed to the customer.
struct Sale {
    BookingId booking;
    ShowtimeId showtime;
    std::vector<domain::TicketLine> lines;
    std::vector<Right> rights; // parallel to `lines`
    PriceListId priceList;
    std::vector<domain::Tender> tenders;
    OperatorId op;
    Date businessDay{};
    Instant at{};
};

/// The customer left before paying; nothing was taken. Closes an Intent.
struct Abandon {
    BookingId booking;
    OperatorId op;
    Instant at{};
};

/// Paper is in hand. `copy` marks a reprint.
struct Printed {
    BookingId booking;
    bool copy = false;
    Instant at{};
};

/// Seats whose right goes back to the pool.
struct Return {
    ShowtimeId showtime;
    Right right;
    std::vector<SeatNo> seats;
    Instant at{};
};

/// A whole sale is cancelled within the shift and its money handed back; the rights return to
/// their allotment (verdict R12).
struct Void {
    BookingId booking;
    ShowtimeId showtime;
    std::string reason;
    OperatorId op;
    OperatorId approvedBy; // null when policy asked for nobody
    Instant at{};
};

/// Tickets of an own sale swap their seats for others whose right the terminal owns, same showtime
/// and price (verdict R12).
struct Exchange {
    BookingId booking;
    ShowtimeId showtime;
    struct Swap {
        TicketId ticket;    // the old one, void from now on
        TicketId newTicket; // the new one
        SeatNo from;
        SeatNo to;
        Right right; // of the seat `to`
    };
    std::vector<Swap> swaps;
    OperatorId op;
    Instant at{};
};

/// The operator took over the drawer with a counted float, or handed it over.
struct ShiftOpened {
    ShiftId shift;
    OperatorId op;
    Money floatAmount;
    Instant at{};
};
struct ShiftClosed {
    ShiftId shift;
    OperatorId op;
    Money counted;
    Money expected;
    Instant at{};
};

/// A payload this program does not know (a newer schema, or damage). Kept as it came: R14.
struct Unknown {
    std::string type;
};

using Payload = std::variant<Intent, Sale, Abandon, Printed, Return, Void, Exchange, ShiftOpened,
                             ShiftClosed, Unknown>;
constexpr std::size_t kPayloadCount = 10;
static_assert(std::variant_size_v<Payload> == kPayloadCount);

/// The word of the wire and the database for a payload: "intent", "sale", …
const char* typeOf(const Payload& payload);
/// When the terminal's wall clock said it happened; nothing for Unknown.
std::optional<Instant> timeOf(const Payload& payload);

/// The schema of payloads this program writes; it reads this one and the one before.
constexpr int kJournalSchema = 1;

/// An entry as it travels and rests: the payload is the exact text that was hashed and signed.
/// hash = BLAKE2b-256 of "foyer-journal-1" ‖ terminal ‖ incarnation(4) ‖ seq(8) ‖ type ‖ 0 ‖
/// prevHash ‖ payloadText, all numbers big endian; signature = Ed25519 over hash.
struct SealedEntry {
    Seq seq;
    Incarnation incarnation;
    std::string type;
    std::string payloadText;
    Hash prevHash{};
    Hash hash{};
    Signature signature{};
};

} // namespace foyer::protocol
