#pragma once

// What the office is told and decides: which terminals there are and what they have at stake, who
// has which share of a showtime, what keeps a business day open.

#include "shared/base/ids.h"
#include "shared/base/money.h"
#include "shared/protocol/task.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace foyer::protocol {

/// What a device is for. `Online` is the server's own: its journal holds the sales to customers
/// who book by REST.
enum class TerminalKind : std::uint8_t { Counter, Kiosk, Door, Office, Online };
constexpr int kTerminalKindCount = 5;
const char* nameOf(TerminalKind kind); // "counter", "kiosk", "door", "office", "online"
std::optional<TerminalKind> terminalKindFrom(std::string_view name);

/// `Proposed`: one person has declared the terminal lost, a second one is needed.
enum class Standing : std::uint8_t { Present, Proposed, Lost };
constexpr int kStandingCount = 3;
const char* nameOf(Standing standing); // "present", "proposed", "lost"
std::optional<Standing> standingFrom(std::string_view name);

/// One showtime's seats on lease to a terminal.
struct Stake {
    ShowtimeId showtime;
    std::string movie;
    Instant start{};
    std::size_t seats = 0;
    Money most; // if it sold each of them at the dearest ticket type
    bool expired = false;
};

/// A terminal, and what it would cost to declare it lost; or a disk that it had before it was
/// enrolled anew on another, and that has seats on lease still.
struct Exposure {
    TerminalId terminal;
    Incarnation life{1};
    bool former = false;
    std::string name;
    TerminalKind kind = TerminalKind::Counter;
    Standing standing = Standing::Present;
    bool barred = false;    // its journal is refused until a person has looked
    bool reachable = false; // heard a moment ago
    bool awaited = false;   // the pool stays shut until it has told its journal (R9)
    Instant lastSeen{};
    std::int64_t entries = 0; // of its journal that are here
    // So many more it has spoken of; nothing: not a word since the server was started.
    std::optional<std::int64_t> unsent;
    std::size_t seats = 0;
    std::vector<Money> most; // a sum per currency
    std::vector<Stake> showtimes;
    std::optional<Instant> declarable; // not before; nothing: now
    struct FirstKey {
        OperatorId by;
        Instant at{};
        Instant goodUntil{};
    };
    std::optional<FirstKey> first; // while Proposed
};

struct LossAnswer {
    bool lost = false;     // false: proposed, a second person is needed
    std::size_t freed = 0; // seats that went back to the pool
};

struct DayAnswer {
    Date day{};
    bool closed = false;
    std::optional<Instant> endsAt; // not to be closed before; nothing: it is closed
    std::vector<Task> tasks;
    std::vector<std::string> unheard; // names of terminals that may have entries still
    bool recovering = false;
};

/// Who has how many seats of a showtime.
struct Share {
    ShowtimeId showtime;
    std::size_t seats = 0;
    std::size_t free = 0;
    std::size_t held = 0;
    std::size_t allotted = 0;
    std::size_t sold = 0;
    std::size_t blocked = 0;
    struct Part {
        TerminalId terminal;
        std::string name;
        std::int64_t seats = 0;
        bool reachable = false;
    };
    std::vector<Part> terminals;
};

// --- what the office asks; what a person decides, with their PIN ---

struct AskTerminals {};
struct AskDay {
    Date day{};
};
struct AskShare {
    ShowtimeId showtime;
};
using OfficeQuestion = std::variant<AskTerminals, AskDay, AskShare>;

struct DeclareLost {
    TerminalId terminal;
    OperatorId op;
    std::string pin;
    std::optional<Incarnation> life{}; // a former one; nothing: the present
};
struct CloseDay {
    Date day{};
    OperatorId op;
    std::string pin;
};
using OfficeDecision = std::variant<DeclareLost, CloseDay>;

using Exposures = std::vector<Exposure>;
using OfficeAnswer = std::variant<Exposures, LossAnswer, DayAnswer, Share>;

/// Why a question or decision of the office was refused.
enum class OfficeRefusal : std::uint8_t {
    PersonRefused, ///< no such operator, or the PIN is wrong
    PersonLocked,  ///< too many wrong PINs
    PersonNotEntitled,
    UnknownTerminal,
    TerminalLive, ///< it was heard a moment ago, or its lease runs
    SamePerson,   ///< the second key must be another's
    LostBefore,
    DayNotOver,
    DayClosed,
    DayItemsOpen,
    UnknownShowtime
};
constexpr int kOfficeRefusalCount = 11;
const char* nameOf(OfficeRefusal refusal); // the problem type: "person-refused", …
std::optional<OfficeRefusal> officeRefusalFrom(std::string_view name);

} // namespace foyer::protocol
