#pragma once

#include "app/core/context.h"
#include "app/core/sale_book.h"

#include <optional>

namespace foyer::core {

/// What may still be sold at risk from this basket.
struct AtRiskRoom {
    bool allowed = false;    // by policy, and only while the server is out of reach
    OperatorId approvedBy{}; // null: nobody answers for it yet
    std::int64_t seats = 0;  // of the showtime
    std::int64_t minor = 0;  // money, minor units
};

/// Seats outside its allotments a counter may sell while the server is out of reach: free as far as
/// it knows, by a supervisor's approval, up to the caps of the policy. What has no verdict yet
/// counts against them. The ticket says that the seat is subject to confirmation; the verdict
/// confirms it, moves it (R6) or makes it a refund (R7). A kiosk sells nothing at risk.
class AtRisk {
public:
    void approve(OperatorId supervisor) { m_approvedBy = supervisor; }
    /// The approval was for one basket.
    void end() { m_approvedBy = {}; }
    bool isApproved() const { return !m_approvedBy.isNull(); }
    AtRiskRoom room(const Context& ctx, const SaleBook& book,
                    const std::optional<ShowtimeId>& showtime) const;

private:
    OperatorId m_approvedBy;
};

} // namespace foyer::core
