#include "server/http/jwt.h"

#include "shared/base/check.h"

#include <algorithm>
#include <array>

namespace foyer::server::http {

namespace {

constexpr std::string_view kAlgorithm = "ES256";
constexpr std::string_view kType = "JWT";

wire::Jwk jwkOf(const std::string& kid, const crypto::Es256PublicKey& key) {
    return {kid, key.x(), key.y()};
}

/// The three parts between two dots, or nothing.
std::optional<std::array<std::string_view, 3>> partsOf(std::string_view token) {
    const auto first = token.find('.');
    const auto second = first == std::string_view::npos ? first : token.find('.', first + 1);
    if (token.size() > kLongestToken || second == std::string_view::npos ||
        token.find('.', second + 1) != std::string_view::npos)
        return {};
    return std::array{token.substr(0, first), token.substr(first + 1, second - first - 1),
                      token.substr(second + 1)};
}

std::optional<std::string> textIn(std::string_view part) {
    const auto bytes = fromBase64Url(part);
    if (!bytes)
        return {};
    return std::string(bytes->begin(), bytes->end());
}

std::optional<crypto::Es256Signature> signatureIn(std::string_view part) {
    const auto bytes = fromBase64Url(part);
    crypto::Es256Signature signature{};
    if (!bytes || bytes->size() != signature.size())
        return {};
    std::copy(bytes->begin(), bytes->end(), signature.begin());
    return signature;
}

std::optional<TokenFault> tokenFaultOf(const wire::JwtClaims& claims, Instant now) {
    if (claims.issuer != kTokenIssuer || claims.audience != kTokenAudience)
        return TokenFault::Foreign;
    if (claims.expiresAt <= now || claims.issuedAt > now + kTokenSkew)
        return TokenFault::Expired;
    return {};
}

} // namespace

TokenKey tokenKeyOf(crypto::Es256Key key) {
    const auto text = wire::encodeThumbprint(jwkOf("", key.publicKey()));
    return {toBase64Url(crypto::sha256(asBytes(text))), std::move(key)};
}

TokenKeys::TokenKeys(std::vector<TokenKey> keys) : m_keys(std::move(keys)) {
    CHECK(!m_keys.empty());
    std::vector<wire::Jwk> all;
    for (const TokenKey& each : m_keys)
        all.push_back(jwkOf(each.kid, each.key.publicKey()));
    m_published = wire::encodeJwks(all);
}

const TokenKey* TokenKeys::find(std::string_view kid) const {
    const auto found = std::find_if(m_keys.begin(), m_keys.end(),
                                    [&](const TokenKey& each) { return each.kid == kid; });
    return found == m_keys.end() ? nullptr : &*found;
}

std::string signToken(const TokenKeys& keys, const wire::JwtClaims& claims) {
    const TokenKey& by = keys.signing();
    const auto header =
        wire::encodeJwtHeader({std::string(kAlgorithm), std::string(kType), by.kid});
    std::string token =
        toBase64Url(asBytes(header)) + '.' + toBase64Url(asBytes(wire::encodeJwtClaims(claims)));
    const auto signature = by.key.sign(asBytes(token));
    return token + '.' + toBase64Url(signature);
}

Result<wire::JwtClaims, TokenFault> readToken(const TokenKeys& keys, std::string_view token,
                                              Instant now) {
    const auto parts = partsOf(token);
    const auto headerText = parts ? textIn((*parts)[0]) : std::nullopt;
    if (!headerText)
        return Err{TokenFault::Malformed};
    const auto header = wire::decodeJwtHeader(*headerText);
    if (!header)
        return Err{TokenFault::Malformed};
    if (header->alg != kAlgorithm || header->typ != kType)
        return Err{TokenFault::Algorithm};
    const TokenKey* by = keys.find(header->kid);
    if (!by)
        return Err{TokenFault::UnknownKey};
    const auto signature = signatureIn((*parts)[2]);
    const auto signedText = token.substr(0, (*parts)[0].size() + 1 + (*parts)[1].size());
    if (!signature || !by->key.publicKey().verifies(asBytes(signedText), *signature))
        return Err{TokenFault::Forged};
    const auto claimsText = textIn((*parts)[1]);
    const auto claims = claimsText
                            ? wire::decodeJwtClaims(*claimsText)
                            : Result<wire::JwtClaims, wire::DecodeError>(Err{wire::DecodeError{}});
    if (!claims)
        return Err{TokenFault::Malformed};
    if (const auto fault = tokenFaultOf(*claims, now))
        return Err{*fault};
    return *claims;
}

} // namespace foyer::server::http
