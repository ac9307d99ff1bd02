// A signed token as anybody may present it. The first line says whose: "signed" by a key of the
// house over the header and the claims on the next two lines (KID stands for the key's name),
// "foreign" by a stranger's key over the same, "changed" a good token with some of its bytes
// replaced; anything else is taken as it stands.

#include "server/http/jwt.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/round_trip.h"

namespace foyer::fuzz {

namespace {

using namespace server::http;

const Instant kNow{std::chrono::hours{500'000}};

struct House {
    TokenKey mine = tokenKeyOf(crypto::Es256Key::generate());
    TokenKey foreign = tokenKeyOf(crypto::Es256Key::generate());
    TokenKeys keys{{mine, tokenKeyOf(crypto::Es256Key::generate())}};
    std::string good = signToken(keys, {std::string(kTokenIssuer), std::string(kTokenAudience),
                                        AccountId{}, SessionId{}, domain::AccountRole::Manager,
                                        kNow, kNow + std::chrono::minutes{15}});
};

House& house() {
    static House made;
    return made;
}

std::string named(std::string_view text) {
    std::string out(text);
    if (const auto at = out.find("KID"); at != out.npos)
        out.replace(at, 3, house().mine.kid);
    return out;
}

std::string seal(const TokenKey& by, const std::string& header, std::string_view claims) {
    const std::string text = toBase64Url(asBytes(header)) + '.' + toBase64Url(asBytes(claims));
    return text + '.' + toBase64Url(by.key.sign(asBytes(text)));
}

/// Three bytes a change: where, of two bytes, and what.
std::string changed(std::string token, std::string_view changes) {
    for (; changes.size() >= 3; changes.remove_prefix(3)) {
        const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(changes[i]); };
        token[(byte(0) * 256U + byte(1)) % token.size()] = changes[2];
    }
    return token;
}

void checkTexts(std::string_view header, std::string_view claims) {
    checkRoundTrip(header, wire::decodeJwtHeader, wire::encodeJwtHeader);
    checkRoundTrip(claims, wire::decodeJwtClaims, wire::encodeJwtClaims);
}

/// Signed by the house, it is taken just when its header and its claims are those of our tokens.
void checkSigned(const std::string& header, std::string_view claims) {
    const auto token = seal(house().mine, header, claims);
    const auto read = readToken(house().keys, token, kNow);
    const auto head = wire::decodeJwtHeader(header);
    const auto body = wire::decodeJwtClaims(claims);
    const bool ours = head.ok() && head->alg == "ES256" && head->typ == "JWT" &&
                      head->kid == house().mine.kid && body.ok() && body->issuer == kTokenIssuer &&
                      body->audience == kTokenAudience;
    const bool inTime = body.ok() && body->expiresAt > kNow && body->issuedAt <= kNow + kTokenSkew;
    HOLDS(read.ok() == (ours && inTime && token.size() <= kLongestToken));
    HOLDS(!read.ok() || *read == *body);
}

void refuse(const std::string& token) {
    HOLDS(!readToken(house().keys, token, kNow).ok());
}

} // namespace

void tryInput(std::string_view input) {
    const auto [whose, text] = takeLabel(input);
    const auto [first, claims] = takeLabel(text);
    const auto header = named(first);
    checkTexts(header, claims);
    if (whose == "signed")
        return checkSigned(header, claims);
    if (whose == "foreign")
        return refuse(seal(house().foreign, header, claims));
    if (whose == "changed") {
        const auto token = changed(house().good, text);
        return token == house().good ? void() : refuse(token);
    }
    refuse(std::string(input));
}

} // namespace foyer::fuzz
