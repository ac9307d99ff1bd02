#include "server/services/older_terminals.h"

#include "server/core/deadline.h"
#include "shared/base/mutant.h"

namespace foyer::server::services {

namespace {

/// Granted by whoever served before the recovery began.
Instant endOfForgottenLeases(const ports::RecoveryRecord& recovery) {
    protocol::Allotment latest;
    latest.grantedAt = recovery.startedAt;
    return core::endOfLease(latest);
}

} // namespace

bool OlderTerminals::hasToldAll(const ports::Store& store, const Caller& caller,
                                const std::optional<Upload>& upload, Instant now) {
    const auto recovery = store.openRecovery();
    const auto terminal = store.terminal(caller.terminal);
    if (!recovery || !terminal || terminal->incarnation != caller.incarnation ||
        (now < endOfForgottenLeases(*recovery) && !mutated(Mutant::OlderTerminalHeardEarly)))
        return false;
    const Seq head{terminal->nextSeq.value - 1};
    Known& known = m_known[caller.terminal];
    if (known.recovery != recovery->id || known.life != caller.incarnation)
        known = {recovery->id, caller.incarnation, head, {}};
    if (!upload || upload->last != head)
        return false;
    // The last piece of what is sent again is short as well; what waits behind it comes next.
    const bool goesOn = known.allUntil && known.allUntil->value + 1 == upload->first.value;
    known.allUntil = upload->isAll ? std::optional(head) : std::nullopt;
    // What comes before it has been answered since, so it was sent since.
    const bool isSentSince = upload->first.value > known.head.value + 1;
    return goesOn && upload->isAll && isSentSince &&
           !store.hasOpenIntent(caller.terminal, caller.incarnation);
}

bool isAll(const protocol::JournalUpload& upload) {
    std::size_t bytes = 0;
    for (const protocol::SealedEntry& entry : upload.entries)
        bytes += entry.payloadText.size();
    return upload.entries.size() < protocol::kMostEntriesPerUpload &&
           bytes < protocol::kMostUploadBytes / 2;
}

} // namespace foyer::server::services
