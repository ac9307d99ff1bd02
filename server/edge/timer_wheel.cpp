#include "server/edge/timer_wheel.h"

#include <algorithm>

namespace foyer::edge {

TimerWheel::TimerWheel(LoopTime start) : m_start(start) {
    m_buckets.fill(kNone);
}

// Rounded up: a bucket is visited when all its deadlines have passed.
std::int64_t TimerWheel::tickOf(LoopTime at) const {
    return (at - m_start + kTick - Milliseconds{1}) / kTick;
}

std::uint32_t& TimerWheel::bucket(std::int64_t tick) {
    return m_buckets[static_cast<std::size_t>(tick % kBuckets)];
}

void TimerWheel::set(std::uint32_t slot, LoopTime deadline) {
    if (slot >= m_nodes.size())
        m_nodes.resize(slot + 1);
    Node& node = m_nodes[slot];
    node.deadline = deadline;
    if (deadline == kNever)
        return;
    if (node.tick >= 0 && tickOf(deadline) >= node.tick)
        return;
    unlink(slot);
    link(slot);
}

void TimerWheel::remove(std::uint32_t slot) {
    if (slot < m_nodes.size()) {
        unlink(slot);
        m_nodes[slot].deadline = kNever;
    }
}

void TimerWheel::link(std::uint32_t slot) {
    Node& node = m_nodes[slot];
    // Beyond the horizon a slot waits in the last bucket and is moved on from there.
    node.tick = std::clamp(tickOf(node.deadline), m_current + 1, m_current + kBuckets - 1);
    std::uint32_t& first = bucket(node.tick);
    node.previous = kNone;
    node.next = first;
    if (first != kNone)
        m_nodes[first].previous = slot;
    first = slot;
    ++m_linked;
    m_next = m_next < 0 ? node.tick : std::min(m_next, node.tick);
}

void TimerWheel::unlink(std::uint32_t slot) {
    Node& node = m_nodes[slot];
    if (node.tick < 0)
        return;
    if (node.previous != kNone)
        m_nodes[node.previous].next = node.next;
    else
        bucket(node.tick) = node.next;
    if (node.next != kNone)
        m_nodes[node.next].previous = node.previous;
    node.tick = -1;
    --m_linked;
}

void TimerWheel::visit(std::int64_t tick, LoopTime now, std::vector<std::uint32_t>& due) {
    // The list is taken first: a slot moved on may land in this very bucket, one round later.
    m_visited.clear();
    for (std::uint32_t slot = bucket(tick); slot != kNone; slot = m_nodes[slot].next)
        m_visited.push_back(slot);
    for (const std::uint32_t slot : m_visited) {
        unlink(slot);
        Node& node = m_nodes[slot];
        if (node.deadline == kNever)
            continue;
        if (node.deadline > now) {
            link(slot);
            continue;
        }
        node.deadline = kNever;
        due.push_back(slot);
    }
}

void TimerWheel::collect(LoopTime now, std::vector<std::uint32_t>& due) {
    const std::int64_t target = (now - m_start) / kTick;
    if (m_next < 0 || target < m_next) {
        m_current = std::max(m_current, target);
        return;
    }
    const std::int64_t last = std::min(target, m_current + kBuckets - 1);
    const std::int64_t from = std::max(m_next, m_current + 1);
    m_current = target;
    for (std::int64_t tick = from; tick <= last; ++tick)
        visit(tick, now, due);
    findNext();
}

void TimerWheel::findNext() {
    m_next = -1;
    for (std::int64_t tick = m_current + 1; m_linked > 0 && tick < m_current + kBuckets; ++tick) {
        if (bucket(tick) != kNone) {
            m_next = tick;
            return;
        }
    }
}

std::optional<LoopTime> TimerWheel::next() const {
    if (m_next < 0 || m_linked == 0)
        return std::nullopt;
    return m_start + m_next * kTick;
}

} // namespace foyer::edge
