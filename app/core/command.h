#pragma once

// What the terminal wants done. Store commands are carried out in the order they are given and each
// is answered by Stored or PersistFailed; requests are answered by their own events or
// RequestFailed; a command that asks for no answer says so.

#include "app/core/event.h"
#include "app/core/notice.h"
#include "shared/domain/ticket.h"

namespace foyer::core {

// --- the store ---

/// One transaction: the entries are sealed and appended as `firstSeq`, `firstSeq` + 1, …, and the
/// rows they change are saved with them.
struct Persist {
    StoreOp op;
    Seq firstSeq;
    std::vector<protocol::Payload> entries;
    std::vector<RightUpdate> rights;
    std::vector<SaleUpdate> sales;
};
/// One transaction: the changes, what they made of this terminal's allotments and sales, the
/// cursor, the stamp and the moment of contact.
struct ApplyChanges {
    StoreOp op;
    std::shared_ptr<const protocol::ChangesAnswer> answer;
    std::vector<HeldAllotment> allotments;
    Mark contact;
    std::vector<protocol::SeatMove> moves{}; // of own tickets, to other seats
    std::vector<TicketId> gone{};            // own tickets that are not valid any more
    std::vector<RightUpdate> rights{};
    std::vector<BookingId> unprinted{}; // own sales that need new tickets
};
/// Upserts the allotments and those of their seats that are named.
struct SaveAllotments {
    StoreOp op;
    std::vector<HeldAllotment> allotments;
    protocol::Stamp stamp;
};
/// One transaction with what the verdicts make of the own sales: tickets that moved, sales whose
/// tickets are not valid, rights that are gone.
struct SaveVerdicts {
    StoreOp op;
    std::vector<protocol::Verdict> verdicts;
    protocol::Stamp stamp;
    std::vector<protocol::SeatMove> moves;
    std::vector<BookingId> owed;
    std::vector<RightUpdate> rights;
    std::vector<TicketId> gone{}; // own tickets that are not valid any more
};
/// Remembers over restarts that the server has lost the history of which `former` is the highest
/// stamp; ended by the snapshot of an ApplyChanges.
struct SaveLost {
    StoreOp op;
    protocol::Stamp former;
};
/// Remembers over restarts that the server refuses this terminal.
struct SaveBarred {
    StoreOp op;
};
/// Remembers over restarts whether the shift is over.
struct SaveResting {
    StoreOp op;
    bool resting = false;
};
/// Writes down the moment, which every piece of work does: a terminal that does nothing else must
/// still know after a reboot that the clock went back. Forgets the named allotments.
struct SaveMoment {
    StoreOp op;
    std::vector<AllotmentId> forgotten;
};
/// Reads entries back for a server that has lost them; answered by Stored with the entries.
struct LoadEntries {
    StoreOp op;
    Seq from;
    std::size_t most = 0;
};

// --- the server: each request says how far this terminal has come ---

/// POST /v1/allotments with `key` as Idempotency-Key: asked again after an unknown outcome, the
/// same key gives the same answer.
struct SendAsk {
    RequestId request;
    Uuid key;
    protocol::AllotmentAsk ask;
    protocol::Report report{};
};
/// POST /v1/allotments/standing: renews everything this terminal has on lease and tops up its
/// standing allotments; answered with all its open allotments.
struct SendStanding {
    RequestId request;
    protocol::Report report{};
};
struct SendJournal {
    RequestId request;
    protocol::JournalUpload upload;
    protocol::Report report{};
};
struct SendChanges {
    RequestId request;
    CommitSeq cursor;
    protocol::Report report{};
};

/// What the office asks, and what a person decides there: /v1/terminals, /v1/business-days,
/// /v1/showtimes/{id}/share; answered by OfficeAnswered, OfficeRefused or RequestFailed.
using OfficeAsk = std::variant<protocol::AskTerminals, protocol::AskDay, protocol::AskShare,
                               protocol::DeclareLost, protocol::CloseDay>;
struct SendOffice {
    RequestId request;
    OfficeAsk ask;
    protocol::Report report{};
};

// --- the card reader: it answers by CardAnswered, late, more than once, or never ---

/// Takes the amount by card. A reference is charged once, however often this is asked.
struct ChargeCard {
    std::string reference; // the Intent's, which is on disk
    Money amount;
};
/// What became of the payment of that reference.
struct AskCard {
    std::string reference;
    Money amount;
};
/// Gives the charge up if that still can be; the answer to ChargeCard tells.
struct CancelCard {
    std::string reference;
};

// --- devices and helpers ---

/// Slow on purpose; done off the core's thread and answered by PinVerified.
struct VerifyPin {
    RequestId request;
    std::string pin;
    std::string pinHash;
};

/// Ed25519 over `text`; answered by PaperVerified.
struct VerifyPaper {
    RequestId request;
    Bytes text;
    Signature signature{};
    PublicKey key{};
};

/// One ticket as paper needs it. The executor signs `proof` with the terminal's key and prints
/// domain::qrText() of both.
struct TicketToPrint {
    domain::TicketProof proof;
    std::string row;
    std::string seat;
    std::string area;
    std::string ticketType;
    Money price;
    Money tax;
    std::int32_t taxBasisPoints = 0;
    bool atRisk = false; // prints the condition "Seat subject to confirmation"
};
struct PrintTickets {
    PrintId print;
    BookingId booking;
    std::string reference; // domain::referenceOf(booking)
    bool copy = false;     // prints COPY across
    std::string cinema;
    std::string cinemaAddress;
    std::string movie;
    std::string rating;
    std::string auditorium;
    Instant start{};
    Milliseconds utcOffset{};
    Instant soldAt{};
    std::string operatorName;
    std::string terminalName;
    Money total;
    std::vector<domain::Tender> tenders;
    std::vector<TicketToPrint> tickets;
};
/// Kicks the cash drawer; no answer.
struct OpenDrawer {};
/// A sound or a line in the log; the screen shows View::notice. No answer.
struct Notify {
    Notice notice;
};

using Command =
    std::variant<Persist, ApplyChanges, SaveAllotments, SaveVerdicts, SaveLost, SaveBarred,
                 SaveResting, SaveMoment, LoadEntries, SendAsk, SendStanding, SendJournal,
                 SendChanges, SendOffice, ChargeCard, AskCard, CancelCard, VerifyPin, VerifyPaper,
                 PrintTickets, OpenDrawer, Notify>;

} // namespace foyer::core
