#include "shared/wire/jwt_json.h"

#include "shared/wire/json_decode.h"
#include "shared/wire/json_writer.h"

namespace foyer::wire {

namespace {

constexpr std::int64_t kLatestSecond = kLatestMs / 1000;

std::int64_t secondsOf(Instant at) {
    return std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
}

Instant instantOf(const Value& seconds) {
    return Instant{std::chrono::seconds{seconds.integer(0, kLatestSecond)}};
}

} // namespace

std::string encodeJwtHeader(const JwtHeader& header) {
    return textOf({{"alg", header.alg}, {"typ", header.typ}, {"kid", header.kid}});
}

Result<JwtHeader, DecodeError> decodeJwtHeader(std::string_view text) {
    return decodeText(text, [](const Value& value) {
        Object o(value);
        JwtHeader header;
        header.alg = o["alg"].text(20);
        header.typ = o["typ"].text(20);
        header.kid = o["kid"].text(100);
        o.done();
        return header;
    });
}

std::string encodeJwtClaims(const JwtClaims& claims) {
    return textOf({{"iss", claims.issuer},
                   {"aud", claims.audience},
                   {"sub", claims.subject.toString()},
                   {"sid", claims.session.toString()},
                   {"role", nameOf(claims.role)},
                   {"iat", secondsOf(claims.issuedAt)},
                   {"exp", secondsOf(claims.expiresAt)}});
}

Result<JwtClaims, DecodeError> decodeJwtClaims(std::string_view text) {
    return decodeText(text, [](const Value& value) {
        Object o(value);
        JwtClaims claims;
        claims.issuer = o["iss"].text(200);
        claims.audience = o["aud"].text(200);
        claims.subject = o["sub"].id<AccountId>();
        claims.session = o["sid"].id<SessionId>();
        claims.role = o["role"].word(domain::accountRoleFrom);
        claims.issuedAt = instantOf(o["iat"]);
        claims.expiresAt = instantOf(o["exp"]);
        o.done();
        return claims;
    });
}

std::string encodeJwks(const std::vector<Jwk>& keys) {
    Json set = Json::array();
    for (const Jwk& key : keys)
        set.push_back({{"kty", "EC"},
                       {"crv", "P-256"},
                       {"use", "sig"},
                       {"alg", "ES256"},
                       {"kid", key.kid},
                       {"x", toBase64Url(key.x)},
                       {"y", toBase64Url(key.y)}});
    return textOf({{"keys", std::move(set)}});
}

std::string encodeThumbprint(const Jwk& key) {
    return textOf(
        {{"crv", "P-256"}, {"kty", "EC"}, {"x", toBase64Url(key.x)}, {"y", toBase64Url(key.y)}});
}

} // namespace foyer::wire
