#pragma once

#include "shared/base/ids.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace foyer::protocol {

enum class AllotmentState : std::uint8_t { Live, Expired, Returned, Lost };
const char* nameOf(AllotmentState state);
std::optional<AllotmentState> allotmentStateFrom(std::string_view name);

/// Why seats were leased: kept well placed by the server, or asked for by an operator's tap.
enum class AllotmentKind : std::uint8_t { Standing, Asked };
const char* nameOf(AllotmentKind kind);
std::optional<AllotmentKind> allotmentKindFrom(std::string_view name);

/// Seats whose right to sell is leased to one terminal. `ttl` counts from the moment the terminal
/// sent its request, on its boot clock; the server adds 1 % and 60 s before it calls it expired.
struct Allotment {
    AllotmentId id;
    TerminalId terminal;
    Incarnation incarnation;
    ShowtimeId showtime;
    Epoch epoch;
    AllotmentKind kind = AllotmentKind::Standing;
    AllotmentState state = AllotmentState::Live;
    Instant grantedAt{};
    std::chrono::seconds ttl{12 * 3600};
    std::vector<SeatNo> seats; // those whose right is still with the allotment
    /// Whose seat numbers they are: a terminal that shows another plan must not sell them by that
    /// one. Null: not known, told by or to a program of schema 1.
    PlanId plan{};
    /// The last token that was given under a former plan of the showtime, which may be this one
    /// come back with its seats elsewhere. Zero: it had no other, or not known, as the plan.
    Epoch lastFormer{};
};

/// Asks for exactly these seats, all or nothing.
struct AllotmentAsk {
    ShowtimeId showtime;
    std::vector<SeatNo> seats;
};

/// Why an ask is refused; the seats concerned come with it.
enum class AllotmentRefusal : std::uint8_t {
    SeatTaken, ///< held, sold, blocked or leased to somebody else
    UnknownSeat,
    UnknownShowtime,
    ShowtimeClosed, ///< cancelled, or sale has ended
    TooMany,        ///< more than one ask may name (50)
    TerminalBarred, ///< quarantined, or of an older incarnation
    Recovering      ///< the server was restored; the pool is shut until terminals were heard
};
const char* nameOf(AllotmentRefusal refusal);
std::optional<AllotmentRefusal> allotmentRefusalFrom(std::string_view name);
constexpr std::size_t kMostSeatsPerAsk = 50;

} // namespace foyer::protocol
