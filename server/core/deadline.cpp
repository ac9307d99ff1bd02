#include "server/core/deadline.h"

namespace foyer::server::core {

std::optional<Instant> dueBefore(Instant start, Instant now) {
    if (start <= now)
        return {};
    const Instant before = start - kLeadBeforeShowtime;
    return before > now ? before : start;
}

Instant deadlineFor(Instant start, Instant now) {
    return dueBefore(start, now).value_or(now + kWhenItIsLate);
}

} // namespace foyer::server::core
