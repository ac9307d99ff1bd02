#include "shared/crypto/random.h"

#include "shared/crypto/sodium_init.h"

#include <array>
#include <sodium.h>
#include <utility>

namespace foyer::crypto {

void fillRandom(std::span<std::uint8_t> bytes) {
    ensureSodium();
    if (!bytes.empty())
        randombytes_buf(bytes.data(), bytes.size());
}

Bytes randomBytes(std::size_t count) {
    Bytes bytes(count);
    fillRandom(bytes);
    return bytes;
}

namespace {

/// The system is asked once for some numbers: an id and its secret take six. What was handed out is
/// not kept.
struct Drawn {
    std::array<std::uint64_t, 32> numbers{};
    std::size_t left = 0;

    std::uint64_t next() {
        if (left == 0) {
            fillRandom({reinterpret_cast<std::uint8_t*>(numbers.data()), sizeof numbers});
            left = numbers.size();
        }
        return std::exchange(numbers[--left], 0);
    }
};

} // namespace

std::uint64_t SystemRandom::next() {
    thread_local Drawn t_drawn;
    return t_drawn.next();
}

} // namespace foyer::crypto
