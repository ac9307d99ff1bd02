#include "shared/base/bytes.h"

#include <algorithm>

namespace foyer {

namespace {

constexpr std::string_view kHex = "0123456789abcdef";
constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::string_view kBase45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/// Index of `c` in `alphabet`, or -1.
int indexOf(std::string_view alphabet, char c) {
    const auto at = alphabet.find(c);
    return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

} // namespace

std::string toHex(ByteView bytes) {
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const auto byte : bytes) {
        text += kHex[byte >> 4];
        text += kHex[byte & 15];
    }
    return text;
}

std::optional<Bytes> fromHex(std::string_view text) {
    if (text.size() % 2)
        return {};
    Bytes bytes;
    bytes.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const int high = indexOf(kHex, text[i]);
        const int low = indexOf(kHex, text[i + 1]);
        if (high < 0 || low < 0)
            return {};
        bytes.push_back(static_cast<std::uint8_t>(high << 4 | low));
    }
    return bytes;
}

std::string toBase64Url(ByteView bytes) {
    std::string text;
    text.reserve((bytes.size() * 4 + 2) / 3);
    std::uint32_t buffer = 0;
    int bits = 0;
    for (const auto byte : bytes) {
        buffer = buffer << 8 | byte;
        for (bits += 8; bits >= 6;)
            text += kBase64[buffer >> (bits -= 6) & 63];
    }
    if (bits)
        text += kBase64[buffer << (6 - bits) & 63];
    return text;
}

std::optional<Bytes> fromBase64Url(std::string_view text) {
    if (text.size() % 4 == 1)
        return {};
    Bytes bytes;
    bytes.reserve(text.size() * 3 / 4);
    std::uint32_t buffer = 0;
    int bits = 0;
    for (const char c : text) {
        const int value = indexOf(kBase64, c);
        if (value < 0)
            return {};
        buffer = buffer << 6 | static_cast<std::uint32_t>(value);
        if ((bits += 6) >= 8)
            bytes.push_back(static_cast<std::uint8_t>(buffer >> (bits -= 8)));
    }
    if (buffer & ((1u << bits) - 1)) // bits left over must be zero: one text per value
        return {};
    return bytes;
}

std::string toBase64(ByteView bytes) {
    std::string text = toBase64Url(bytes);
    std::replace(text.begin(), text.end(), '-', '+');
    std::replace(text.begin(), text.end(), '_', '/');
    text.append((4 - text.size() % 4) % 4, '=');
    return text;
}

std::optional<Bytes> fromBase64(std::string_view text) {
    if (text.size() % 4 != 0 || text.find_first_of("-_") != std::string_view::npos)
        return {};
    for (int padding = 0; padding < 2 && text.ends_with('='); ++padding)
        text.remove_suffix(1);
    std::string url(text);
    std::replace(url.begin(), url.end(), '+', '-');
    std::replace(url.begin(), url.end(), '/', '_');
    return fromBase64Url(url);
}

std::string toBase45(ByteView bytes) {
    std::string text;
    text.reserve((bytes.size() * 3 + 1) / 2);
    for (std::size_t i = 0; i < bytes.size(); i += 2) {
        const bool pair = i + 1 < bytes.size();
        unsigned value = pair ? bytes[i] * 256u + bytes[i + 1] : bytes[i];
        for (int digit = 0; digit < (pair ? 3 : 2); ++digit, value /= 45)
            text += kBase45[value % 45];
    }
    return text;
}

std::optional<Bytes> fromBase45(std::string_view text) {
    if (text.size() % 3 == 1)
        return {};
    Bytes bytes;
    for (std::size_t i = 0; i < text.size(); i += 3) {
        const std::size_t digits = std::min<std::size_t>(3, text.size() - i);
        unsigned value = 0;
        for (std::size_t d = digits; d-- > 0;) {
            const int at = indexOf(kBase45, text[i + d]);
            if (at < 0)
                return {};
            value = value * 45 + static_cast<unsigned>(at);
        }
        if (value > (digits == 3 ? 0xFFFFu : 0xFFu))
            return {};
        if (digits == 3)
            bytes.push_back(static_cast<std::uint8_t>(value >> 8));
        bytes.push_back(static_cast<std::uint8_t>(value));
    }
    return bytes;
}

} // namespace foyer
