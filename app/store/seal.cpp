#include "app/store/seal.h"

#include "shared/crypto/hash.h"
#include "shared/wire/entry_json.h"

namespace foyer::store {

namespace {

template <class T>
Bytes bigEndian(T value) {
    Bytes bytes;
    for (int shift = 8 * (static_cast<int>(sizeof(T)) - 1); shift >= 0; shift -= 8)
        bytes.push_back(
            static_cast<std::uint8_t>(static_cast<std::make_unsigned_t<T>>(value) >> shift));
    return bytes;
}

} // namespace

Hash hashOf(TerminalId terminal, const protocol::SealedEntry& entry) {
    static constexpr std::uint8_t kEnd[] = {0};
    return crypto::Hasher{}
        .add(asBytes("foyer-journal-1"))
        .add(terminal.uuid.bytes)
        .add(bigEndian(entry.incarnation.value))
        .add(bigEndian(entry.seq.value))
        .add(asBytes(entry.type))
        .add(kEnd)
        .add(entry.prevHash)
        .add(asBytes(entry.payloadText))
        .finish();
}

protocol::SealedEntry seal(TerminalId terminal, Incarnation incarnation, Seq seq,
                           const Hash& prevHash, const protocol::Payload& payload,
                           const crypto::KeyPair& key) {
    protocol::SealedEntry entry;
    entry.seq = seq;
    entry.incarnation = incarnation;
    entry.type = protocol::typeOf(payload);
    entry.payloadText = wire::encodePayload(payload);
    entry.prevHash = prevHash;
    entry.hash = hashOf(terminal, entry);
    entry.signature = key.sign(entry.hash);
    return entry;
}

std::string signedQr(const domain::TicketProof& proof, const crypto::KeyPair& key) {
    return domain::qrText(proof, key.sign(domain::encodeProof(proof)));
}

} // namespace foyer::store
