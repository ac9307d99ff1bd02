#include "app/core/at_risk.h"

#include "shared/base/mutant.h"

#include <algorithm>

namespace foyer::core {

namespace {

bool isOpen(const OwnSale& sale) {
    return (sale.phase == SalePhase::Intended || sale.phase == SalePhase::Sold) && !sale.verdict;
}

} // namespace

AtRiskRoom AtRisk::room(const Context& ctx, const SaleBook& book,
                        const std::optional<ShowtimeId>& showtime) const {
    AtRiskRoom room;
    const auto& policy = ctx.replica.policy;
    room.allowed =
        policy && policy->atRiskAtCounters && showtime &&
        (ctx.identity.mode == TerminalMode::Counter || mutated(Mutant::AtRiskAtKiosks)) &&
        ctx.connection == Connection::Offline;
    if (!room.allowed)
        return room;
    room.approvedBy = m_approvedBy;
    room.seats = policy->atRiskSeatsPerShowtime;
    room.minor = policy->atRiskMinor;
    for (const auto& [booking, sale] : book.all())
        for (std::size_t i = 0; isOpen(sale) && i < sale.rights.size(); ++i)
            if (sale.rights[i].isNull() && !mutated(Mutant::AtRiskCapIgnored)) {
                room.minor -= sale.intent.lines[i].price.minor;
                room.seats -= sale.intent.showtime == *showtime ? 1 : 0;
            }
    return room;
}

} // namespace foyer::core
