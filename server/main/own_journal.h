#pragma once

#include "server/ports/entry_sealer.h"
#include "shared/crypto/key_file.h"

#include <string>

namespace foyer::server {

/// The server's own key, with which it signs the sales of its online customers.
class OwnJournal final : public ports::EntrySealer {
public:
    explicit OwnJournal(crypto::KeyPair key) : m_key(std::move(key)) {}

    /// The key in the file, which is made when it is missing.
    static Result<OwnJournal, crypto::FileFailure> open(const std::string& path);

    PublicKey publicKey() const override { return m_key.publicKey(); }
    protocol::SealedEntry seal(TerminalId terminal, Incarnation incarnation, Seq seq,
                               const Hash& prevHash,
                               const protocol::Payload& payload) const override;
    Signature sign(ByteView bytes) const override { return m_key.sign(bytes); }

private:
    crypto::KeyPair m_key;
};

} // namespace foyer::server
