#pragma once

#include "shared/base/random.h"
#include "tests/rig/counter.h"

namespace foyer::rig {

/// Sends customers to the counter: what they want comes from a seed.
class Clerk {
public:
    /// `perSecond` customers on average; 0: one after the other.
    Clerk(std::uint64_t seed, double perSecond) : m_random(seed), m_perSecond(perSecond) {}

    /// Nothing while no showtime has seats left.
    std::optional<Customer> next(const core::View& view, Instant now);
    /// How long until the next one comes.
    Milliseconds pause();

private:
    /// One that has seats to sell: without the server, those that are here.
    std::optional<ShowtimeId> someShowtime(const core::View& view, std::size_t seats, Instant now);
    std::optional<BookingId> someSale(const core::View& view);

    SeededRandom m_random;
    double m_perSecond;
};

} // namespace foyer::rig
