#pragma once

// The parts of a JSON Web Token (RFC 7519) as this house writes them, and its keys as a JWK set
// (RFC 7517). Read strictly: a token with anything more in it was not written here.

#include "shared/base/result.h"
#include "shared/domain/account.h"
#include "shared/wire/decode_error.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::wire {

/// `alg` and `typ` are read as they stand: whoever verifies decides which are taken.
struct JwtHeader {
    std::string alg;
    std::string typ;
    std::string kid;
    friend bool operator==(const JwtHeader&, const JwtHeader&) = default;
};
std::string encodeJwtHeader(const JwtHeader& header);
Result<JwtHeader, DecodeError> decodeJwtHeader(std::string_view text);

/// Times are whole seconds.
struct JwtClaims {
    std::string issuer;
    std::string audience;
    AccountId subject;
    SessionId session;
    domain::AccountRole role = domain::AccountRole::Customer;
    Instant issuedAt{};
    Instant expiresAt{};
    friend bool operator==(const JwtClaims&, const JwtClaims&) = default;
};
std::string encodeJwtClaims(const JwtClaims& claims);
Result<JwtClaims, DecodeError> decodeJwtClaims(std::string_view text);

/// A public key of P-256 by its point, each coordinate 32 bytes.
struct Jwk {
    std::string kid;
    std::array<std::uint8_t, 32> x{};
    std::array<std::uint8_t, 32> y{};
};
std::string encodeJwks(const std::vector<Jwk>& keys);
/// What is hashed for a key's thumbprint (RFC 7638).
std::string encodeThumbprint(const Jwk& key);

} // namespace foyer::wire
