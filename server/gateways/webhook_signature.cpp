#include "server/gateways/webhook_signature.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace foyer::server::gateways {

namespace {

constexpr std::string_view kPrefix = "whsec_";

std::optional<Bytes> keyOf(std::string_view secret) {
    if (!secret.starts_with(kPrefix))
        return {};
    auto key = fromBase64(secret.substr(kPrefix.size()));
    // Without a key anybody could sign.
    return key && !key->empty() ? key : std::nullopt;
}

std::string macOf(ByteView key, std::string_view text) {
    unsigned char mac[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
         reinterpret_cast<const unsigned char*>(text.data()), text.size(), mac, &size);
    return toBase64({mac, size});
}

} // namespace

std::string webhookTimestamp(Instant at) {
    return std::to_string(std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count());
}

std::optional<std::string> webhookSignature(const std::vector<std::string>& secrets,
                                            std::string_view id, std::string_view timestamp,
                                            std::string_view body) {
    std::string text(id);
    ((text += '.') += timestamp) += '.';
    text += body;
    std::string header;
    for (const auto& secret : secrets) {
        const auto key = keyOf(secret);
        if (!key)
            return {};
        header += (header.empty() ? "v1," : " v1,") + macOf(*key, text);
    }
    return header;
}

} // namespace foyer::server::gateways
