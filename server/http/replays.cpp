#include "server/http/replays.h"

namespace foyer::server::http {

namespace {
std::string nameOf(const std::string& scope, const std::string& key) {
    return scope + '\n' + key;
}
} // namespace

Replays::Found Replays::claim(const std::string& scope, const std::string& key, const Hash& body,
                              Instant now) {
    const std::lock_guard lock(m_lock);
    forgetOld(now);
    const auto name = nameOf(scope, key);
    const auto [at, fresh] = m_entries.try_emplace(name, Entry{body, now, {}});
    if (fresh) {
        m_order.emplace_back(now, name);
        return {};
    }
    const Entry& entry = at->second;
    if (entry.body != body)
        return {Claim::Reused, {}};
    if (!entry.response)
        return {Claim::InFlight, {}};
    return {Claim::Replayed, entry.response};
}

void Replays::keep(const std::string& scope, const std::string& key,
                   const edge::Response& response) {
    const std::lock_guard lock(m_lock);
    const auto found = m_entries.find(nameOf(scope, key));
    if (found != m_entries.end())
        found->second.response = response;
}

void Replays::drop(const std::string& scope, const std::string& key) {
    const std::lock_guard lock(m_lock);
    m_entries.erase(nameOf(scope, key));
}

void Replays::forgetOld(Instant now) {
    while (!m_order.empty() && (m_order.size() > kMost || m_order.front().first + kKept < now)) {
        const auto found = m_entries.find(m_order.front().second);
        if (found != m_entries.end() && found->second.since == m_order.front().first)
            m_entries.erase(found);
        m_order.pop_front();
    }
}

} // namespace foyer::server::http
