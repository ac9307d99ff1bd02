#include "shared/crypto/hash.h"

#include "shared/base/check.h"
#include "shared/crypto/sodium_init.h"

#include <sodium.h>

namespace foyer::crypto {

namespace {

crypto_generichash_state* stateOf(std::array<std::uint8_t, 384>& bytes) {
    static_assert(sizeof(crypto_generichash_state) == 384);
    static_assert(alignof(crypto_generichash_state) <= 64);
    return reinterpret_cast<crypto_generichash_state*>(bytes.data());
}

} // namespace

Hash hash(ByteView bytes) {
    ensureSodium();
    Hash digest;
    CHECK(crypto_generichash(digest.data(), digest.size(), bytes.data(), bytes.size(), nullptr,
                             0) == 0);
    return digest;
}

Hasher::Hasher() {
    ensureSodium();
    CHECK(crypto_generichash_init(stateOf(m_state), nullptr, 0, sizeof(Hash)) == 0);
}

Hasher& Hasher::add(ByteView bytes) {
    CHECK(crypto_generichash_update(stateOf(m_state), bytes.data(), bytes.size()) == 0);
    return *this;
}

Hash Hasher::finish() {
    Hash digest;
    CHECK(crypto_generichash_final(stateOf(m_state), digest.data(), digest.size()) == 0);
    return digest;
}

} // namespace foyer::crypto
