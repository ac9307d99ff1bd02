// What can be known of an upload before its turn comes: signatures and contents.

#include "server/services/intake.h"
#include "shared/crypto/keys.h"

namespace foyer::server::services {

namespace {

constexpr std::size_t kMostLives = 20; // one inside the other

/// The paper's own text, when the life of the terminal that it names has signed it.
std::optional<domain::TicketProof> verifiedPaper(const ports::Store& store,
                                                 const protocol::Payload& payload) {
    const auto* scan = std::get_if<protocol::Admitted>(&payload);
    if (!scan)
        return {};
    const auto read = domain::readQrText(scan->paper);
    if (!read)
        return {};
    const auto key = store.terminalKey(read->proof.terminal, read->proof.incarnation);
    if (!key || !crypto::verify(*key, read->signedBytes, read->signature))
        return {};
    return read->proof;
}

/// Opens an entry inside an entry, down to the innermost that its life has signed: what that one
/// carries may be unreadable, but it was judged by itself when it came first, and that stands.
void unpack(const ports::Store& store, const ports::EntryVerifier& verifier, TerminalId terminal,
            Incarnation life, CheckedEntry& entry) {
    while (const auto* carried = std::get_if<protocol::Carried>(&entry.payload)) {
        const protocol::SealedEntry inner = carried->entry;
        const auto key = store.terminalKey(terminal, inner.incarnation);
        const bool isFormer = inner.incarnation < life;
        if (!key || !isFormer || !verifier.isSound(terminal, *key, inner) ||
            entry.carried.size() == kMostLives)
            return;
        life = inner.incarnation;
        entry.carried.push_back(inner);
        entry.payload = verifier.decode(inner);
    }
}

} // namespace

Checked checkedUpload(const ports::Store& store, const ports::EntryVerifier& verifier,
                      protocol::JournalUpload upload) {
    Checked checked;
    checked.upload = std::move(upload);
    const TerminalId terminal = checked.upload.terminal;
    const auto known = store.terminal(terminal);
    if (known)
        checked.key = known->key;
    for (const auto& sealed : checked.upload.entries) {
        CheckedEntry entry;
        entry.sound = known && verifier.isSound(terminal, checked.key, sealed);
        entry.payload = verifier.decode(sealed);
        unpack(store, verifier, terminal, checked.upload.incarnation, entry);
        entry.paper = verifiedPaper(store, entry.payload);
        checked.entries.push_back(std::move(entry));
    }
    return checked;
}

} // namespace foyer::server::services
