#pragma once

#include "shared/base/ids.h"

#include <mutex>
#include <unordered_map>

namespace foyer::server::services {

/// Which terminals were heard a moment ago. Only a hint: it decides whom a recall may be sent to,
/// never who owns a right. Thread-safe.
class Presence {
public:
    /// Terminals poll every 10 s at least.
    static constexpr Milliseconds kReachable{25'000};

    void heard(TerminalId terminal, Instant now) {
        const std::lock_guard lock(m_lock);
        m_heard[terminal] = now;
    }
    bool isReachable(TerminalId terminal, Instant now) const {
        const std::lock_guard lock(m_lock);
        const auto at = m_heard.find(terminal);
        return at != m_heard.end() && now < at->second + kReachable;
    }

private:
    mutable std::mutex m_lock;
    std::unordered_map<TerminalId, Instant> m_heard;
};

} // namespace foyer::server::services
