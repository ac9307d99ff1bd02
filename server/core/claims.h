#pragma once

// Who owns the right to sell a seat (DESIGN §2). The pool owns what nobody claims; every other
// owner has exactly one claim, and the pair (showtime, seat) has at most one: promise I1.

#include "shared/base/ids.h"
#include "shared/domain/seat_state.h"

#include <optional>
#include <vector>

namespace foyer::server::core {

enum class ClaimKind : std::uint8_t { Hold, Allotment, Ticket, Block };
constexpr int kClaimKindCount = 4;

/// One owned right. `owner` is the id of the hold, allotment, ticket or block; `epoch` is the
/// allotment's fencing token, 0 for the others.
struct Claim {
    SeatNo seat;
    ClaimKind kind = ClaimKind::Hold;
    Uuid owner;
    Epoch epoch;
    friend bool operator==(const Claim&, const Claim&) = default;
};

/// How a claim is seen by everybody.
domain::SeatState stateOf(const std::optional<Claim>& claim);

/// The wish to move a right. Applied by compare and set: what is there must equal `before`.
struct ClaimChange {
    SeatNo seat;
    std::optional<Claim> before; // nothing: the pool
    std::optional<Claim> after;
    friend bool operator==(const ClaimChange&, const ClaimChange&) = default;
};

/// The claims of one showtime (or of those of its seats that matter), by seat.
class Claims {
public:
    Claims() = default;
    /// In any order; one claim per seat (CHECKed).
    explicit Claims(std::vector<Claim> claims);

    std::optional<Claim> at(SeatNo seat) const;
    const std::vector<Claim>& all() const { return m_claims; }

private:
    std::vector<Claim> m_claims; // ascending by seat
};

/// The compact states of a whole showtime.
domain::SeatStates statesOf(const Claims& claims, std::size_t seatCount);

} // namespace foyer::server::core
