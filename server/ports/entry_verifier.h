#pragma once

#include "shared/protocol/entry.h"

namespace foyer::server::ports {

/// Reads and checks journal entries; keeps services free of formats and of cryptography's
/// libraries. Thread-safe.
class EntryVerifier {
public:
    virtual ~EntryVerifier() = default;

    /// True when `entry.hash` is the hash of the entry as `terminal` wrote it and `entry.signature`
    /// is that hash signed with the key. Says nothing about the chain.
    virtual bool isSound(TerminalId terminal, const PublicKey& key,
                         const protocol::SealedEntry& entry) const = 0;

    /// The payload; protocol::Unknown for a type or schema this program does not know, and for
    /// damage. Never fails: what cannot be read is kept as it came (verdict R14).
    virtual protocol::Payload decode(const protocol::SealedEntry& entry) const = 0;
};

} // namespace foyer::server::ports
