#pragma once

// What happens to the terminal: answers of disk, server and devices, and the wishes of people.

#include "app/core/records.h"
#include "shared/protocol/office.h"

#include <chrono>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace foyer::core {

/// Names one piece of work for the store, in the order it was given.
using StoreOp = Number<struct StoreOpTag>;
/// Names one request in flight, or one PIN being verified; never used twice in one run.
using RequestId = Number<struct RequestIdTag>;
/// Names one print job.
using PrintId = Number<struct PrintIdTag>;

// --- start and time ---

/// The first event of a run. `bootId` is the system's (/proc/sys/kernel/random/boot_id).
struct Started {
    std::shared_ptr<const Restored> restored;
    Uuid bootId;
};
/// The moment of nextDeadline() has come.
struct Tick {};

// --- the store ---

/// The work is on disk. `entries` are the sealed entries of a Persist, read back from disk, or
/// those a LoadEntries asked for.
struct Stored {
    StoreOp op;
    std::vector<WaitingEntry> entries;
};
enum class StorageTrouble : std::uint8_t { Io, Full, Corrupt, Other };
/// Nobody knows what the disk has kept: the terminal stops selling until it is started again.
struct PersistFailed {
    StoreOp op;
    StorageTrouble trouble = StorageTrouble::Io;
    std::string detail; // for the log and the support, English
};

// --- the server ---

struct LinkChanged {
    bool up = false;
};
/// The server said "there is more".
struct ChangesHinted {};
struct AllotmentsGranted {
    RequestId request;
    protocol::AllotmentAnswer answer;
};
struct AllotmentsRefused {
    RequestId request;
    protocol::AllotmentError error;
};
struct JournalAnswered {
    RequestId request;
    protocol::JournalAnswer answer;
};
struct JournalRefused {
    RequestId request;
    protocol::UploadError error;
};
struct OfficeAnswered {
    RequestId request;
    protocol::OfficeAnswer answer;
};
struct OfficeRefused {
    RequestId request;
    protocol::OfficeRefusal refusal = protocol::OfficeRefusal::PersonRefused;
};
struct ChangesAnswered {
    RequestId request;
    std::shared_ptr<const protocol::ChangesAnswer> answer;
};
enum class RequestFailure : std::uint8_t {
    Unreachable,  ///< no connection, or it broke: the outcome is not known
    TimedOut,     ///< the outcome is not known
    Unauthorized, ///< 401 that a new token did not cure
    Barred,       ///< the server says that this disk's life is over: no token for it any more
    Busy,         ///< 429 or 503
    ServerFault,  ///< other 5xx
    NotUnderstood ///< an answer this program cannot read
};
struct RequestFailed {
    RequestId request;
    RequestFailure failure = RequestFailure::Unreachable;
    std::optional<std::chrono::seconds> retryAfter;
};

// --- the card reader ---

enum class CardOutcome : std::uint8_t {
    Approved, ///< the money is taken
    Declined, ///< it is not, and never will be by that reference: refused, given up, or unheard of
    Unknown   ///< the reader cannot say, or not yet
};
/// Which question it answers makes no difference.
struct CardAnswered {
    std::string reference;
    CardOutcome outcome = CardOutcome::Unknown;
};

// --- devices and helpers ---

struct PinVerified {
    RequestId request;
    bool right = false;
};
/// Whether the paper's signature is that of the key.
struct PaperVerified {
    RequestId request;
    bool genuine = false;
};
struct TicketsPrinted {
    PrintId print;
};
enum class PrinterTrouble : std::uint8_t { Unreachable, PaperOut, CoverOpen, Other };
struct PrintFailed {
    PrintId print;
    PrinterTrouble trouble = PrinterTrouble::Other;
};
enum class PrinterState : std::uint8_t { Unknown, Ready, PaperLow, PaperOut, Offline };
struct PrinterChanged {
    PrinterState state = PrinterState::Unknown;
};
enum class ReaderState : std::uint8_t { Unknown, Ready, Away };
/// Of the card reader that is attached.
struct ReaderChanged {
    ReaderState state = ReaderState::Unknown;
};

// --- the operator's wishes ---

