#include "server/http/bodies.h"

namespace foyer::server::http {

edge::SharedBytes Bodies::plan(PlanId id) const {
    const std::shared_lock lock(m_lock);
    const auto found = m_plans.find(id);
    return found == m_plans.end() ? nullptr : found->second;
}

void Bodies::keep(PlanId id, edge::SharedBytes body) {
    const std::unique_lock lock(m_lock);
    if (m_plans.size() >= kMostPlans)
        m_plans.clear();
    m_plans[id] = std::move(body);
}

std::optional<PlanId> Bodies::planOf(ShowtimeId showtime) const {
    const std::shared_lock lock(m_lock);
    const auto found = m_planOf.find(showtime);
    return found == m_planOf.end() ? std::nullopt : std::optional(found->second);
}

void Bodies::keep(ShowtimeId showtime, PlanId plan) {
    const std::unique_lock lock(m_lock);
    if (m_planOf.size() >= kMostShowtimes)
        m_planOf.clear();
    m_planOf[showtime] = plan;
}

void Bodies::forget(ShowtimeId showtime) {
    const std::unique_lock lock(m_lock);
    m_planOf.erase(showtime);
}

} // namespace foyer::server::http
