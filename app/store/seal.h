#pragma once

#include "shared/crypto/keys.h"
#include "shared/domain/ticket.h"
#include "shared/protocol/entry.h"

namespace foyer::store {

/// The hash of an entry as protocol::SealedEntry describes it; `entry.hash` is not looked at.
Hash hashOf(TerminalId terminal, const protocol::SealedEntry& entry);

/// Turns a payload into the next link of the chain: its text, its hash, its signature.
/// Requires: the payload is not Unknown.
protocol::SealedEntry seal(TerminalId terminal, Incarnation incarnation, Seq seq,
                           const Hash& prevHash, const protocol::Payload& payload,
                           const crypto::KeyPair& key);

/// The text of the QR code on a ticket, signed by the terminal (DESIGN §2).
std::string signedQr(const domain::TicketProof& proof, const crypto::KeyPair& key);

} // namespace foyer::store
