#include "server/main/entry_check.h"

#include "shared/crypto/hash.h"
#include "shared/crypto/keys.h"
#include "shared/wire/entry_json.h"

#include <array>

namespace foyer::server {

namespace {

template <std::size_t Size>
std::array<std::uint8_t, Size> bigEndian(std::uint64_t number) {
    std::array<std::uint8_t, Size> bytes{};
    for (std::size_t i = 0; i < Size; ++i)
        bytes[Size - 1 - i] = static_cast<std::uint8_t>(number >> (8 * i));
    return bytes;
}

} // namespace

Hash hashOf(TerminalId terminal, const protocol::SealedEntry& entry) {
    constexpr std::array<std::uint8_t, 1> end{0};
    return crypto::Hasher{}
        .add(asBytes("foyer-journal-1"))
        .add(terminal.uuid.bytes)
        .add(bigEndian<4>(static_cast<std::uint32_t>(entry.incarnation.value)))
        .add(bigEndian<8>(static_cast<std::uint64_t>(entry.seq.value)))
        .add(asBytes(entry.type))
        .add(end)
        .add(entry.prevHash)
        .add(asBytes(entry.payloadText))
        .finish();
}

bool EntryCheck::isSound(TerminalId terminal, const PublicKey& key,
                         const protocol::SealedEntry& entry) const {
    return hashOf(terminal, entry) == entry.hash &&
           crypto::verify(key, entry.hash, entry.signature);
}

protocol::Payload EntryCheck::decode(const protocol::SealedEntry& entry) const {
    auto payload = wire::decodePayload(entry.type, entry.payloadText);
    if (!payload)
        return protocol::Unknown{entry.type};
    return std::move(*payload);
}

} // namespace foyer::server
