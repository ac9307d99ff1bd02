#pragma once

// Online customers' holds: who gets one, and what has to be recalled for it (DESIGN §2).

#include "server/core/claims.h"
#include "shared/base/result.h"
#include "shared/domain/showtime.h"
#include "shared/protocol/allotment.h"
#include "shared/protocol/policy.h"

#include <map>

namespace foyer::server::core {

struct HoldAsk {
    ShowtimeId showtime;
    std::vector<SeatNo> seats;
    std::string customer;
    std::string address;
    AccountId account{}; // who is signed in; null: a guest
    std::string email{}; // as HoldRecord has it
    std::string language{};
    std::string phone{};
};

enum class HoldRefusal : std::uint8_t {
    SeatTaken, ///< of somebody else; the seats come with it
    UnknownSeat,
    UnknownShowtime,
    ShowtimeClosed,
    TooManySeats,       ///< more than one hold may have
    TooManyForCustomer, ///< with those this customer holds already
    TooManyForAddress,  ///< with those held from there already
    Recovering,         ///< the pool is shut until the terminals have been heard
    UnknownHold,        ///< never made, released, or its time was up; or the token is another's
    ExtendedBefore,
    StillWaiting, ///< seats are being recalled: too early to sell or extend
    SoldBefore
};
constexpr int kHoldRefusalCount = 12;

struct HoldError {
    HoldRefusal refusal = HoldRefusal::SeatTaken;
    std::vector<SeatNo> seats;
};

/// An allotment whose seats are asked for.
struct RecallableAllotment {
    protocol::AllotmentKind kind = protocol::AllotmentKind::Standing;
    protocol::AllotmentState state = protocol::AllotmentState::Live;
    bool reachable = false; // its terminal was heard a moment ago
};

struct HoldFacts {
    std::optional<domain::Showtime> showtime;
    std::size_t seatCount = 0;
    Claims claims; // of the seats asked for; those of holds whose time is up are gone already
    std::map<AllotmentId, RecallableAllotment> allotments; // owners among the claims
    std::int64_t heldByCustomer = 0;
    std::int64_t heldFromAddress = 0;
    bool recovering = false;
};

struct HoldGrant {
    std::vector<SeatNo> now; // from the pool, ascending
    std::map<AllotmentId, std::vector<SeatNo>> recalls;
};

/// All or nothing. A seat in a reachable terminal's standing allotment is recalled; one that a
/// terminal asked for by name is in a customer's hands there and is taken.
Result<HoldGrant, HoldError> decideHold(const HoldFacts& facts, const HoldAsk& ask,
                                        const protocol::Policy& policy, Instant now);

/// Moves pool seats to the hold.
std::vector<ClaimChange> holdBy(HoldId hold, const std::vector<SeatNo>& seats);

} // namespace foyer::server::core
