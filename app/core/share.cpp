#include "app/core/share.h"

#include "app/core/backoff.h"
#include "app/core/replica_changes.h"

namespace foyer::core {

bool Share::isDue(const Context& ctx, const HeldAllotment& held,
                  std::map<AllotmentId, BootInstant>& over) const {
    if (m_resting)
        return true;
    const auto showtime = ctx.replica.showtimes.find(held.showtime);
    if (showtime == ctx.replica.showtimes.end() || isOnSale(showtime->second, ctx.now.wall))
        return false;
    const auto known = m_overSince.find(held.id);
    const BootInstant since = known == m_overSince.end() ? ctx.now.boot : known->second;
    over.emplace(held.id, since);
    // Without the server nobody could have the seats, and nobody vouches for the clock.
    return ctx.online() && ctx.now.boot - since >= kOverFor;
}

std::vector<protocol::Return> Share::due(const Context& ctx, const Rights& rights,
                                         const SeatTest& isWanted) {
    std::vector<protocol::Return> due;
    std::map<AllotmentId, BootInstant> over;
    for (const auto& [id, held] : rights.all()) {
        if (held.state == protocol::AllotmentState::Lost)
            continue;
        std::vector<SeatNo> seats = rights.spare(held, isWanted);
        if (!seats.empty() && isDue(ctx, held, over))
            due.push_back(
                {held.showtime, {id, held.epoch}, std::move(seats), ctx.now.wall, RecallId{}});
    }
    m_overSince = std::move(over);
    return due;
}

std::optional<BootInstant> Share::nextDue() const {
    std::optional<BootInstant> next;
    for (const auto& [id, since] : m_overSince)
        next = earlier(next, since + kOverFor);
    return next;
}

} // namespace foyer::core
