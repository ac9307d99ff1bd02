#pragma once

// The rows that services load and save, as plain values.

#include "server/core/booking.h"
#include "server/core/claims.h"
#include "shared/base/bytes.h"
#include "shared/domain/booking.h"
#include "shared/domain/ledger.h"
#include "shared/domain/price.h"
#include "shared/protocol/allotment.h"
#include "shared/protocol/door.h"
#include "shared/protocol/office.h"
#include "shared/protocol/recall.h"
#include "shared/protocol/task.h"
#include "shared/protocol/verdict.h"

#include <optional>
#include <string>
#include <vector>

namespace foyer::server::ports {

using protocol::nameOf;
using protocol::TerminalKind;
using protocol::terminalKindFrom;

enum class TerminalState : std::uint8_t {
    Active,
    Quarantined ///< a cloned disk was seen; a person must look
};

/// A counter, kiosk, door or office device and the head of its journal as the server knows it.
struct TerminalRecord {
    TerminalId id;
    CinemaId cinema;
    std::string name;
    PublicKey key{};
    Incarnation incarnation{1};
    Seq nextSeq{1};
    Hash lastHash{};
    TerminalState state = TerminalState::Active;
    Instant enrolledAt{};
    Instant lastSeenAt{};
    TerminalKind kind = TerminalKind::Counter;
};

struct EnrolmentCode {
    Hash codeHash{};
    CinemaId cinema;
    TerminalId terminal; // null: a new one
    std::string terminalName;
    Instant expiresAt{};
    TerminalKind kind = TerminalKind::Counter;
};

struct EntryKey {
    TerminalId terminal;
    Incarnation incarnation;
    Seq seq;
    friend bool operator==(const EntryKey&, const EntryKey&) = default;
};

/// A journal entry as it was received, with the server's own time.
struct EntryRecord {
    EntryKey key;
    std::string type;
    std::string payloadText;
    Hash prevHash{};
    Hash hash{};
    Signature signature{};
    BookingId booking; // null when the entry names none
    Instant receivedAt{};
};
struct KnownEntry {
    Hash hash{};
    protocol::Verdict verdict;
};

using core::BookingRecord;
using core::BookingState;
using core::TicketRecord;
using core::TicketState;

/// Human work. Kind and subject together are open at most once.
struct TaskRecord {
    protocol::Task task;
    Date businessDay{}; // the one that cannot be closed while it is open
};
struct TaskClosing {
    Instant at{};
    OperatorId by; // null: the server itself
    protocol::TaskAction action = protocol::TaskAction::Settle;
    std::string note;
};

struct RecallRecord {
    protocol::Recall recall;
    HoldId hold; // the one that waits
};

/// `Waiting`: some of its seats are being recalled. `Sold`: kept for a while, so that a repeated
/// booking finds what it made.
enum class HoldState : std::uint8_t { Waiting, Held, Sold };
constexpr int kHoldStateCount = 3;

/// An online customer's claim with a time limit. Only the hash of its token is known here.
struct HoldRecord {
    HoldId id;
    ShowtimeId showtime;
    Hash tokenHash{};
    HoldState state = HoldState::Held;
    std::string customer; // for the caps; empty: not told
    std::string address;
    Instant createdAt{};
    Instant expiresAt{};
    bool extended = false;
    BookingId booking;      // null unless sold
    AccountId account{};    // who was signed in; null: a guest
    std::string email{};    // where to write about it; empty: nowhere, or to the account
    std::string language{}; // of what is written there; empty: not told
    std::string phone{};    // for a few words as well (domain::isPhone); empty: none
};

/// The scan that counts, and the entry it came by.
struct AdmissionRecord {
    protocol::Admission admission;
    EntryKey entry;
};

struct LedgerRecord {
    Uuid id;
    std::string event; // "sale", "void", "suspense"
    EntryKey entry;
    Date businessDay{};
    Instant at{};
    std::vector<domain::Posting> postings;
};

/// One posting as a report shows it.
struct LedgerLine {
    Date businessDay{};
    Instant at{};
    std::string event;
    EntryKey entry;
    std::string terminalName;
    BookingId booking; // null: of none
    domain::Posting posting;
};

struct BlockRecord {
    BlockId id;
    ShowtimeId showtime;
    std::string reason;
    Instant at{};
};

/// One link of the audit chain: hash = BLAKE2b-256 of prevHash ‖ at ‖ actor ‖ 0 ‖ action ‖ 0 ‖
/// text.
struct AuditRecord {
    std::int64_t number = 0;
    Instant at{};
    std::string actor;
    std::string action;
    std::string text;
    Hash prevHash{};
    Hash hash{};
};

/// A movie page's filter. Text is matched anywhere in the folded title.
struct MovieFilter {
    std::string text;
    std::string genre;
    std::string rating;
    std::optional<std::int32_t> year;
};
/// Where a page goes on: after this row of the order (folded title, id).
struct MovieCursor {
    std::string titleKey;
    MovieId id;
};

struct ShowtimeFilter {
    std::optional<Date> day; // business day
    std::optional<MovieId> movie;
    std::optional<AuditoriumId> auditorium;
    std::optional<Instant> endsAfter;
    std::optional<CinemaId> cinema{};
    std::optional<domain::DayPart> dayPart{};
};
/// Order (start, id).
struct ShowtimeCursor {
    Instant start{};
    ShowtimeId id;
};

} // namespace foyer::server::ports
