#pragma once

#include "shared/base/ids.h"

#include <mutex>
#include <unordered_map>

namespace foyer::server::services {

/// Which terminals were heard a moment ago. Only a hint: it decides whom a recall may be sent to,
/// never who owns a right; and it keeps a day open whose entries are on their way. Thread-safe.
class Presence {
public:
    /// Terminals poll every 10 s at least.
    static constexpr Milliseconds kReachable{25'000};

    /// `last`: the last entry of its journal, as it said; 0: it did not say.
    void heard(TerminalId terminal, Instant now, Seq last = {}) {
        const std::lock_guard lock(m_lock);
        m_heard[terminal] = {now, last};
    }
    bool isReachable(TerminalId terminal, Instant now) const {
        const std::lock_guard lock(m_lock);
        const auto at = m_heard.find(terminal);
        return at != m_heard.end() && now < at->second.at + kReachable;
    }
    bool isHeardSince(TerminalId terminal, Instant since) const {
        const std::lock_guard lock(m_lock);
        const auto at = m_heard.find(terminal);
        return at != m_heard.end() && at->second.at >= since;
    }
    /// It has said that its journal goes on behind `last`.
    bool hasMoreThan(TerminalId terminal, Seq last) const {
        const std::lock_guard lock(m_lock);
        const auto at = m_heard.find(terminal);
        return at != m_heard.end() && at->second.last > last;
    }

private:
    struct Heard {
        Instant at{};
        Seq last;
    };
    mutable std::mutex m_lock;
    std::unordered_map<TerminalId, Heard> m_heard;
};

} // namespace foyer::server::services
