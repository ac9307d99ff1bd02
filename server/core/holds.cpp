#include "server/core/holds.h"

#include "server/core/standing.h"

#include <set>

namespace foyer::server::core {

namespace {

std::optional<HoldError> refusalOf(const HoldFacts& facts, const HoldAsk& ask,
                                   const protocol::Policy& policy, Instant now) {
    if (!facts.showtime)
        return HoldError{HoldRefusal::UnknownShowtime, {}};
    if (!isOnSale(*facts.showtime, now))
        return HoldError{HoldRefusal::ShowtimeClosed, {}};
    HoldError unknown{HoldRefusal::UnknownSeat, {}};
    for (const SeatNo seat : ask.seats)
        if (seat.value >= facts.seatCount)
            unknown.seats.push_back(seat);
    // An ask for no seat at all names no known one either.
    if (!unknown.seats.empty() || ask.seats.empty())
        return unknown;
    if (facts.recovering)
        return HoldError{HoldRefusal::Recovering, {}};
    const auto wanted = static_cast<std::int64_t>(ask.seats.size());
    if (wanted > policy.holdSeatsPerCustomer)
        return HoldError{HoldRefusal::TooManySeats, {}};
    if (!ask.customer.empty() && facts.heldByCustomer + wanted > policy.holdSeatsPerCustomer)
        return HoldError{HoldRefusal::TooManyForCustomer, {}};
    if (!ask.address.empty() && facts.heldFromAddress + wanted > policy.holdSeatsPerAddress)
        return HoldError{HoldRefusal::TooManyForAddress, {}};
    return {};
}

bool isRecallable(const HoldFacts& facts, const Claim& claim) {
    if (claim.kind != ClaimKind::Allotment)
        return false;
    const auto owner = facts.allotments.find(AllotmentId{claim.owner});
    return owner != facts.allotments.end() && owner->second.reachable &&
           owner->second.kind == protocol::AllotmentKind::Standing &&
           owner->second.state == protocol::AllotmentState::Live;
}

} // namespace

Result<HoldGrant, HoldError> decideHold(const HoldFacts& facts, const HoldAsk& ask,
                                        const protocol::Policy& policy, Instant now) {
    if (auto refusal = refusalOf(facts, ask, policy, now))
        return Err{std::move(*refusal)};
    HoldGrant grant;
    HoldError taken{HoldRefusal::SeatTaken, {}};
    for (const SeatNo seat : std::set<SeatNo>(ask.seats.begin(), ask.seats.end())) {
        const auto claim = facts.claims.at(seat);
        if (!claim)
            grant.now.push_back(seat);
        else if (isRecallable(facts, *claim))
            grant.recalls[AllotmentId{claim->owner}].push_back(seat);
        else
            taken.seats.push_back(seat);
    }
    if (!taken.seats.empty())
        return Err{std::move(taken)};
    return grant;
}

std::vector<ClaimChange> holdBy(HoldId hold, const std::vector<SeatNo>& seats) {
    std::vector<ClaimChange> changes;
    for (const SeatNo seat : seats)
        changes.push_back({seat, {}, Claim{seat, ClaimKind::Hold, hold.uuid, {}}});
    return changes;
}

} // namespace foyer::server::core
