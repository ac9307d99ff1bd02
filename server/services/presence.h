#pragma once

#include "shared/base/ids.h"

#include <algorithm>
#include <deque>
#include <mutex>
#include <optional>
#include <unordered_map>

namespace foyer::server::services {

/// Which terminals were heard a moment ago. Only a hint: it decides whom a recall may be sent to,
/// never who owns a right; and it keeps a day open whose entries are on their way. Thread-safe.
class Presence {
public:
    /// Terminals poll every 10 s at least.
    static constexpr Milliseconds kReachable{25'000};

    /// `last`: the end of its journal, `told`: what our clock said in the last answer it had heard;
    /// where it said so. Requests may arrive late and out of order: only `told` dates one.
    void heard(TerminalId terminal, Instant now, std::optional<Seq> last = {},
               std::optional<Instant> told = {}) {
        const std::lock_guard lock(m_lock);
        Heard& heard = m_heard[terminal];
        heard.at = now;
        heard.told = told;
        if (!last)
            return;
        heard.last = last;
        note(heard.marks, *last, now);
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
    /// What it said last was sent after that moment, for it had heard us say so. Of one that does
    /// not tell what it hears, the arrival counts.
    bool spokeAfter(TerminalId terminal, Instant moment) const {
        const std::lock_guard lock(m_lock);
        const auto at = m_heard.find(terminal);
        return at != m_heard.end() && at->second.told.value_or(at->second.at) >= moment;
    }
    /// It has said that its journal goes on behind `last`.
    bool hasMoreThan(TerminalId terminal, Seq last) const {
        const std::lock_guard lock(m_lock);
        const auto at = m_heard.find(terminal);
        return at != m_heard.end() && at->second.last && *at->second.last > last;
    }

    /// How far its journal went when it last said so; nothing: not since the server was started.
    std::optional<Seq> lastEntry(TerminalId terminal) const {
        const std::lock_guard lock(m_lock);
        const auto at = m_heard.find(terminal);
        return at == m_heard.end() ? std::nullopt : at->second.last;
    }

    /// When it was heard last; nothing: not since the server was started.
    std::optional<Instant> heardAt(TerminalId terminal) const {
        const std::lock_guard lock(m_lock);
        const auto at = m_heard.find(terminal);
        return at == m_heard.end() ? std::nullopt : std::optional(at->second.at);
    }

    /// When it first spoke of an entry behind `head`, which is the last one that is here; nothing:
    /// it has spoken of none. Too early rather than too late.
    std::optional<Instant> spokeOfMoreThan(TerminalId terminal, Seq head) {
        const std::lock_guard lock(m_lock);
        const auto at = m_heard.find(terminal);
        if (at == m_heard.end())
            return {};
        auto& marks = at->second.marks;
        // Also a new life of it, whose numbers begin anew.
        if (!at->second.last || *at->second.last <= head)
            marks.clear();
        while (!marks.empty() && marks.front().last <= head)
            marks.pop_front();
        return marks.empty() ? std::nullopt : std::optional(marks.front().at);
    }

private:
    static constexpr std::size_t kMostMarks = 32;

    /// Up to which entry it had spoken at that moment.
    struct Mark {
        Seq last;
        Instant at{};
    };
    struct Heard {
        Instant at{};
        std::optional<Seq> last;
        std::optional<Instant> told;
        std::deque<Mark> marks; // ascending; what is here may be among them until somebody looks
    };

    /// Of many marks the newest takes on the numbers of those to come: its moment is earlier.
    static void note(std::deque<Mark>& marks, Seq last, Instant now) {
        if (!marks.empty() && last <= marks.back().last)
            return;
        if (marks.size() >= kMostMarks)
            marks.back().last = last;
        else
            marks.push_back({last, now});
    }

    mutable std::mutex m_lock;
    std::unordered_map<TerminalId, Heard> m_heard;
};

} // namespace foyer::server::services
