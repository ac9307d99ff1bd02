#include "server/gateways/stripe_signature.h"

#include "shared/base/mutant.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <charconv>
#include <cstdint>
#include <optional>
#include <vector>

namespace foyer::server::gateways {

namespace {

std::string hmacHex(std::string_view secret, std::string_view text) {
    unsigned char mac[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
         reinterpret_cast<const unsigned char*>(text.data()), text.size(), mac, &size);
    constexpr std::string_view digits = "0123456789abcdef";
    std::string hex;
    for (unsigned i = 0; i < size; ++i)
        hex += {digits[mac[i] >> 4], digits[mac[i] & 15]};
    return hex;
}

std::string macAt(std::string_view secret, std::int64_t seconds, std::string_view body) {
    return hmacHex(secret, std::to_string(seconds) + "." + std::string(body));
}

struct Header {
    std::optional<std::int64_t> seconds;
    std::vector<std::string_view> signatures;
};

Header parsed(std::string_view text) {
    Header header;
    while (!text.empty()) {
        const auto comma = text.find(',');
        const auto part = text.substr(0, comma);
        text = comma == std::string_view::npos ? std::string_view{} : text.substr(comma + 1);
        if (part.starts_with("v1="))
            header.signatures.push_back(part.substr(3));
        if (!part.starts_with("t="))
            continue;
        std::int64_t seconds = 0;
        const char* end = part.data() + part.size();
        const auto [at, error] = std::from_chars(part.data() + 2, end, seconds);
        if (error == std::errc{} && at == end)
            header.seconds = seconds;
    }
    return header;
}

bool isSame(std::string_view a, std::string_view b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

} // namespace

SignatureVerdict judgeSignature(std::string_view secret, std::string_view header,
                                std::string_view body, Instant now) {
    const Header given = parsed(header);
    // Without a secret anybody could sign.
    if (secret.empty() || !given.seconds)
        return SignatureVerdict::Bad;
    const std::string expected = macAt(secret, *given.seconds, body);
    bool fits = false;
    for (const auto signature : given.signatures)
        fits |= isSame(signature, expected);
    if (!fits && !mutated(Mutant::ForgedNewsTaken))
        return SignatureVerdict::Bad;
    const std::int64_t here = toMs(now) / 1000;
    const std::int64_t tolerance = std::chrono::seconds{kSignatureTolerance}.count();
    const bool isNear = *given.seconds >= here - tolerance && *given.seconds <= here + tolerance;
    return isNear ? SignatureVerdict::Good : SignatureVerdict::TooOld;
}

std::string signatureFor(std::string_view secret, std::string_view body, Instant at) {
    const std::int64_t seconds = toMs(at) / 1000;
    return "t=" + std::to_string(seconds) + ",v1=" + macAt(secret, seconds, body);
}

} // namespace foyer::server::gateways