/// At a kiosk also while somebody is: staff come to it by a PIN, and answer for it from then on.
struct Login {
    OperatorId op;
    std::string pin;
};
struct Logout {};
/// The shift is over: logs out and gives every seat back that this terminal may sell, until
/// somebody logs in again. Refused while a payment is going on; a kiosk has no shifts.
struct EndShift {};
/// Ensures: the basket is empty afterwards, unless a payment is going on (then it is refused).
struct OpenShowtime {
    ShowtimeId showtime;
};
struct CloseShowtime {};
/// Takes the seat into the basket or out of it; a sofa's halves go together.
struct ToggleSeat {
    SeatNo seat;
};
/// Replaces the basket by the best `count` seats; as many as said of them are wheelchair spaces.
struct ChooseBest {
    std::size_t count = 2;
    std::uint8_t wheelchairs = 0;
};
struct SetTicketType {
    SeatNo seat;
    std::string ticketType;
};
struct ClearBasket {};
/// The customer shows a code of a discount; it counts until the basket is cleared or sold.
struct EnterCode {
    std::string code; // as typed
};
/// Nothing is asked for any more by this code.
struct DropCode {
    std::string key; // of its discount
};
/// The seats in the basket are given for free, for that reason: where the house asks for one a
/// supervisor answers with their PIN, who may be whoever is logged in and then needs none. It holds
/// for these seats, until DropCode of domain::kCompKey. Refused at a kiosk.
struct GiveComp {
    std::string reason; // not empty
    OperatorId supervisor{};
    std::string pin{};
};
/// "Cash": writes the INTENT; the sale is then Paying. A second tap changes nothing.
struct PayCash {};
/// "Card": writes the INTENT with the payment's reference; then the reader takes the money. A
/// second tap changes nothing.
struct PayCard {};
/// The customer left before paying: ABANDON, the basket stays. A card reader is asked to give up,
/// and what it says then counts.
struct CancelPayment {};
/// What the operator reads off the card reader or its paper, where no reader can be asked, or the
/// one that was asked could not say.
struct TellCard {
    BookingId booking;
    CardOutcome outcome = CardOutcome::Unknown;
};
/// Nobody can tell whether the card was charged: ABANDON that says so. The basket stays, the money
/// stands in suspense, a task owns it.
struct SetCardAside {
    BookingId booking;
};
/// The money is in the drawer: SALE, then print. Requires received ≥ total (else a notice).
struct ConfirmCash {
    Money received;
};
/// Done with this customer: an empty basket for the same showtime. A card payment of which nothing
/// is known becomes a question.
struct NextSale {};
struct VoidSale {
    BookingId booking;
    std::string reason;
};
/// Prints the tickets again, marked COPY.
struct Reprint {
    BookingId booking;
};
/// The tickets had come out although nobody wrote it down.
struct ConfirmPrinted {
    BookingId booking;
};
/// The answer to "was the money taken?".
struct ResolveIntent {
    BookingId booking;
    bool paid = false;
};
/// A supervisor answers for seats of this basket that are sold without a right while the server is
/// out of reach; takes `seats` of the open showtime, those of the notice that asked for it. They
/// travel along because a wrong PIN is a newer notice.
struct ApproveAtRisk {
    OperatorId supervisor;
    std::string pin;
    ShowtimeId showtime{};
    std::vector<SeatNo> seats{};
};
/// Money back for tickets of an own sale that nobody was let in with; none named: all that are
/// left. `approver` with `pin` where the house asks for one, else null.
struct RefundSale {
    BookingId booking;
    std::vector<TicketId> tickets;
    std::string reason;
    OperatorId approver{};
    std::string pin{};
};
/// What a task asked for is done; TaskAction::CallCustomer is put on record and closes nothing.
struct FinishTask {
    TaskId task;
    protocol::TaskAction action = protocol::TaskAction::Settle;
    std::string note;
};
/// Hands the money of the task back.
struct RefundTask {
    TaskId task;
    domain::TenderKind tender = domain::TenderKind::Cash;
};
/// Prints the tickets of the new seats; the task is done when they are out.
struct PrintTask {
    TaskId task;
};
/// A paper was held before the scanner, or its code was typed.
struct ScanPaper {
    std::string text;
};
/// Somebody was let in by mistake.
struct UndoAdmission {
    TicketId ticket;
    std::string reason;
};
/// A page of the office is looked at: what it shows is asked for now and then; nothing: no page.
struct WatchOffice {
    std::optional<protocol::OfficeQuestion> question;
};
/// A person decides, with their PIN; the server judges it.
struct DecideOffice {
    protocol::OfficeDecision decision;
};
/// Takes the seats the notice offers into the basket.
struct AcceptOffer {};
struct DismissNotice {};

using Event = std::variant<
    Started, Tick, Stored, PersistFailed, LinkChanged, ChangesHinted, AllotmentsGranted,
    AllotmentsRefused, JournalAnswered, JournalRefused, ChangesAnswered, OfficeAnswered,
    OfficeRefused, RequestFailed, CardAnswered, PinVerified, TicketsPrinted, PrintFailed,
    PrinterChanged, ReaderChanged, Login, Logout, EndShift, OpenShowtime, CloseShowtime, ToggleSeat,
    ChooseBest, SetTicketType, ClearBasket, EnterCode, DropCode, GiveComp, PayCash, PayCard,
    CancelPayment, TellCard, SetCardAside, ConfirmCash, NextSale, VoidSale, Reprint, ConfirmPrinted,
    ResolveIntent, ApproveAtRisk, RefundSale, FinishTask, RefundTask, PrintTask, ScanPaper,
    UndoAdmission, PaperVerified, WatchOffice, DecideOffice, AcceptOffer, DismissNotice>;

} // namespace foyer::core
