// Chains that nobody may break (I8), and the whole of the books as the audit derives them.

#include "server/main/proof/auditor.h"
#include "tests/simulation/checker.h"
#include "tests/simulation/locks.h"

namespace foyer::simulation {

/// The server's journal follows by rule R1.
void Checker::checkChains() {
    auto& trail = statement(
        server(), "SELECT count(*) FROM audit a WHERE a.number > $1 AND a.prev_hash <> coalesce("
                  "(SELECT p.hash FROM audit p WHERE p.number = a.number - 1), zeroblob(32))");
    const auto last = ask(server(), "SELECT coalesce(max(number), 0) FROM audit");
    if (last > m_trailed && trail.value<std::int64_t>(m_trailed) != 0)
        m_house.complain("I8: the audit trail is broken");
    m_trailed = last;
}

void Checker::checkOwnChain(Seen& seen) {
    auto& broken = statement(
        deskOf(seen),
        "SELECT count(*) FROM journal_entry e WHERE e.rowid > $1 AND e.prev_hash <> coalesce("
        "(SELECT p.hash FROM journal_entry p WHERE p.incarnation = e.incarnation AND p.seq = "
        "e.seq - 1), CASE e.seq WHEN 1 THEN zeroblob(32) END, x'')");
    const auto newest = ask(deskOf(seen), "SELECT coalesce(max(rowid), 0) FROM journal_entry");
    if (newest > seen.chained && broken.value<std::int64_t>(seen.chained) != 0)
        m_house.complain("I8: the journal of " + seen.terminal->name() + " is broken");
    seen.chained = newest;
}

/// `foyerd audit`, which shares no code with what it looks at.
void Checker::checkAudit() {
    const auto proof = server::proof::prove(m_server.db());
    if (proof.findings.count() > 0) {
        const auto& first = proof.findings.kept().front();
        m_house.complain("the audit finds: " + first.promise + ": " + first.text);
    }
}

/// A journal of which a byte was changed on its way, or by somebody: nothing of it is taken in
/// (R1).
void Checker::checkDamaged(protocol::JournalUpload upload) {
    protocol::SealedEntry& last = upload.entries.back();
    switch (last.seq.value % 3) {
    case 0:
        last.payloadText += " ";
        break;
    case 1:
        last.signature[0] ^= 1;
        break;
    default:
        last.prevHash[0] ^= 1;
    }
    m_house.count(Fault::UploadDamaged);
    const std::string before = fingerprint();
    if (m_server.replay(upload).value_or(0) > 0)
        m_house.complain("I8: an entry was taken in that is not as its terminal has signed it");
    if (fingerprint() != before)
        m_house.complain("R1: a refused upload changed something");
}

} // namespace foyer::simulation
