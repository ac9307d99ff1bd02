#include "server/core/authority.h"

#include "server/core/standing.h"
#include "shared/base/mutant.h"

#include <algorithm>
#include <set>

namespace foyer::server::core {

using protocol::AllotmentError;
using protocol::AllotmentRefusal;

namespace {

std::optional<AllotmentError> refusalOf(const AskFacts& facts, const protocol::AllotmentAsk& ask,
                                        Instant now) {
    if (!facts.showtime)
        return AllotmentError{AllotmentRefusal::UnknownShowtime, {}};
    if (!isOnSale(*facts.showtime, now))
        return AllotmentError{AllotmentRefusal::ShowtimeClosed, {}};
    if (ask.seats.size() > protocol::kMostSeatsPerAsk)
        return AllotmentError{AllotmentRefusal::TooMany, {}};
    AllotmentError unknown{AllotmentRefusal::UnknownSeat, {}};
    for (const SeatNo seat : ask.seats)
        if (seat.value >= facts.seatCount)
            unknown.seats.push_back(seat);
    // An ask for no seat at all names no known one either.
    if (!unknown.seats.empty() || ask.seats.empty())
        return unknown;
    return {};
}

bool isOwn(const AskFacts& facts, const Claim& claim) {
    return claim.kind == ClaimKind::Allotment &&
           std::any_of(facts.owned.begin(), facts.owned.end(),
                       [&](const auto& each) { return each.id.uuid == claim.owner; });
}

} // namespace

Result<Grant, AllotmentError> decideAsk(const AskFacts& facts, const protocol::AllotmentAsk& ask,
                                        Instant now) {
    if (auto refusal = refusalOf(facts, ask, now))
        return Err{std::move(*refusal)};
    Grant grant;
    AllotmentError taken{AllotmentRefusal::SeatTaken, {}};
    std::set<AllotmentId> leased;
    for (const SeatNo seat : std::set<SeatNo>(ask.seats.begin(), ask.seats.end())) {
        const auto claim = facts.claims.at(seat);
        if (!claim || mutated(Mutant::TakenSeatLeased))
            grant.fromPool.push_back(seat);
        else if (isOwn(facts, *claim))
            leased.insert(AllotmentId{claim->owner});
        else
            taken.seats.push_back(seat);
    }
    if (!taken.seats.empty())
        return Err{std::move(taken)};
    if (facts.recovering && !grant.fromPool.empty())
        return Err{AllotmentError{AllotmentRefusal::Recovering, std::move(grant.fromPool)}};
    grant.leased.assign(leased.begin(), leased.end());
    return grant;
}

std::vector<ClaimChange> leaseTo(AllotmentId allotment, Epoch epoch,
                                 const std::vector<SeatNo>& seats) {
    std::vector<ClaimChange> changes;
    for (const SeatNo seat : seats)
        changes.push_back({seat, {}, Claim{seat, ClaimKind::Allotment, allotment.uuid, epoch}});
    return changes;
}

std::vector<ClaimChange> giveBack(const Claims& claims, const protocol::Right& right,
                                  const std::vector<SeatNo>& seats) {
    std::vector<ClaimChange> changes;
    for (const SeatNo seat : std::set<SeatNo>(seats.begin(), seats.end())) {
        const auto claim = claims.at(seat);
        const Claim wanted{seat, ClaimKind::Allotment, right.allotment.uuid, right.epoch};
        if (claim == wanted)
            changes.push_back({seat, claim, {}});
    }
    return changes;
}

} // namespace foyer::server::core
