#pragma once

// The verdict on a journal entry (DESIGN §2): first match of R0 to R14, a pure function of what is
// known and the entry. What a rule decides is a value; the service saves it in one transaction.
//
// R0 and R1 speak of the upload and are in uploads.h. Nothing paid is ever lost or answered with an
// error: what no rule takes ends in R14, kept as it came, its money in suspense, its seats blocked,
// owned by a task.

#include "server/core/booking.h"
#include "server/core/claims.h"
#include "shared/domain/ledger.h"
#include "shared/domain/price.h"
#include "shared/domain/seating_plan.h"
#include "shared/domain/showtime.h"
#include "shared/domain/ticket.h"
#include "shared/protocol/allotment.h"
#include "shared/protocol/door.h"
#include "shared/protocol/entry.h"
#include "shared/protocol/recall.h"
#include "shared/protocol/reseating.h"
#include "shared/protocol/task.h"
#include "shared/protocol/verdict.h"

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace foyer::server::core {

using PlanPtr = std::shared_ptr<const domain::SeatingPlan>;
using PriceListPtr = std::shared_ptr<const domain::PriceList>;

/// The life of a terminal that did what the entry says.
struct Origin {
    TerminalId terminal;
    Incarnation incarnation;
    Seq seq;
    friend bool operator==(const Origin&, const Origin&) = default;
};

/// Somebody let a ticket in, by that entry; null: by the one that is decided on.
struct Scan {
    protocol::Admission admission;
    Origin by;
    friend bool operator==(const Scan&, const Scan&) = default;
};

/// An allotment without its seats, which are claims.
struct AllotmentFacts {
    AllotmentId id;
    TerminalId terminal;
    Incarnation incarnation;
    ShowtimeId showtime;
    Epoch epoch;
    protocol::AllotmentState state = protocol::AllotmentState::Live;
    bool hasEnded = false; // with the life it was leased to: nobody sells from it any more
};

struct BookingFacts {
    BookingRecord booking;
    std::vector<TicketRecord> tickets;
};

/// Money owed for a ticket that got no seat. `posted`: it stands in RefundPayable; otherwise it is
/// revenue still, because no entry came by which to move it.
struct Owed {
    TicketId ticket;
    bool posted = true;
    friend bool operator==(const Owed&, const Owed&) = default;
};
/// A ticket whose money went back, and by whom.
struct PaidBack {
    TicketId ticket;
    Money amount;
    TerminalId terminal;
    bool isByWord = false; // no drawer is known to have paid: a supervisor has settled it
    friend bool operator==(const PaidBack&, const PaidBack&) = default;
};
struct PriceVariance {
    TicketId ticket;
    Money printed;
    Money listed;
    friend bool operator==(const PriceVariance&, const PriceVariance&) = default;
};
using SeatMapping = std::vector<std::pair<SeatNo, SeatNo>>;

/// A seating plan that a showtime had for a time. It may come back, with its seats elsewhere: so
/// that time is told by tokens, which only grow.
struct PlanPeriod {
    Epoch last; // no token after this one was given then
    PlanId plan;
    friend bool operator==(const PlanPeriod&, const PlanPeriod&) = default;
};

/// A ticket that owns a seat another sale names, and the sale it is of.
struct Occupant {
    TicketRecord ticket;
    BookingRecord booking;
    bool letIn = false; // at a door, and not let out again
};

/// A ticket of a sale in quarantine (R14), and what was withdrawn for it.
struct Suspended {
    TicketId ticket;
    SeatNo seat;        // as its paper says
    BlockId block{};    // what keeps the seat from being sold; null: somebody else had it
    AllotmentId from{}; // whose its right was; null: the pool's
    /// Where that seat is in the present plan, if anywhere; said by a decision only.
    std::optional<SeatNo> at{};
    friend bool operator==(const Suspended&, const Suspended&) = default;
};

/// Everything a verdict may depend on, loaded for the entry.
struct Knowledge {
    Origin origin;
    Origin written; // the entry itself: the one that carries it, of a carried one
    Instant now{};
    std::optional<domain::Showtime> showtime; // the one the entry names
    PlanPtr plan;                             // of that showtime; null without one
    PriceListPtr priceList;                   // the one the entry names; null: unknown
    PriceListPtr listed;                      // the showtime's own
    Claims claims; // of the seats the entry or its booking names; of all when one is not its own
    std::vector<AllotmentFacts> allotments;   // named by the entry, by the claims or by the tickets
    std::vector<AllotmentId> named{};         // by the entry
    std::optional<BookingFacts> booking;      // the one the entry names
    std::vector<TicketId> takenTickets;       // new ticket ids of the entry that exist already
    PlanPtr formerPlan{};                     // the entry's seats are of this one, not of `plan`
    SeatMapping mapping{};                    // from there to `plan`
    bool planIsForeign = false;               // nobody here knows the plan that the entry names
    bool recovering = false;                  // the database was restored and is being refilled
    std::vector<Occupant> occupants{};        // of the seats of a sale, when others have some
    bool wasCopied = false;                   // there are two disks of the life that sold
    HoldId hold{};                            // the one the sale stands on, if it is not sold
    std::optional<Instant> heldAt{};          // when that hold was made: the prices of then count
    std::optional<protocol::Recall> recall{}; // the one a Return answers, while its hold waits
    HoldId waiting{};                         // that hold
    std::vector<Owed> owed{};                 // of the booking's tickets
    std::vector<PaidBack> paidBack{};         // of the booking's tickets
    std::vector<TicketId> admitted{};         // of the booking's tickets
    bool declinedBefore = false;              // this payment of this booking
    bool isSetAside = false;                  // this payment, by an entry before
    Money onCard{};                           // of the booking, still to come from the acquirer
    std::optional<domain::TicketProof> paper{}; // what a door has read, its signature verified
    std::optional<TicketRecord> ticket{};       // the one a door names
    std::optional<Scan> admission{};            // its scan that counts so far
    std::vector<Scan> scans{};                  // all of them
    std::optional<protocol::Task> task{};       // the one that is done
    std::vector<Suspended> suspended{};         // of the sale in quarantine that task is about
    bool suspendedLetIn = false;                // somebody was let in with paper of that sale
    bool isSuspended = false;                   // the ticket a door names is of one in quarantine
    std::optional<domain::Operator> op{};       // who says so
    bool compsNeedSupervisor = true;            // by policy
    std::vector<std::string> usedUp{};          // discounts of `listed` that as many have as may
};

/// The event of the ledger by which a supervisor settles what the customer has had already.
inline constexpr const char* kSettledByWord = "settled";

/// A task that the entry closes.
struct TaskClose {
    TaskId task;
    OperatorId by;
    protocol::TaskAction action = protocol::TaskAction::Settle;
    std::string note;
};

/// What is to be saved with the verdict. Empty parts: nothing of the kind.
struct Decision {
    protocol::Verdict verdict; // `seq` is the entry's
    /// A block's owner is null here: the service makes the block.
    std::vector<ClaimChange> claims;
    std::optional<BookingRecord> newBooking;
    std::optional<BookingRecord> changedBooking; // known from paper, known better now
    std::vector<TicketRecord> newTickets;
    std::vector<TicketRecord> changedTickets; // their type and tax, known better now
    std::vector<std::pair<TicketId, TicketState>> ticketStates;
    std::optional<BookingId> voided;
    std::string ledgerEvent; // "sale", "void", "suspense", …
    std::vector<domain::Posting> postings;
    std::vector<Owed> owed;
    std::vector<PaidBack> paidBack;
    std::vector<PriceVariance> variances;
    std::vector<protocol::Revocation> revocations; // ids and times are the service's
    std::vector<protocol::Reseating> reseatings;   // times are the service's
    std::vector<protocol::Task> tasks;             // ids and times of opening are the service's
    std::optional<TaskClose> closed;
    std::vector<Suspended> suspended; // the blocks are the service's
    std::vector<Occupant>
        ousted;                // their tickets are void; the money, which no entry moves, is owed
    bool refundIsDone = false; // of the booking: nobody owes it anything any more
    std::vector<Scan> scans;   // made by this entry, or undone by it
    std::optional<Scan> admission; // the one that counts now
    HoldId sold;                   // this hold is the new booking's
    RecallId answered;
    std::string declined;             // the payment's reference
    std::optional<Incarnation> ended; // this life gives back what it has
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

/// While the database is being refilled, an entry's turn may come only after those of others
/// (verdict R9, promise I7): a sale by a lease that it does not know, of a seat that somebody else
/// has as far as it knows, because there was no such lease before that seat was given back; and
/// money that goes back for a sale that it does not know, or from paper only; and a ticket let in
/// by paper whose life it does not know.
bool waitsForOthers(const Knowledge& known, const protocol::Payload& payload,
                    const Decision& decision);

/// What must be loaded before decide(): read off the payload alone.
struct Needs {
    ShowtimeId showtime; // null: none
    PriceListId priceList{};
    BookingId booking{};
    std::vector<SeatNo> seats{};
    std::vector<AllotmentId> allotments{};
    std::vector<TicketId> newTickets{};
    HoldId hold{};
    RecallId recall{};
    TicketId ticket{}; // a door's
    TaskId task{};
    OperatorId op{};                                  // whose role matters
    std::string reference{};                          // of a payment
    std::string openPayment{};                        // the reference of one of which nobody knows
    Epoch token{};                                    // the newest that it names; 0: none
    PlanId plan{};                                    // the one whose seats it says it names
    Epoch planMark{};                                 // its mark, said by paper; 0: none
    std::vector<std::pair<TicketId, SeatNo>> given{}; // tickets it gives up, on seats it names
    bool seatsMayMove = false; // every claim of the showtime, unless all seats are its own
    std::vector<std::string> discounts{}; // that a sale says were given
};
Needs needsOf(const protocol::Payload& payload);

} // namespace foyer::server::core
