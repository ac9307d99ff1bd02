#include "server/core/claims.h"

#include "shared/base/check.h"

#include <algorithm>

namespace foyer::server::core {

namespace {
bool bySeat(const Claim& a, const Claim& b) {
    return a.seat < b.seat;
}
} // namespace

domain::SeatState stateOf(const std::optional<Claim>& claim) {
    if (!claim)
        return domain::SeatState::Free;
    switch (claim->kind) {
    case ClaimKind::Hold:
        return domain::SeatState::Held;
    case ClaimKind::Allotment:
        return domain::SeatState::Allotted;
    case ClaimKind::Ticket:
        return domain::SeatState::Sold;
    case ClaimKind::Block:
        return domain::SeatState::Blocked;
    }
    CHECK(false);
}

Claims::Claims(std::vector<Claim> claims) : m_claims(std::move(claims)) {
    std::sort(m_claims.begin(), m_claims.end(), bySeat);
    CHECK(std::adjacent_find(m_claims.begin(), m_claims.end(), [](const Claim& a, const Claim& b) {
              return a.seat == b.seat;
          }) == m_claims.end());
}

std::optional<Claim> Claims::at(SeatNo seat) const {
    Claim wanted;
    wanted.seat = seat;
    const auto found = std::lower_bound(m_claims.begin(), m_claims.end(), wanted, bySeat);
    if (found == m_claims.end() || found->seat != seat)
        return {};
    return *found;
}

domain::SeatStates statesOf(const Claims& claims, std::size_t seatCount) {
    domain::SeatStates states(seatCount, domain::SeatState::Free);
    for (const Claim& claim : claims.all())
        if (claim.seat.value < seatCount)
            states[claim.seat.value] = stateOf(claim);
    return states;
}

} // namespace foyer::server::core
