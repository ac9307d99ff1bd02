#pragma once

// When human work about showtimes must be done: before their customers come. And when a lease is
// over.

#include "shared/base/time.h"
#include "shared/protocol/allotment.h"

#include <chrono>
#include <optional>

namespace foyer::server::core {

/// People are at the door so long before it begins.
constexpr std::chrono::minutes kLeadBeforeShowtime{15};
/// For what can only be done late.
constexpr std::chrono::hours kWhenItIsLate{1};

/// The lead before that start, or the start itself when less than the lead is left; nothing: it has
/// begun. Ensures: later than `now`.
std::optional<Instant> dueBefore(Instant start, Instant now);
/// The same, and within an hour when the showtime has begun.
Instant deadlineFor(Instant start, Instant now);

/// When the server itself calls a lease expired (DESIGN §2): ttl × 1.01 + 60 s after it was
/// granted.
constexpr Milliseconds kLeaseLastsPerSecond{1010};
constexpr Milliseconds kLeaseLastsBeside{60'000};
inline Instant endOfLease(const protocol::Allotment& allotment) {
    return allotment.grantedAt + allotment.ttl.count() * kLeaseLastsPerSecond + kLeaseLastsBeside;
}

} // namespace foyer::server::core
