#pragma once

#include "shared/base/random.h"
#include "shared/base/time.h"

#include <chrono>
#include <optional>

namespace foyer::core {

/// When to try again after failures: twice as long each time, with jitter, so that terminals that
/// lost the server together do not come back together. However long it has become, it is hurried
/// when the line is back; what the server itself asked for is waited for all the same.
class Backoff {
public:
    static constexpr Milliseconds kFirst{500};
    static constexpr Milliseconds kLongest{30'000};
    /// The longest wait of those who are hurried.
    static constexpr Milliseconds kHurried{500};

    void fail(Now now, Random& random, std::optional<std::chrono::seconds> retryAfter = {});
    void reset() { *this = {}; }
    /// There is a reason to try again: at once after the first failure. After more of them a
    /// moment is left between two tries, for a line may say that it is back and fail again.
    void hurry(Now now, Random& random);

    bool ready(Now now) const { return !m_due || *m_due <= now.boot; }
    std::optional<BootInstant> due() const { return m_due; }

private:
    int m_failures = 0;
    bool m_told = false; // by the server, when to come back
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
