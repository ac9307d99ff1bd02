#pragma once

// What the journals imply, folded entry by entry: bookings, tickets, doors, duties. Compact: a
// ticket keeps its seat, price and fate, never an entry's payload.

#include "shared/base/bytes.h"
#include "shared/domain/booking.h"
#include "shared/protocol/door.h"
#include "shared/protocol/entry.h"
#include "shared/protocol/task.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace foyer::server::proof {

struct EntryKey {
    TerminalId terminal;
    Incarnation life;
    Seq seq;
    friend auto operator<=>(const EntryKey&, const EntryKey&) = default;
};
std::string nameOf(const EntryKey& key); // "terminal/incarnation/seq"

enum class Fate : std::uint8_t { Valid, Void, Exchanged };
const char* nameOf(Fate fate); // the word of the database
/// What discounts took off, in their order: "group 2.50 EUR, club 1.00 EUR"; empty: nothing.
std::string nameOf(const std::vector<domain::Reduction>& reductions);

/// "the reason (operator)"; empty: no comp.
std::string nameOf(const std::optional<protocol::Comp>& comp);

/// Money that went back for a ticket (0: none was due any more), and the entry that says so.
struct PaidBack {
    std::int64_t amount = 0;
    EntryKey by;
};

struct Ticket {
    BookingId booking;
    ShowtimeId showtime;
    SeatNo seat;
    std::string type; // empty: known from paper, which does not say
    Money price;
    std::int64_t tax = 0;
    bool isTaxUnknown = false; // its list was another by then, and nothing was earned
    std::string reduced{};     // by what, as nameOf has it; paper does not say
    Fate fate = Fate::Valid;
    bool owed = false;   // got no seat by a verdict; its price stands in refund_payable
    bool ousted = false; // gave way to a younger right, or to the seller's own later sale; its
                         // price is revenue until it is paid back
    std::optional<SeatNo> paperSeat{};
    std::optional<PaidBack> paidBack{};
    EntryKey soldBy{};    // as its paper says; no number: by an exchange
    Epoch epoch{};        // of the right it was sold by
    bool met = false;     // found in the table
    bool hasSeat = false; // found among the claims
};

struct Booking {
    EntryKey entry; // the one that made it; of a sale known from paper: terminal and life alone
    ShowtimeId showtime;
    bool valid = true;
    bool fromPaper = false;
    Money total;
    Date businessDay{};
    std::vector<domain::Tender> tenders;
    std::vector<TicketId> tickets;
    std::string comp{};      // why it was given for free and by whom; empty: it was not
    std::int64_t onCard = 0; // still to come from the acquirer, by all of its entries
    bool met = false;
};

struct Scan {
    EntryKey entry;
    ShowtimeId showtime;
    SeatNo seat;
    Instant at{};
    bool undone = false;
    bool met = false;
};

/// A sale in quarantine: which paper is out for it.
struct Suspended {
    BookingId booking;
    ShowtimeId showtime;
    std::vector<std::pair<TicketId, SeatNo>> tickets;
    std::set<std::string> cards{}; // references of what was paid by card
    bool letIn = false;            // somebody sits there
    bool released = false;         // its money went back
};

/// Paper that doors must refuse; any of several reasons may have come first.
struct Revoked {
    ShowtimeId showtime;
    std::set<protocol::RevocationReason> reasons;
    EntryKey by;
    bool met = false;
};

struct Book {
    std::unordered_map<BookingId, Booking> bookings;
    std::unordered_map<TicketId, Ticket> tickets;
    std::map<std::pair<ShowtimeId, SeatNo>, TicketId> seats;  // of the valid ones
    std::unordered_map<TicketId, Scan> scans;                 // those that count
    std::unordered_map<TicketId, std::vector<Scan>> allScans; // in the order of the entries
    std::map<std::pair<TicketId, SeatNo>, Revoked> revoked;
    std::map<std::pair<protocol::TaskKind, std::string>, EntryKey> duties; // must have a task
    std::map<std::pair<BookingId, std::string>, EntryKey> declined;        // payments
    std::map<std::pair<EntryKey, EntryKey>, Hash> carried; // inner entry, by outer entry
    std::set<Hash> carriedHashes;
    std::set<TaskId> worked;                    // tasks that a person's entry names
    std::map<std::string, Suspended> suspended; // by the name of the entry
    /// Card payments without a sale that may have been taken, by reference, until somebody knows;
    /// then nothing.
    std::map<std::string, std::optional<Money>> openPayments;

    Booking* booking(BookingId id);
    Ticket* ticket(TicketId id);
    /// Those of the booking, in no order.
    std::vector<std::pair<TicketId, Ticket*>> ticketsOf(const Booking& booking);
};

} // namespace foyer::server::proof
