#include "app/core/backoff.h"

#include <algorithm>

namespace foyer::core {

void Backoff::fail(Now now, Random& random, std::optional<std::chrono::seconds> retryAfter) {
    const Milliseconds full = std::min(kLongest, kFirst * (1 << std::min(m_failures, 10)));
    ++m_failures;
    const Milliseconds half = full / 2;
    Milliseconds wait = half + Milliseconds{random.below(static_cast<std::uint64_t>(half.count()))};
    m_told = retryAfter.has_value();
    if (retryAfter)
        wait = std::max<Milliseconds>(wait, *retryAfter);
    m_due = now.boot + wait;
}

void Backoff::hurry(Now now, Random& random) {
    if (!m_due || m_told)
        return;
    const Milliseconds full =
        std::min(kHurried, Milliseconds{16} * (1 << std::min(m_failures, 10)));
    const Milliseconds half = m_failures > 1 ? full / 2 : Milliseconds{};
    const Milliseconds wait =
        half + Milliseconds{random.below(static_cast<std::uint64_t>(half.count()) + 1)};
    m_due = std::min(*m_due, now.boot + wait);
}

} // namespace foyer::core
