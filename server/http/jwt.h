#pragma once

#include "shared/base/result.h"
#include "shared/crypto/es256.h"
#include "shared/wire/jwt_json.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::server::http {

/// A key and the name it is published by: its thumbprint (RFC 7638).
struct TokenKey {
    std::string kid;
    crypto::Es256Key key;
};
TokenKey tokenKeyOf(crypto::Es256Key key);

/// The keys at one moment: the first signs, all verify. Immutable, so any thread may ask.
class TokenKeys {
public:
    /// Requires: at least one key.
    explicit TokenKeys(std::vector<TokenKey> keys);

    const TokenKey& signing() const { return m_keys.front(); }
    const TokenKey* find(std::string_view kid) const; // null: not one of ours
    /// The JWK set for others to verify by.
    const std::string& published() const { return m_published; }

private:
    std::vector<TokenKey> m_keys;
    std::string m_published;
};
using TokenKeysPtr = std::shared_ptr<const TokenKeys>;

/// Whom a token is from and for: the same for every token of this house.
inline constexpr std::string_view kTokenIssuer = "foyer";
inline constexpr std::string_view kTokenAudience = "foyer-api";

enum class TokenFault : std::uint8_t {
    Malformed,  ///< not three parts of base64url, or not the members of our tokens
    Algorithm,  ///< anything but ES256, "none" above all
    UnknownKey, ///< signed by no key of ours, or by one that is gone
    Forged,     ///< the signature is not that key's
    Foreign,    ///< for somebody else, or by somebody else
    Expired     ///< or not yet begun
};

/// The compact form (RFC 7515 §3.1), signed by the first key.
std::string signToken(const TokenKeys& keys, const wire::JwtClaims& claims);
/// What the token says, once all of it holds at `now`. The algorithm is ours to choose, never the
/// token's; the key is one of `keys`, never one that the token brings along. `now` may be behind
/// the signer's by kTokenSkew.
Result<wire::JwtClaims, TokenFault> readToken(const TokenKeys& keys, std::string_view token,
                                              Instant now);

constexpr std::chrono::seconds kTokenSkew{5};
constexpr std::size_t kLongestToken = 2048;

} // namespace foyer::server::http
