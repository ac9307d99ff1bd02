#pragma once

// What the terminal keeps on disk besides its journal, as plain values: the store saves and
// restores them, the core decides what they say.

#include "app/core/mark.h"
#include "shared/domain/movie.h"
#include "shared/domain/seat_state.h"
#include "shared/protocol/former_lives.h"
#include "shared/protocol/sync.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace foyer::core {

enum class TerminalMode : std::uint8_t {
    Counter, ///< a person sells
    Kiosk,   ///< the customer does: nobody answers for anything at risk
    Office   ///< sees every task of the house
};

/// By what cards are read here.
enum class CardReader : std::uint8_t {
    None,
    Manual,  ///< stands alone: a person types the amount and says what it shows
    Attached ///< is told and asked by the terminal
};

/// Who this terminal is, from its enrolment, and what it is started as.
struct Identity {
    TerminalId terminal;
    Incarnation incarnation;
    std::string name{}; // "Counter 1", as people read it
    TerminalMode mode = TerminalMode::Counter;
    CardReader reader = CardReader::None;
    /// How far the server knew the journals of the disk's former lives at the enrolment; nothing
    /// from a server that does not say.
    std::optional<std::vector<protocol::KnownJournal>> journals{};
};

/// What became of a right this terminal was given.
enum class RightState : std::uint8_t {
    Mine,     ///< may be sold from here
    Intended, ///< an Intent on disk counts on it
    Sold,     ///< a Sale on disk used it
    Returned  ///< a Return on disk gave it back
};
constexpr int kRightStateCount = 4;

struct SeatRight {
    SeatNo seat;
    RightState state = RightState::Mine;
    friend bool operator==(const SeatRight&, const SeatRight&) = default;
};

/// An allotment as this terminal holds it. `seats` of the allotment inside are not used here: the
/// server's list may be older than the terminal's own sales.
struct HeldAllotment {
    AllotmentId id;
    ShowtimeId showtime;
    Epoch epoch;
    protocol::AllotmentKind kind = protocol::AllotmentKind::Standing;
    protocol::AllotmentState state = protocol::AllotmentState::Live;
    Milliseconds ttl{};
    std::optional<Mark> asked;    // when the request behind it was sent; nothing: not known, and
                                  // then nothing is sold from it
    std::vector<SeatRight> seats; // ascending
    PlanId plan{};                // whose seat numbers they are; null: not known
    Epoch lastFormer{};           // tokens up to this one are of a former plan of the showtime
};

/// A change of one right, saved in the transaction of the entry that causes it.
struct RightUpdate {
    AllotmentId allotment;
    SeatNo seat;
    RightState state = RightState::Mine;
};

enum class SalePhase : std::uint8_t {
    Intended,  ///< INTENT on disk: was the money taken?
    Sold,      ///< SALE on disk
    Abandoned, ///< ABANDON on disk, nothing was taken
    Voided     ///< VOID on disk, the money went back
};
constexpr int kSalePhaseCount = 4;

/// One sale of this terminal. Everything but the phase repeats what its journal entries say.
struct OwnSale {
    BookingId booking;
    SalePhase phase = SalePhase::Intended;
    bool printed = false;
    Seq intentSeq;
    Seq saleSeq; // 0 before the Sale
    protocol::Intent intent;
    std::vector<protocol::Right> rights; // parallel to intent.lines
    std::vector<domain::Tender> tenders; // of the Sale
    Instant soldAt{};                    // of the Sale
    OperatorId approvedBy{};             // who answers for lines without a right; null: none
    Incarnation saleLife;                // whose journal has the Sale; 0 before it
    Seq verdictSeq;                      // of this life's entry whose verdict is the sale's: the
                                         // Sale, or what carries it; 0: none yet
    std::optional<protocol::Verdict> verdict; // on the Sale
    bool movedPrinted = false;                // the tickets of its new seats are out
    std::vector<TicketId> refunded;
    std::map<TicketId, protocol::Reseating> reseated{}; // what the feed has told of its tickets
    std::vector<TicketId> revoked{};                    // those that are good nowhere any more
    bool notTaken = false; // a person said so of its card, and the reader has not said so yet
};

/// The row the store keeps of an OwnSale.
struct SaleUpdate {
    BookingId booking;
    SalePhase phase = SalePhase::Intended;
    bool printed = false;
    Seq intentSeq;
    Seq saleSeq;
    std::vector<protocol::Right> rights; // parallel to the lines of the Intent
    OperatorId approvedBy{};
    bool movedPrinted = false;
    bool notTaken = false;
};

/// A task whose closing entry is on disk; `settled`: the server has judged it.
struct ClosedTask {
    TaskId task;
    Seq seq;
    bool settled = false;
};

/// A life of this disk before the present one, with the entries that nobody has judged, or whose
/// judge has forgotten them, and that are not carried over yet.
struct FormerLife {
    Incarnation life;
    Seq last; // of its journal
    std::vector<protocol::SealedEntry> open;
    bool ended = false; // a LIFE_ENDED says so already
};

/// The terminal's copy of what the server publishes.
struct Replica {
    struct Seats {
        CommitSeq version;
        domain::SeatStates states;
    };
    std::optional<domain::Cinema> cinema;
    std::map<AuditoriumId, domain::Auditorium> auditoriums;
    std::map<MovieId, domain::Movie> movies;
    std::map<PlanId, std::shared_ptr<const domain::SeatingPlan>> plans;
    std::map<PriceListId, std::shared_ptr<const domain::PriceList>> priceLists;
    std::map<ShowtimeId, domain::Showtime> showtimes;
    std::map<OperatorId, domain::Operator> operators;
    std::map<ShowtimeId, Seats> seats;
    std::map<TaskId, protocol::Task> tasks;       // open ones
    std::map<RecallId, protocol::Recall> recalls; // open ones
    std::map<RevocationId, protocol::Revocation> revocations;
    std::map<TicketId, protocol::Admission> admissions;
    std::optional<protocol::Policy> policy; // nothing: the server has not said
    std::map<TerminalId, protocol::TerminalKeys> keys;
    std::map<TicketId, protocol::Reseating> reseatings;
};

/// An entry on its way to the server, with its payload's time.
struct WaitingEntry {
    protocol::SealedEntry entry;
    Instant at{};
};

/// Everything the store found at start, after it had verified the journal's chain.
struct Restored {
    Seq lastSeq;                    // 0 for an empty journal
    std::vector<WaitingEntry> tail; // entries without a verdict, ascending
    // Open ones, those the server may not know yet, and the others of the last two days.
    std::vector<OwnSale> sales;
    // Those SaveMoment has not forgotten: the server may still repeat what it knew before a sale or
    // return reached it, and the terminal must know better.
    std::vector<HeldAllotment> allotments;
    Replica replica;
    CommitSeq cursor;
    protocol::Stamp stamp; // highest seen
    std::optional<Mark> lastContact;
    Instant lastWall{};                    // latest wall time on disk
    bool barred = false;                   // the server had refused this terminal's journal
    bool resting = false;                  // the shift was over
    std::vector<RecallId> answeredRecalls; // those the server may still call open
    std::vector<ClosedTask> closedTasks;   // likewise
    std::vector<TicketId> refundedTickets; // paid back here, of own sales and of others
    std::vector<FormerLife> formerLives;   // those with something left to write, ascending
    std::vector<protocol::Admission> ownAdmissions; // the latest, as the journal has them
    // The highest stamp of a history the server has lost, until its whole state is on disk.
    std::optional<protocol::Stamp> former;
};

} // namespace foyer::core
