#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace foyer::server::ports {

/// How often a quantity was at most each of some bounds. Any thread may add and any may read; a
/// reading while others add may lack the last of them.
class Histogram {
public:
    static constexpr std::size_t kMostBounds = 16;

    /// `bounds` ascend and live as long as the program; at most kMostBounds.
    explicit Histogram(std::span<const double> bounds) : m_bounds(bounds) {}

    void add(double value) {
        std::size_t at = 0;
        while (at < m_bounds.size() && value > m_bounds[at])
            ++at;
        m_counts[at].fetch_add(1, std::memory_order_relaxed);
        m_sum.fetch_add(value, std::memory_order_relaxed);
    }

    std::span<const double> bounds() const { return m_bounds; }
    double sum() const { return m_sum.load(std::memory_order_relaxed); }
    /// One count per bound, and one of what was beyond all; not cumulated.
    std::vector<std::uint64_t> counts() const {
        std::vector<std::uint64_t> all;
        for (std::size_t i = 0; i <= m_bounds.size(); ++i)
            all.push_back(m_counts[i].load(std::memory_order_relaxed));
        return all;
    }

private:
    const std::span<const double> m_bounds;
    std::array<std::atomic<std::uint64_t>, kMostBounds + 1> m_counts{};
    std::atomic<double> m_sum{0};
};

/// From half a millisecond to ten seconds, in seconds.
inline constexpr std::array<double, 14> kLatencyBounds{
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};

} // namespace foyer::server::ports
