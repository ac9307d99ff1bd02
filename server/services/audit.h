#pragma once

#include "server/ports/entry_verifier.h"
#include "server/services/context.h"

#include <string>

namespace foyer::server::services {

/// Re-derives what must hold (promises I1, I2, I3, I8) from the database as it is. Changes nothing.
class Audit {
public:
    Audit(ports::Reader& reader, const ports::EntryVerifier& verifier)
        : m_reader(reader), m_verifier(verifier) {}

    struct Finding {
        std::string promise; // "I1"
        std::string text;
    };
    struct Report {
        std::vector<Finding> findings; // empty: all is well
        std::int64_t entries = 0;
        std::int64_t ledgerRecords = 0;
        std::int64_t auditRecords = 0;
        std::vector<domain::Posting> balances;
    };
    Outcome<Report> run();

private:
    ports::Reader& m_reader;
    const ports::EntryVerifier& m_verifier;
};

/// Appends to the audit chain, inside the caller's transaction.
void writeAudit(ports::Store& store, Instant at, const std::string& actor,
                const std::string& action, const std::string& text);
/// The hash a record must have.
Hash hashOf(const ports::AuditRecord& record);

} // namespace foyer::server::services
