#pragma once

#include "server/edge/message.h"
#include "shared/base/ids.h"

#include <functional>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <unordered_map>

namespace foyer::server::http {

/// What is kept in memory between answers because it does not change, or says when it does.
/// Thread-safe.
class Bodies {
public:
    /// A seating plan's JSON; null when it has not been kept yet.
    edge::SharedBytes plan(PlanId id) const;
    void keep(PlanId id, edge::SharedBytes body);

    /// Which plan a showtime is sold by.
    std::optional<PlanId> planOf(ShowtimeId showtime) const;
    void keep(ShowtimeId showtime, PlanId plan);
    /// It may have moved to another plan.
    void forget(ShowtimeId showtime);

private:
    static constexpr std::size_t kMostPlans = 256;
    static constexpr std::size_t kMostShowtimes = 50'000;

    mutable std::shared_mutex m_lock;
    std::unordered_map<PlanId, edge::SharedBytes> m_plans;
    std::unordered_map<ShowtimeId, PlanId> m_planOf;
};

} // namespace foyer::server::http
