#pragma once

#include "shared/base/random.h"
#include "shared/base/time.h"

#include <algorithm>
#include <functional>
#include <tuple>
#include <vector>

namespace foyer::simulation {

/// The one clock and the one queue of a run. What falls on the same moment happens in the order in
/// which it was planned, so a seed has one history.
class Schedule {
public:
    explicit Schedule(Instant start) : m_start(start), m_now(start) {}

    Instant now() const { return m_now; }
    Milliseconds elapsed() const { return m_now - m_start; }

    void after(Milliseconds delay, std::function<void()> what) {
        m_queue.push_back({m_now + delay, m_count++, std::move(what)});
        std::push_heap(m_queue.begin(), m_queue.end());
    }

    /// Does the next thing that falls before `end`; false when there is none.
    bool step(Instant end) {
        if (m_queue.empty() || m_queue.front().at > end)
            return false;
        std::pop_heap(m_queue.begin(), m_queue.end());
        const Planned next = std::move(m_queue.back());
        m_queue.pop_back();
        m_now = next.at;
        next.what();
        return true;
    }

private:
    struct Planned {
        Instant at;
        std::uint64_t number;
        std::function<void()> what;
        bool operator<(const Planned& other) const {
            return std::tie(other.at, other.number) < std::tie(at, number);
        }
    };
    Instant m_start;
    Instant m_now;
    std::uint64_t m_count = 0;
    std::vector<Planned> m_queue; // a heap: the next one in front
};

} // namespace foyer::simulation
