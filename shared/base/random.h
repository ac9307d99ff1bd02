#pragma once

#include <cstdint>

namespace foyer {

/// Where pure code takes its randomness from. The edge passes one seeded by the system, the
/// simulation one seeded by its number. Not thread-safe; not for keys (shared/crypto makes those).
class Random {
public:
    virtual ~Random() = default;
    virtual std::uint64_t next() = 0;

    /// Uniform in [0, bound). Requires: bound > 0.
    std::uint64_t below(std::uint64_t bound);
    /// True once in `oneIn` draws on average. Requires: oneIn > 0.
    bool chance(std::uint64_t oneIn) { return below(oneIn) == 0; }
};

/// xoshiro256** (Blackman, Vigna, 2018), seeded through splitmix64: same seed, same numbers.
class SeededRandom final : public Random {
public:
    explicit SeededRandom(std::uint64_t seed);
    std::uint64_t next() override;

private:
    std::uint64_t m_state[4];
};

} // namespace foyer
