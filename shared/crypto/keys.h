#pragma once

#include "shared/base/bytes.h"

namespace foyer::crypto {

/// The 32 secret bytes an Ed25519 key grows from (RFC 8032 §5.1.5).
using Seed = std::array<std::uint8_t, 32>;

/// An Ed25519 key pair. Copies are refused and the secret half is wiped when it goes.
class KeyPair {
public:
    static KeyPair generate();
    static KeyPair fromSeed(const Seed& seed);
    KeyPair(KeyPair&& other) noexcept;
    KeyPair& operator=(KeyPair&& other) noexcept;
    ~KeyPair();

    const PublicKey& publicKey() const { return m_public; }
    Signature sign(ByteView message) const;
    /// The secret itself, for the key file only; wipe the copy after use.
    Seed seed() const;

private:
    KeyPair() = default;
    PublicKey m_public{};
    std::array<std::uint8_t, 64> m_secret{};
};

/// False for every forgery, also for keys and signatures of small order.
[[nodiscard]] bool verify(const PublicKey& key, ByteView message, const Signature& signature);

} // namespace foyer::crypto
