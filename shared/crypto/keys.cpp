#include "shared/crypto/keys.h"

#include "shared/base/check.h"
#include "shared/crypto/memory.h"
#include "shared/crypto/sodium_init.h"

#include <sodium.h>

namespace foyer::crypto {

KeyPair KeyPair::generate() {
    ensureSodium();
    KeyPair pair;
    CHECK(crypto_sign_keypair(pair.m_public.data(), pair.m_secret.data()) == 0);
    return pair;
}

KeyPair KeyPair::fromSeed(const Seed& seed) {
    ensureSodium();
    KeyPair pair;
    CHECK(crypto_sign_seed_keypair(pair.m_public.data(), pair.m_secret.data(), seed.data()) == 0);
    return pair;
}

KeyPair::KeyPair(KeyPair&& other) noexcept : m_public(other.m_public), m_secret(other.m_secret) {
    wipe(other.m_secret);
}

KeyPair& KeyPair::operator=(KeyPair&& other) noexcept {
    if (this == &other)
        return *this;
    m_public = other.m_public;
    m_secret = other.m_secret;
    wipe(other.m_secret);
    return *this;
}

KeyPair::~KeyPair() {
    wipe(m_secret);
}

Signature KeyPair::sign(ByteView message) const {
    Signature signature;
    CHECK(crypto_sign_detached(signature.data(), nullptr, message.data(), message.size(),
                               m_secret.data()) == 0);
    return signature;
}

Seed KeyPair::seed() const {
    Seed seed;
    CHECK(crypto_sign_ed25519_sk_to_seed(seed.data(), m_secret.data()) == 0);
    return seed;
}

bool verify(const PublicKey& key, ByteView message, const Signature& signature) {
    ensureSodium();
    return crypto_sign_verify_detached(signature.data(), message.data(), message.size(),
                                       key.data()) == 0;
}

} // namespace foyer::crypto
