#pragma once

#include "server/core/verdicts.h"
#include "server/ports/entry_verifier.h"
#include "server/services/caller.h"
#include "server/services/context.h"
#include "shared/protocol/sync.h"

#include <memory>
#include <set>

namespace foyer::server::services {

/// Takes journals in and answers each entry with its verdict. Idempotent by (terminal, incarnation,
/// seq) and hash: any prefix, any number of times, in any batches (promise I4).
class Reconcile {
public:
    Reconcile(const Context& context, const ports::EntryVerifier& verifier)
        : m_context(context), m_verifier(verifier) {}

    using Answer = Result<protocol::JournalAnswer, protocol::UploadError>;

    /// Signatures are checked on the caller's thread (about 60 µs an entry), the rest in one
    /// command. Requires: `upload.terminal` is the authenticated terminal.
    void upload(protocol::JournalUpload upload, Reply<Answer> reply);

    /// Called after a terminal was quarantined, on the writer's thread: TerminalAuth::forget.
    void onQuarantine(std::function<void(TerminalId)> told) { m_onQuarantine = std::move(told); }

private:
    Context m_context;
    const ports::EntryVerifier& m_verifier;
    std::function<void(TerminalId)> m_onQuarantine;
    /// Terminals whose next entry waits for others' (Intake); the writer's thread only.
    std::shared_ptr<std::set<TerminalId>> m_stuck = std::make_shared<std::set<TerminalId>>();
};

} // namespace foyer::server::services
