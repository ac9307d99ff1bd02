#pragma once

#include "server/ports/entry_verifier.h"

namespace foyer::server {

/// Reads and proves journal entries with the house's own codec and Ed25519. Without state.
class EntryCheck final : public ports::EntryVerifier {
public:
    bool isSound(TerminalId terminal, const PublicKey& key,
                 const protocol::SealedEntry& entry) const override;
    protocol::Payload decode(const protocol::SealedEntry& entry) const override;
};

/// The hash protocol::SealedEntry describes.
Hash hashOf(TerminalId terminal, const protocol::SealedEntry& entry);

} // namespace foyer::server
