#include "shared/crypto/random.h"

#include "shared/crypto/sodium_init.h"

#include <sodium.h>

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

std::uint64_t SystemRandom::next() {
    std::array<std::uint8_t, sizeof(std::uint64_t)> bytes;
    fillRandom(bytes);
    std::uint64_t number = 0;
    for (const auto byte : bytes)
        number = number << 8 | byte;
    return number;
}

} // namespace foyer::crypto
