#include "shared/crypto/memory.h"

#include "shared/crypto/sodium_init.h"

#include <sodium.h>

namespace foyer::crypto {

bool equalInConstantTime(ByteView a, ByteView b) {
    ensureSodium();
    return a.size() == b.size() && (a.empty() || sodium_memcmp(a.data(), b.data(), a.size()) == 0);
}

void wipe(std::span<std::uint8_t> secret) {
    sodium_memzero(secret.data(), secret.size());
}

void wipe(std::string& secret) {
    sodium_memzero(secret.data(), secret.size());
    secret.clear();
}

} // namespace foyer::crypto
