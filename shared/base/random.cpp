#include "shared/base/random.h"

#include "shared/base/check.h"

#include <bit>

namespace foyer {

std::uint64_t Random::below(std::uint64_t bound) {
    CHECK(bound > 0);
    // Numbers under the threshold would make the first remainders likelier than the last.
    const std::uint64_t threshold = (0 - bound) % bound;
    for (;;) {
        const std::uint64_t drawn = next();
        if (drawn >= threshold)
            return drawn % bound;
    }
}

SeededRandom::SeededRandom(std::uint64_t seed) {
    for (auto& word : m_state) {
        seed += 0x9E3779B97F4A7C15u;
        std::uint64_t mixed = seed;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
        word = mixed ^ (mixed >> 31);
    }
}

std::uint64_t SeededRandom::next() {
    const std::uint64_t result = std::rotl(m_state[1] * 5, 7) * 9;
    const std::uint64_t shifted = m_state[1] << 17;
    m_state[2] ^= m_state[0];
    m_state[3] ^= m_state[1];
    m_state[1] ^= m_state[2];
    m_state[0] ^= m_state[3];
    m_state[2] ^= shifted;
    m_state[3] = std::rotl(m_state[3], 45);
    return result;
}

} // namespace foyer
