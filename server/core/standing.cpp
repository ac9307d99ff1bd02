#include "server/core/standing.h"

#include "shared/base/check.h"
#include "shared/base/mutant.h"
#include "shared/domain/seat_choice.h"

#include <algorithm>

namespace foyer::server::core {

namespace {

bool isAny(const std::vector<bool>& flags) {
    return std::find(flags.begin(), flags.end(), true) != flags.end();
}

} // namespace

std::size_t standingTarget(const StandingPolicy& policy, const StandingFacts& facts) {
    CHECK(policy.rateWindow.count() > 0);
    const auto sold = static_cast<std::size_t>(std::max<std::int64_t>(facts.soldInWindow, 0));
    const auto window = static_cast<std::size_t>(policy.rateWindow.count());
    const auto outage = static_cast<std::size_t>(std::max<std::int64_t>(policy.outage.count(), 0));
    const std::size_t byRate = (sold * outage + window - 1) / window;
    return std::max(byRate, 2 * facts.areas);
}

std::size_t standingRoom(const StandingPolicy& policy, const StandingFacts& facts) {
    const std::size_t all = facts.freeSeats + facts.standingSeats;
    const std::size_t share = all * static_cast<std::size_t>(policy.mostPercent) / 100;
    if (mutated(Mutant::StandingShareIgnored))
        return facts.freeSeats;
    return share > facts.standingSeats ? share - facts.standingSeats : 0;
}

bool isOnSale(const domain::Showtime& showtime, Instant now) {
    return showtime.state == domain::ShowtimeState::OnSale && now < showtime.end;
}

bool hasEnough(const domain::SeatingPlan& plan, const std::vector<SeatNo>& owned,
               const StandingPolicy& policy, const StandingFacts& facts) {
    return owned.size() >= standingTarget(policy, facts) &&
           !isAny(domain::areasWithoutPair(plan, owned));
}

std::vector<SeatNo> topUp(const domain::SeatingPlan& plan, const Claims& claims,
                          const std::vector<SeatNo>& owned, const StandingPolicy& policy,
                          const StandingFacts& facts) {
    const std::size_t target = standingTarget(policy, facts);
    const domain::AllotmentNeed need{target > owned.size() ? target - owned.size() : 0,
                                     domain::areasWithoutPair(plan, owned),
                                     standingRoom(policy, facts)};
    if (need.most < 2 || (need.count == 0 && !isAny(need.areas)))
        return {};
    const auto open = domain::freeSeats(statesOf(claims, plan.seatCount()));
    std::vector<SeatNo> seats;
    for (const auto& block : domain::pairsForAllotment(plan, open, need))
        seats.insert(seats.end(), block.begin(), block.end());
    std::sort(seats.begin(), seats.end());
    return seats;
}

} // namespace foyer::server::core
