#pragma once

#include "server/main/entry_check.h"
#include "shared/crypto/hash.h"

#include <map>
#include <tuple>

namespace foyer::simulation {

/// The house's own verifier, asked once about each entry: a signature costs more than all the rest
/// of a step, and an upload that is repeated is the same to the last bit.
class CheckedOnce final : public server::ports::EntryVerifier {
public:
    bool isSound(TerminalId terminal, const PublicKey& key,
                 const protocol::SealedEntry& entry) const override {
        const Hash all = crypto::Hasher{}
                             .add(terminal.uuid.bytes)
                             .add(key)
                             .add(asBytes(std::to_string(entry.incarnation.value) + "/" +
                                          std::to_string(entry.seq.value) + "/" + entry.type + "/"))
                             .add(entry.prevHash)
                             .add(entry.hash)
                             .add(entry.signature)
                             .add(asBytes(entry.payloadText))
                             .finish();
        const auto known = m_sound.find(all);
        if (known != m_sound.end())
            return known->second;
        return m_sound[all] = m_real.isSound(terminal, key, entry);
    }
    protocol::Payload decode(const protocol::SealedEntry& entry) const override {
        return m_real.decode(entry);
    }

private:
    server::EntryCheck m_real;
    mutable std::map<Hash, bool> m_sound;
};

} // namespace foyer::simulation
