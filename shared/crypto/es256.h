#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"
#include "shared/crypto/key_file.h"

#include <array>
#include <memory>
#include <string>

struct evp_pkey_st;

namespace foyer::crypto {

/// SHA-256 (FIPS 180-4): for what others' formats ask for; our own chains use hash().
Hash sha256(ByteView bytes);

/// r and s of an ECDSA signature, each 32 bytes, as RFC 7518 §3.4 has them.
using Es256Signature = std::array<std::uint8_t, 64>;

/// A point of P-256 that verifies signatures (ES256, RFC 7518 §3.4).
class Es256PublicKey {
public:
    /// Nothing when the point is not on the curve.
    static std::optional<Es256PublicKey> fromPoint(const std::array<std::uint8_t, 32>& x,
                                                   const std::array<std::uint8_t, 32>& y);

    const std::array<std::uint8_t, 32>& x() const { return m_x; }
    const std::array<std::uint8_t, 32>& y() const { return m_y; }
    /// False for every forgery, and for numbers outside the curve's order.
    [[nodiscard]] bool verifies(ByteView message, const Es256Signature& signature) const;

private:
    friend class Es256Key;
    Es256PublicKey() = default;
    std::array<std::uint8_t, 32> m_x{};
    std::array<std::uint8_t, 32> m_y{};
    std::shared_ptr<evp_pkey_st> m_key;
};

/// A key that signs by ES256. Copies share it; its secret is wiped with the last one.
class Es256Key {
public:
    /// Throws std::runtime_error when the system has no randomness.
    static Es256Key generate();

    const Es256PublicKey& publicKey() const { return m_public; }
    Es256Signature sign(ByteView message) const;

    /// A PKCS#8 PEM file that only its owner may read. Never replaces a key (Exists).
    Result<Done, FileFailure> writeTo(const std::string& path) const;
    static Result<Es256Key, FileFailure> readFrom(const std::string& path);

private:
    explicit Es256Key(std::shared_ptr<evp_pkey_st> key);
    Es256PublicKey m_public;
};

} // namespace foyer::crypto
