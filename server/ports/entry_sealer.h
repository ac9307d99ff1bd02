#pragma once

#include "shared/protocol/entry.h"

namespace foyer::server::ports {

/// Writes entries of the server's own journal as a terminal's store writes its own: text, hash and
/// signature; and signs its tickets as a terminal does. Thread-safe.
class EntrySealer {
public:
    virtual ~EntrySealer() = default;

    virtual PublicKey publicKey() const = 0;
    /// Requires: the payload is not Unknown.
    virtual protocol::SealedEntry seal(TerminalId terminal, Incarnation incarnation, Seq seq,
                                       const Hash& prevHash,
                                       const protocol::Payload& payload) const = 0;
    virtual Signature sign(ByteView bytes) const = 0;
};

} // namespace foyer::server::ports
