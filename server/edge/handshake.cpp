#include "server/edge/handshake.h"
#include "server/edge/header_text.h"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>

namespace foyer::edge {

namespace {

bool isWebSocket(std::string_view upgrade) {
    constexpr std::string_view kName = "websocket";
    return upgrade.size() == kName.size() &&
           std::equal(upgrade.begin(), upgrade.end(), kName.begin(),
                      [](char a, char b) { return (a | 0x20) == b; });
}

// 16 bytes in Base64: 22 characters and two signs of padding.
bool isKey(std::string_view key) {
    if (key.size() != 24 || !key.ends_with("=="))
        return false;
    return std::all_of(key.begin(), key.end() - 2, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               c == '+' || c == '/';
    });
}

} // namespace

Handshake inspectHandshake(const Request& request) {
    if (!isWebSocket(request.header("upgrade")))
        return Handshake::None;
    if (request.method != Method::Get || !isKey(request.header("sec-websocket-key")))
        return Handshake::Malformed;
    return request.header("sec-websocket-version") == "13" ? Handshake::Valid
                                                           : Handshake::WrongVersion;
}

std::string acceptFor(std::string_view key) {
    const std::string text = std::string(key) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    std::array<unsigned char, SHA_DIGEST_LENGTH> digest;
    EVP_Digest(text.data(), text.size(), digest.data(), nullptr, EVP_sha1(), nullptr);
    std::array<unsigned char, 29> base64; // 28 characters and the NUL that EVP_EncodeBlock adds
    const int size = EVP_EncodeBlock(base64.data(), digest.data(), static_cast<int>(digest.size()));
    return {reinterpret_cast<const char*>(base64.data()), static_cast<std::size_t>(size)};
}

bool offersProtocol(const Request& request, std::string_view protocol) {
    std::string_view offered = request.header("sec-websocket-protocol");
    while (!offered.empty()) {
        const std::size_t comma = std::min(offered.find(','), offered.size());
        if (trimmed(offered.substr(0, comma)) == protocol)
            return true;
        offered.remove_prefix(std::min(comma + 1, offered.size()));
    }
    return false;
}

} // namespace foyer::edge
