#include "server/main/own_journal.h"

#include "server/main/entry_check.h"
#include "shared/wire/entry_json.h"

namespace foyer::server {

Result<OwnJournal, crypto::FileFailure> OwnJournal::open(const std::string& path) {
    auto key = crypto::readKeyFile(path);
    if (key)
        return OwnJournal(std::move(*key));
    if (key.error().kind != crypto::FileFailure::Kind::Missing)
        return Err{key.error()};
    auto made = crypto::KeyPair::generate();
    if (auto written = crypto::writeKeyFile(path, made); !written)
        return Err{written.error()};
    return OwnJournal(std::move(made));
}

protocol::SealedEntry OwnJournal::seal(TerminalId terminal, Incarnation incarnation, Seq seq,
                                       const Hash& prevHash,
                                       const protocol::Payload& payload) const {
    protocol::SealedEntry entry{
        seq, incarnation, protocol::typeOf(payload), wire::encodePayload(payload), prevHash,
        {},  {}};
    entry.hash = hashOf(terminal, entry);
    entry.signature = m_key.sign(entry.hash);
    return entry;
}

} // namespace foyer::server
