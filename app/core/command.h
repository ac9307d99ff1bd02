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
/// One transaction: the changes, what they made of this terminal's allotments, the cursor, the
/// stamp and the moment of contact.
struct ApplyChanges {
    StoreOp op;
    std::shared_ptr<const protocol::ChangesAnswer> answer;
    std::vector<HeldAllotment> allotments;
    Mark contact;
};
/// Upserts the allotments and those of their seats that are named.
struct SaveAllotments {
    StoreOp op;
    std::vector<HeldAllotment> allotments;
    protocol::Stamp stamp;
};
struct SaveVerdicts {
    StoreOp op;
    std::vector<protocol::Verdict> verdicts;
    protocol::Stamp stamp;
};
/// Remembers over restarts that the server refuses this terminal.
struct SaveBarred {
    StoreOp op;
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

// --- the server ---

/// POST /v1/allotments with `key` as Idempotency-Key: asked again after an unknown outcome, the
/// same key gives the same answer.
struct SendAsk {
    RequestId request;
    Uuid key;
    protocol::AllotmentAsk ask;
};
/// POST /v1/allotments/standing: renews everything this terminal has on lease and tops up its
/// standing allotments; answered with all its open allotments.
struct SendStanding {
    RequestId request;
};
struct SendJournal {
    RequestId request;
    protocol::JournalUpload upload;
};
struct SendChanges {
    RequestId request;
    CommitSeq cursor;
};

// --- devices and helpers ---

/// Slow on purpose; done off the core's thread and answered by PinVerified.
struct VerifyPin {
    RequestId request;
    std::string pin;
    std::string pinHash;
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

using Command = std::variant<Persist, ApplyChanges, SaveAllotments, SaveVerdicts, SaveBarred,
                             SaveMoment, LoadEntries, SendAsk, SendStanding, SendJournal,
                             SendChanges, VerifyPin, PrintTickets, OpenDrawer, Notify>;

} // namespace foyer::core
