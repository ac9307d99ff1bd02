#pragma once

#include "server/core/payment.h"
#include "server/ports/records.h"

#include <utility>
#include <vector>

namespace foyer::server::ports {

/// Seats of one kind of owner; `terminal` is null but for allotments.
struct ClaimCount {
    core::ClaimKind kind = core::ClaimKind::Hold;
    TerminalId terminal;
    std::int64_t seats = 0;
};

/// What is read again and again by whoever watches: each is bounded by what is open, or by the
/// showtimes that begin between two moments, however long the house has been selling.
class GaugeStore {
public:
    virtual ~GaugeStore() = default;

    virtual std::vector<ClaimCount> claimsBetween(Instant from, Instant to) const = 0;
    /// Plans of the showtimes that are not cancelled, and how many of them go by each.
    virtual std::vector<std::pair<PlanId, std::int64_t>> plansBetween(Instant from,
                                                                      Instant to) const = 0;
    /// Those that are not settled.
    virtual std::vector<std::pair<core::PaymentState, std::int64_t>> openPayments() const = 0;
    virtual std::int64_t countInReview() const = 0;
    virtual std::vector<std::pair<protocol::TaskKind, std::int64_t>> countOpenTasks() const = 0;
    /// When the oldest message that waits was written.
    virtual std::optional<Instant> oldestWaiting() const = 0;
};

} // namespace foyer::server::ports
