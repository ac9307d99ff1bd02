#pragma once

// The terminal's journal, entry by entry (DESIGN §2). An entry on disk is the truth of what the
// terminal did; the server answers each with one verdict that is kept for ever.

#include "shared/base/bytes.h"
#include "shared/base/ids.h"
#include "shared/domain/booking.h"
#include "shared/protocol/task.h"

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
constexpr std::size_t kLongestPaper = 400;                 // bytes of a QR's text
constexpr std::size_t kLongestCarried = 32 * 1024;         // bytes of a carried payload's text
constexpr std::int64_t kLargestAmount = 1'000'000'000'000; // minor units

/// The right a sale stands on: the allotment and its fencing token. Null: none, because the seat is
/// sold at risk, or stands on the hold that the sale names.
struct Right {
    AllotmentId allotment;
    Epoch epoch;
    bool isNull() const { return allotment.isNull(); }
    friend bool operator==(const Right&, const Right&) = default;
};

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
    friend bool operator==(const SealedEntry&, const SealedEntry&) = default;
};

/// Tickets for nothing, by authority: why, and who answers for it (null: the house asks nobody).
struct Comp {
    std::string reason;
    OperatorId approvedBy{};
    friend bool operator==(const Comp&, const Comp&) = default;
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
    PlanId plan{}; // whose seat numbers these are, said where no right says it; see Sale
    std::optional<Comp> comp{};
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
    HoldId hold{};           // an online customer's, whose seats the lines without a right are
    OperatorId approvedBy{}; // who answers for lines without right or hold: sold at risk
    /// Whose seat numbers these are, said of a sale with lines at risk: a right says it by itself.
    PlanId plan{};
    std::optional<Comp> comp{}; // all lines are
};

/// A card payment of which nobody can say whether it was taken.
struct OpenPayment {
    ShowtimeId showtime;
    std::string reference; // the Intent's
    Money amount;
    friend bool operator==(const OpenPayment&, const OpenPayment&) = default;
};

/// The customer left before paying; nothing was taken. Closes an Intent. With `payment` it is not
/// known that nothing was taken, or it turned out afterwards that it was: the money stands in
/// suspense until a task has found out (verdict R12).
struct Abandon {
    BookingId booking;
    OperatorId op;
    Instant at{};
    std::optional<OpenPayment> payment{};
};

/// Paper is in hand. `copy` marks a reprint.
struct Printed {
    BookingId booking;
    bool copy = false;
    Instant at{};
};

/// Seats whose right goes back to the pool, or to the hold that waits for them (Recall).
struct Return {
    ShowtimeId showtime;
    Right right;
    std::vector<SeatNo> seats; // none: a recall that cannot be met
    Instant at{};
    RecallId recall{}; // the one this answers; null: of its own accord
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

/// Money goes back for tickets of a sale, or for one that was told "refund due". Tickets that were
/// valid are void from now on (verdict R12; a second time R13). Of nothing, for a task: who has
/// approved it says that the customer had the money already.
struct Refund {
    BookingId booking;
    ShowtimeId showtime;
    std::vector<TicketId> tickets;
    domain::Tender tender; // how much, by which means
    std::string reason;
    OperatorId op;
    OperatorId approvedBy{}; // null when policy asked for nobody
    TaskId task{};           // the one it settles; null: none
    Instant at{};
};

/// A card payment that was stored while the acquirer was out of reach is refused by it now
/// (verdict R10).
struct CardDeclined {
    BookingId booking;
    ShowtimeId showtime;
    std::string reference; // of the payment
    Money amount;
    Instant at{};
};

/// A ticket was let in at a door. `paper` is the whole text of its QR: it rebuilds the sale of a
/// terminal that is lost (verdict R8).
struct Admitted {
    TicketId ticket;
    ShowtimeId showtime;
    SeatNo seat;
    std::string paper;
    OperatorId op;
    Instant at{};
};
struct AdmissionUndone {
    TicketId ticket;
    ShowtimeId showtime;
    std::string reason;
    OperatorId op;
    Instant at{};
};

/// A person has done what a task asked for.
struct TaskDone {
    TaskId task;
    TaskAction action = TaskAction::Settle;
    std::string note;
    OperatorId op;
    Instant at{};
};

/// An entry of a former life of this disk that had no verdict yet, as it was sealed then. Judged as
/// if it came from that life.
struct Carried {
    SealedEntry entry;
};
/// All entries of the former life that had no verdict are carried over now. What that life still
/// had on lease is given back, unless its disk was copied.
struct LifeEnded {
    Incarnation life;
    Seq last; // its last entry
    Instant at{};
};

/// A payload this program does not know (a newer schema, or damage). Kept as it came: R14.
struct Unknown {
    std::string type;
};

using Payload = std::variant<Intent, Sale, Abandon, Printed, Return, Void, Exchange, ShiftOpened,
                             ShiftClosed, Refund, CardDeclined, Admitted, AdmissionUndone, TaskDone,
                             Carried, LifeEnded, Unknown>;
constexpr std::size_t kPayloadCount = 17;
static_assert(std::variant_size_v<Payload> == kPayloadCount);

/// The word of the wire and the database for a payload: "intent", "sale", …
const char* typeOf(const Payload& payload);
/// When the terminal's wall clock said it happened; nothing for Carried and Unknown.
std::optional<Instant> timeOf(const Payload& payload);

/// The newest schema of payloads this program writes and reads. Each payload is written in the
/// oldest schema that can say it, so that a server one release older understands most of them.
constexpr int kJournalSchema = 2;
int schemaOf(const Payload& payload);

} // namespace foyer::protocol
