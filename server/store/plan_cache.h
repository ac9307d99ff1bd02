#pragma once

#include "server/ports/catalogue_store.h"

#include <mutex>
#include <unordered_map>

namespace foyer::server::store {

/// Decoded plans, shared by all connections: a plan never changes, so it is read once. Thread-safe.
class PlanCache {
public:
    ports::PlanPtr find(PlanId id) const {
        const std::lock_guard lock(m_lock);
        const auto found = m_plans.find(id);
        return found == m_plans.end() ? nullptr : found->second;
    }
    void add(ports::PlanPtr plan) {
        const std::lock_guard lock(m_lock);
        m_plans.emplace(plan->id, plan);
    }

private:
    mutable std::mutex m_lock;
    std::unordered_map<PlanId, ports::PlanPtr> m_plans;
};

} // namespace foyer::server::store
