#include "app/core/backoff.h"

#include <algorithm>

namespace foyer::core {

void Backoff::fail(Now now, Random& random, std::optional<std::chrono::seconds> retryAfter) {
    const Milliseconds full = std::min(kLongest, kFirst * (1 << std::min(m_failures, 10)));
    ++m_failures;
    const Milliseconds half = full / 2;
    Milliseconds wait = half + Milliseconds{random.below(static_cast<std::uint64_t>(half.count()))};
    if (retryAfter)
        wait = std::max<Milliseconds>(wait, *retryAfter);
    m_due = now.boot + wait;
}

} // namespace foyer::core
