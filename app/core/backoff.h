#pragma once

#include "shared/base/random.h"
#include "shared/base/time.h"

#include <chrono>
#include <optional>

namespace foyer::core {

/// When to try again after failures: twice as long each time, with jitter, so that terminals that
/// lost the server together do not come back together.
class Backoff {
public:
    static constexpr Milliseconds kFirst{500};
    static constexpr Milliseconds kLongest{30'000};

    void fail(Now now, Random& random, std::optional<std::chrono::seconds> retryAfter = {});
    void reset() { *this = {}; }
    /// Forgets the waiting time but not how often it failed.
    void hurry() { m_due.reset(); }

    bool ready(Now now) const { return !m_due || *m_due <= now.boot; }
    std::optional<BootInstant> due() const { return m_due; }

private:
    int m_failures = 0;
    std::optional<BootInstant> m_due;
};

/// The earlier of two moments, either of which may never come.
inline std::optional<BootInstant> earlier(std::optional<BootInstant> a,
                                          std::optional<BootInstant> b) {
    if (!a || !b)
        return a ? a : b;
    return std::min(*a, *b);
}

} // namespace foyer::core
