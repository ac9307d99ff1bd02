#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace foyer {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

/// A BLAKE2b-256 digest; made and checked by shared/crypto, only carried here.
using Hash = std::array<std::uint8_t, 32>;
/// An Ed25519 signature (RFC 8032) and the public half of its key.
using Signature = std::array<std::uint8_t, 64>;
using PublicKey = std::array<std::uint8_t, 32>;

inline ByteView asBytes(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// Lower-case digits only, both ways: one text per value.
std::string toHex(ByteView bytes);
std::optional<Bytes> fromHex(std::string_view text);

/// Base64url without padding (RFC 4648 §5).
std::string toBase64Url(ByteView bytes);
std::optional<Bytes> fromBase64Url(std::string_view text);

/// Base64 with padding (RFC 4648 §4), one text per value.
std::string toBase64(ByteView bytes);
std::optional<Bytes> fromBase64(std::string_view text);

/// Base45 (RFC 9285): fits the alphanumeric mode of a QR code.
std::string toBase45(ByteView bytes);
std::optional<Bytes> fromBase45(std::string_view text);

} // namespace foyer
