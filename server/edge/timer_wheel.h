#pragma once

#include "shared/base/time.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace foyer::edge {

/// A loop's own reading of the steady clock, in milliseconds.
using LoopTime = std::chrono::time_point<std::chrono::steady_clock, Milliseconds>;

/// One deadline per connection slot, in coarse ticks, without a system call or an allocation per
/// change. Putting a deadline off is one store: the slot is looked at on its old tick and moved.
/// One loop thread owns it.
class TimerWheel {
public:
    static constexpr Milliseconds kTick{16};
    static constexpr LoopTime kNever = LoopTime::max();

    explicit TimerWheel(LoopTime start);

    /// Replaces the deadline of `slot`; kNever disarms it.
    void set(std::uint32_t slot, LoopTime deadline);
    void remove(std::uint32_t slot);

    /// Appends the slots whose deadline has passed to `due` and disarms them. No deadline is
    /// reported early; it may be reported up to one tick late.
    void collect(LoopTime now, std::vector<std::uint32_t>& due);

    /// When collect() is worth calling next.
    std::optional<LoopTime> next() const;

private:
    static constexpr std::uint32_t kNone = UINT32_MAX;
    static constexpr std::int64_t kBuckets = 1024;

    struct Node {
        LoopTime deadline = kNever;
        std::int64_t tick = -1; // where it is linked; -1: nowhere
        std::uint32_t previous = kNone;
        std::uint32_t next = kNone;
    };

    std::int64_t tickOf(LoopTime at) const;
    std::uint32_t& bucket(std::int64_t tick);
    void link(std::uint32_t slot);
    void unlink(std::uint32_t slot);
    void visit(std::int64_t tick, LoopTime now, std::vector<std::uint32_t>& due);
    void findNext();

    LoopTime m_start;
    std::int64_t m_current = 0; // the last tick visited
    std::int64_t m_next = -1;   // no bucket before it is occupied; -1: none at all
    std::size_t m_linked = 0;
    std::array<std::uint32_t, kBuckets> m_buckets;
    std::vector<Node> m_nodes;
    std::vector<std::uint32_t> m_visited;
};

} // namespace foyer::edge
