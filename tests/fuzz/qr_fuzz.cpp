// The text of a scanned QR code, and the encodings of bytes beneath it.

#include "shared/crypto/keys.h"
#include "shared/domain/ticket.h"
#include "tests/fuzz/fuzz.h"

namespace foyer::fuzz {

namespace {

void checkTicket(std::string_view text) {
    const auto read = domain::readQrText(text);
    if (!read)
        return;
    HOLDS(domain::qrText(read->proof, read->signature) == text);
    HOLDS(domain::encodeProof(read->proof) == read->signedBytes);
    HOLDS(domain::decodeProof(read->signedBytes) == read->proof);
    // Nobody has the secret half of this key, so no text may pass for its holder's.
    constexpr PublicKey stranger{0x3d, 0x40, 0x17, 0xc3, 0xe8, 0x43, 0x89, 0x5a, 0x92, 0xb7, 0x0a,
                                 0xa7, 0x4d, 0x1b, 0x7e, 0xbc, 0x9c, 0x98, 0x2c, 0xcf, 0x2e, 0xc4,
                                 0x96, 0x8c, 0xc0, 0xcd, 0x55, 0xf1, 0x2a, 0xf4, 0x66, 0x0c};
    HOLDS(!crypto::verify(stranger, read->signedBytes, read->signature));
}

/// Each of the encodings writes every value in one way only.
void checkEncodings(std::string_view text) {
    if (const auto bytes = fromBase45(text))
        HOLDS(toBase45(*bytes) == text);
    if (const auto bytes = fromBase64Url(text))
        HOLDS(toBase64Url(*bytes) == text);
    if (const auto bytes = fromHex(text))
        HOLDS(toHex(*bytes) == text);
    const ByteView raw = asBytes(text);
    const Bytes bytes(raw.begin(), raw.end());
    HOLDS(fromBase45(toBase45(bytes)) == bytes);
    HOLDS(fromBase64Url(toBase64Url(bytes)) == bytes);
    HOLDS(fromHex(toHex(bytes)) == bytes);
}

void checkProof(std::string_view text) {
    const ByteView raw = asBytes(text);
    if (const auto proof = domain::decodeProof(raw)) {
        const auto again = domain::encodeProof(*proof);
        HOLDS(std::equal(again.begin(), again.end(), raw.begin(), raw.end()));
    }
}

} // namespace

void tryInput(std::string_view input) {
    checkTicket(input);
    checkEncodings(input);
    checkProof(input);
}

} // namespace foyer::fuzz
