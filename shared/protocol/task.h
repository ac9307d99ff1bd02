#pragma once

// Human work that a verdict or an alarm opens: with an owner, a deadline, the facts, and what may
// be done about it. The server opens and keeps tasks; terminals show them and write TaskDone.

#include "shared/base/ids.h"
#include "shared/base/money.h"
#include "shared/domain/booking.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::protocol {

enum class TaskKind : std::uint8_t {
    QuarantinedEntry, ///< R14: kept as it came, its money in suspense
    Reseated,         ///< R4, R6, R8: the customer has paper for another seat
    RefundDue,        ///< R2, R7, R8: no seat, money owed
    CardDeclined,     ///< R10: the ticket stands without its money, or did
    SecondRefund,     ///< R13: money was handed out twice
    DoubleAdmission,  ///< one ticket let in twice while doors were apart
    ClonedTerminal,   ///< two disks write one journal
    FormerLife,       ///< a disk of before may hold sales nobody knows
    LostTerminal,     ///< declared lost: its paper and disk may still turn up
    CardUnconfirmed   ///< of a sale that was not made: nobody knows whether the card was charged
};
constexpr int kTaskKindCount = 10;
/// The word of wire and database: "quarantined-entry", "reseated", "refund-due", "card-declined",
/// "second-refund", "double-admission", "cloned-terminal", "old-incarnation", "lost-terminal",
/// "card-unconfirmed".
const char* nameOf(TaskKind kind);
std::optional<TaskKind> taskKindFrom(std::string_view name);
/// Its money stands in suspense: only a supervisor or manager decides where it goes.
constexpr bool isOfSuspense(TaskKind kind) {
    return kind == TaskKind::QuarantinedEntry || kind == TaskKind::CardUnconfirmed;
}

enum class TaskAction : std::uint8_t {
    PrintTicket,  ///< give the customer the new ticket, take the old one
    RefundTender, ///< hand the money back by the means it came in: done by a Refund entry
    CallCustomer, ///< tell the customer
    Settle        ///< looked into and decided; the note says how. What is owed: a Refund of nothing
};
constexpr int kTaskActionCount = 4;
const char* nameOf(TaskAction action); // "print-ticket", "refund-tender", "call-customer", "settle"
std::optional<TaskAction> taskActionFrom(std::string_view name);

struct Task {
    TaskId id;
    TaskKind kind = TaskKind::QuarantinedEntry;
    std::string subject; // what it is about, unique among the open ones of its kind
    std::string text;    // English: what happened, what is safe, what to do
    TerminalId owner;    // whose people it is for; null: the office
    BookingId booking;   // null: none
    ShowtimeId showtime; // null: none
    std::vector<TicketId> tickets;
    std::optional<Money> amount; // owed or missing
    /// By what the sale was paid, and the reference of that payment: money goes back the way it
    /// came. Nothing: the sale is not known. Told with the task, not kept with it.
    std::optional<domain::TenderKind> tender{};
    std::string reference{};
    /// Where the customer of an online booking can be reached; empty: not known, or not this
    /// reader's business. Told with the task while somebody has to call, not kept with it.
    std::string contact{};
    std::vector<TaskAction> actions; // what closes it; CallCustomer alone does not
    Instant openedAt{};
    std::optional<Instant> deadline; // before the showtime, where there is one
    std::optional<Instant> closedAt;
};

} // namespace foyer::protocol
