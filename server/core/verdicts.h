#pragma once

// The verdict on a journal entry (DESIGN §2): first match of R0 to R14, a pure function of what is
// known and the entry. What a rule decides is a value; the service saves it in one transaction.
//
// R0 and R1 speak of the upload and are in uploads.h. R2, R4, R6–R11 and R13 have their place
// here and take nothing yet; what only they could take ends in R14: kept, its money in suspense,
// its seats blocked, owned by a task. Nothing paid is ever lost or answered with an error.

#include "server/core/booking.h"
#include "server/core/claims.h"
#include "shared/domain/ledger.h"
#include "shared/domain/price.h"
#include "shared/domain/seating_plan.h"
#include "shared/domain/showtime.h"
#include "shared/protocol/allotment.h"
#include "shared/protocol/entry.h"
#include "shared/protocol/verdict.h"

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace foyer::server::core {

struct Origin {
    TerminalId terminal;
    Incarnation incarnation;
    Seq seq;
};

/// An allotment without its seats, which are claims.
struct AllotmentFacts {
    AllotmentId id;
    TerminalId terminal;
    Incarnation incarnation;
    ShowtimeId showtime;
    Epoch epoch;
    protocol::AllotmentState state = protocol::AllotmentState::Live;
};

struct BookingFacts {
    BookingRecord booking;
    std::vector<TicketRecord> tickets;
};

/// Everything a verdict may depend on, loaded for the entry.
struct Knowledge {
    Origin origin;
    std::optional<domain::Showtime> showtime;           // the one the entry names
    std::shared_ptr<const domain::SeatingPlan> plan;    // of that showtime; null without one
    std::shared_ptr<const domain::PriceList> priceList; // null: unknown
    Claims claims;                          // of the seats the entry or its booking names
    std::vector<AllotmentFacts> allotments; // named by the entry, by the claims or by the tickets
    std::optional<BookingFacts> booking;    // the one the entry names
    std::vector<TicketId> takenTickets;     // new ticket ids of the entry that exist already
};

/// What is to be saved with the verdict. Empty parts: nothing of the kind.
struct Decision {
    protocol::Verdict verdict; // `seq` is the entry's
    /// A block's owner is null here: the service makes the block.
    std::vector<ClaimChange> claims;
    std::optional<BookingRecord> newBooking;
    std::vector<TicketRecord> newTickets;
    std::vector<std::pair<TicketId, TicketState>> ticketStates;
    std::optional<BookingId> voided;
    std::string ledgerEvent; // "sale", "void", "suspense"
    std::vector<domain::Posting> postings;
    std::string task; // text of the task to open
};

using Rule = std::optional<Decision> (*)(const Knowledge&, const protocol::Payload&);

/// The same sale written twice: noted, its money is counted once.
std::optional<Decision> r0KnownSale(const Knowledge&, const protocol::Payload&);
std::optional<Decision> r2ShowtimeCancelled(const Knowledge&, const protocol::Payload&);
std::optional<Decision> r3OwnRight(const Knowledge&, const protocol::Payload&);
std::optional<Decision> r4PlanChanged(const Knowledge&, const protocol::Payload&);
std::optional<Decision> r5RightInPool(const Knowledge&, const protocol::Payload&);
std::optional<Decision> r6Reseat(const Knowledge&, const protocol::Payload&);
std::optional<Decision> r7RefundDue(const Knowledge&, const protocol::Payload&);
std::optional<Decision> r8LostAllotment(const Knowledge&, const protocol::Payload&);
std::optional<Decision> r9Recovery(const Knowledge&, const protocol::Payload&);
std::optional<Decision> r10CardDeclined(const Knowledge&, const protocol::Payload&);
std::optional<Decision> r11OlderPrices(const Knowledge&, const protocol::Payload&);
/// Voids and exchanges, and the records that ask for no seat or give one back: all that a terminal
/// does to its own.
std::optional<Decision> r12OwnRecord(const Knowledge&, const protocol::Payload&);
std::optional<Decision> r13SecondRefund(const Knowledge&, const protocol::Payload&);
/// Takes whatever is left. Always decides.
std::optional<Decision> r14Quarantine(const Knowledge&, const protocol::Payload&);

struct NumberedRule {
    protocol::Rule number;
    Rule decide;
};
/// In the order in which they are asked; R1 is asked of the whole upload.
const std::array<NumberedRule, 14>& rules();

/// The first rule that takes the entry decides it.
Decision decide(const Knowledge& known, const protocol::Payload& payload);

/// What must be loaded before decide(): read off the payload alone.
struct Needs {
    ShowtimeId showtime; // null: none
    PriceListId priceList;
    BookingId booking;
    std::vector<SeatNo> seats;
    std::vector<AllotmentId> allotments;
    std::vector<TicketId> newTickets;
};
Needs needsOf(const protocol::Payload& payload);

} // namespace foyer::server::core
