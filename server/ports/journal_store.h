#pragma once

#include "server/ports/records.h"
#include "shared/protocol/former_lives.h"

#include <functional>

namespace foyer::server::ports {

/// Terminals, their journals with the verdicts, the ledger and the audit trail.
class JournalStore {
public:
    virtual ~JournalStore() = default;

    virtual std::optional<TerminalRecord> terminal(TerminalId id) const = 0;
    virtual std::vector<TerminalRecord> terminals() const = 0;
    /// The key of a life of the terminal, also of one that is over.
    virtual std::optional<PublicKey> terminalKey(TerminalId id, Incarnation incarnation) const = 0;
    /// All its lives' keys; nothing for an unknown terminal.
    virtual std::optional<protocol::TerminalKeys> terminalKeys(TerminalId id) const = 0;
    virtual void put(const TerminalRecord& terminal) = 0;
    /// The key of a life of a known terminal that was forgotten; a key that is known stays.
    virtual void addKey(TerminalId terminal, const protocol::TerminalKeys::Life& life) = 0;
    /// Its lives of which entries are here, ascending.
    virtual std::vector<protocol::KnownJournal> knownJournals(TerminalId terminal) const = 0;
    /// Moves the head of the journal on.
    virtual void setHead(TerminalId terminal, Seq nextSeq, const Hash& lastHash, Instant now) = 0;

    virtual void add(const EnrolmentCode& code) = 0;
    /// Uses up a code that is unused and not expired.
    virtual std::optional<EnrolmentCode> takeCode(const Hash& codeHash, Instant now) = 0;
    /// Remembers what a used code has made.
    virtual void nameEnrolled(const Hash& codeHash, TerminalId terminal) = 0;
    /// What a used code has made, until the code expires.
    virtual std::optional<TerminalId> enrolledBy(const Hash& codeHash, Instant now) const = 0;

    virtual std::optional<KnownEntry> entry(const EntryKey& key) const = 0;
    /// Entry and verdict together, once and for ever.
    virtual void add(const EntryRecord& entry, const protocol::Verdict& verdict, Instant now) = 0;
    using EntryVisit = std::function<void(const EntryRecord&, const protocol::Verdict&)>;
    /// A door has told of paper of that booking.
    virtual bool wasLetIn(BookingId booking) const = 0;
    /// Every entry, by terminal, incarnation and seq.
    virtual void eachEntry(const EntryVisit& visit) const = 0;

    virtual void add(const LedgerRecord& record) = 0;
    virtual void eachLedgerRecord(const std::function<void(const LedgerRecord&)>& visit) const = 0;
    /// Debits positive. One row per account and currency that was ever used.
    virtual std::vector<domain::Posting> balances() const = 0;
    /// The same up to the end of that business day.
    virtual std::vector<domain::Posting> balancesUntil(Date day) const = 0;
    /// Those of that business day, in the order in which they were written.
    virtual void eachLedgerLine(Date day,
                                const std::function<void(const LedgerLine&)>& visit) const = 0;

    virtual std::optional<AuditRecord> lastAudit() const = 0;
    virtual void add(const AuditRecord& record) = 0;
    virtual void eachAudit(const std::function<void(const AuditRecord&)>& visit) const = 0;
};

} // namespace foyer::server::ports
