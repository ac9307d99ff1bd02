#include "server/services/audit.h"

#include "shared/crypto/hash.h"

#include <map>

namespace foyer::server::services {

namespace {

std::array<std::uint8_t, 8> bigEndian(std::int64_t value) {
    std::array<std::uint8_t, 8> bytes;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[bytes.size() - 1 - i] =
            static_cast<std::uint8_t>(static_cast<std::uint64_t>(value) >> (8 * i));
    return bytes;
}

std::string nameOf(const ports::EntryKey& key) {
    return key.terminal.toString() + "/" + std::to_string(key.incarnation.value) + "/" +
           std::to_string(key.seq.value);
}

class Inspection {
public:
    Inspection(const ports::Store& store, const ports::EntryVerifier& verifier)
        : m_store(store), m_verifier(verifier) {}

    Audit::Report run() {
        checkRights();
        checkSales();
        checkLedger();
        checkJournals();
        checkTrail();
        m_report.balances = m_store.balances();
        return std::move(m_report);
    }

private:
    void find(const char* promise, std::string text) {
        m_report.findings.push_back({promise, std::move(text)});
    }
    void findEach(const char* promise, const char* what, const std::vector<std::string>& which) {
        for (const std::string& each : which)
            find(promise, what + each);
    }

    void checkRights() {
        findEach("I1", "Two valid tickets for a seat of showtime ", m_store.seatsSoldTwice());
        findEach("I1", "A valid ticket does not own its seat: ", m_store.ticketsWithoutClaim());
        findEach("I1",
                 "A seat is owned by a ticket that is not valid: ", m_store.claimsWithoutTicket());
        findEach("I5", "A seat is owned by an allotment that is over: ",
                 m_store.claimsOfDeadAllotments());
    }

    void checkSales() {
        findEach("I2", "An accepted sale has no booking: ", m_store.acceptedWithoutBooking());
        findEach("I2", "An entry has no verdict: ", m_store.entriesWithoutVerdict());
        findEach("I3", "Tickets, tenders and ledger disagree on booking ",
                 m_store.bookingsOutOfBalance());
    }

    void checkLedger() {
        m_store.eachLedgerRecord([&](const ports::LedgerRecord& record) {
            ++m_report.ledgerRecords;
            std::map<Currency, std::int64_t> sums;
            for (const domain::Posting& posting : record.postings)
                sums[posting.amount.currency] += posting.amount.minor;
            for (const auto& [currency, sum] : sums)
                if (sum != 0)
                    find("I3", "Transaction " + record.id.toString() + " is out of balance by " +
                                   Money{sum, currency}.toString() + ".");
        });
        std::map<Currency, std::int64_t> totals;
        for (const domain::Posting& balance : m_store.balances())
            totals[balance.amount.currency] += balance.amount.minor;
        for (const auto& [currency, sum] : totals)
            if (sum != 0)
                find("I3",
                     "The ledger is out of balance by " + Money{sum, currency}.toString() + ".");
    }

    void checkJournals() {
        ports::EntryKey last;
        Hash lastHash{};
        m_store.eachEntry([&](const ports::EntryRecord& entry, const protocol::Verdict&) {
            ++m_report.entries;
            const bool continues =
                entry.key.terminal == last.terminal && entry.key.incarnation == last.incarnation;
            const Seq expected = continues ? Seq{last.seq.value + 1} : Seq{1};
            if (entry.key.seq != expected || entry.prevHash != (continues ? lastHash : Hash{}))
                find("I8", "The journal is broken before entry " + nameOf(entry.key) + ".");
            if (!isSound(entry))
                find("I8", "Entry " + nameOf(entry.key) + " is not what its terminal signed.");
            last = entry.key;
            lastHash = entry.hash;
        });
    }

    bool isSound(const ports::EntryRecord& entry) {
        const auto key = m_store.terminalKey(entry.key.terminal, entry.key.incarnation);
        const protocol::SealedEntry sealed{entry.key.seq,     entry.key.incarnation, entry.type,
                                           entry.payloadText, entry.prevHash,        entry.hash,
                                           entry.signature};
        return key && m_verifier.isSound(entry.key.terminal, *key, sealed);
    }

    void checkTrail() {
        Hash previous{};
        m_store.eachAudit([&](const ports::AuditRecord& record) {
            ++m_report.auditRecords;
            if (record.number != m_report.auditRecords || record.prevHash != previous ||
                record.hash != hashOf(record))
                find("I8",
                     "The audit trail is broken at record " + std::to_string(record.number) + ".");
            previous = record.hash;
        });
    }

    const ports::Store& m_store;
    const ports::EntryVerifier& m_verifier;
    Audit::Report m_report;
};

} // namespace

Hash hashOf(const ports::AuditRecord& record) {
    const std::array<std::uint8_t, 1> end{0};
    return crypto::Hasher{}
        .add(record.prevHash)
        .add(bigEndian(toMs(record.at)))
        .add(asBytes(record.actor))
        .add(end)
        .add(asBytes(record.action))
        .add(end)
        .add(asBytes(record.text))
        .finish();
}

void writeAudit(ports::Store& store, Instant at, const std::string& actor,
                const std::string& action, const std::string& text) {
    const auto last = store.lastAudit();
    ports::AuditRecord record{last ? last->number + 1 : 1, at, actor, action, text,
                              last ? last->hash : Hash{},  {}};
    record.hash = hashOf(record);
    store.add(record);
}

Outcome<Audit::Report> Audit::run() {
    return readOne<Report>(
        m_reader, [&](const ports::Store& store) { return Inspection(store, m_verifier).run(); });
}

} // namespace foyer::server::services
