#include "tests/simulation/locks.h"

#include "shared/base/mutant.h"
#include "shared/sqlite/transaction.h"

#include <array>
#include <span>

namespace foyer::simulation {

namespace {

struct Attempt {
    const char* what;
    const char* sql;
    const char* needs; // a row, or there is nothing to try on
};

constexpr std::array kServer = {
    Attempt{"I1: a second owner of a seat",
            "INSERT INTO seat_claim SELECT * FROM seat_claim LIMIT 1", "SELECT 1 FROM seat_claim"},
    Attempt{"I1: a second valid ticket for a seat",
            "INSERT INTO ticket (id, booking, showtime, seat, ticket_type, price, tax, currency, "
            "allotment, state) SELECT randomblob(16), booking, showtime, seat, ticket_type, price, "
            "tax, currency, allotment, state FROM ticket WHERE state = 'valid' LIMIT 1",
            "SELECT 1 FROM ticket WHERE state = 'valid'"},
    Attempt{"I8: another text of a journal entry", "UPDATE journal_entry SET payload = 'x'",
            "SELECT 1 FROM journal_entry"},
    Attempt{"I8: a journal entry removed",
            "DELETE FROM journal_entry WHERE rowid = (SELECT max(e.rowid) FROM journal_entry e)",
            "SELECT 1 FROM journal_entry"},
    Attempt{"I2: another verdict", "UPDATE verdict SET reason = 'x'", "SELECT 1 FROM verdict"},
    Attempt{"I2: a verdict removed", "DELETE FROM verdict", "SELECT 1 FROM verdict"},
    Attempt{"I3: another posting", "UPDATE ledger_posting SET amount = amount + 1",
            "SELECT 1 FROM ledger_posting"},
    Attempt{"I3: a posting removed", "DELETE FROM ledger_posting", "SELECT 1 FROM ledger_posting"},
    Attempt{"I8: another audit record", "UPDATE audit SET text = 'x'", "SELECT 1 FROM audit"}};

constexpr std::array kTerminal = {
    Attempt{"I1: a second valid ticket for a seat",
            "INSERT INTO own_ticket (ticket, booking, showtime, seat, valid) "
            "SELECT randomblob(16), booking, showtime, seat, 1 FROM own_ticket WHERE valid = 1 "
            "AND moved = 0 LIMIT 1",
            "SELECT 1 FROM own_ticket WHERE valid = 1 AND moved = 0"},
    Attempt{"I8: another text of a journal entry", "UPDATE journal_entry SET payload = 'x'",
            "SELECT 1 FROM journal_entry"},
    Attempt{"I8: a gap in the journal",
            "INSERT INTO journal_entry SELECT incarnation, seq + 1000, type, payload, prev_hash, "
            "hash, signature, at FROM journal_entry LIMIT 1",
            "SELECT 1 FROM journal_entry"}};

bool isRefused(sqlite::Connection& db, const Attempt& attempt) {
    if (!db.prepare("needs", attempt.needs).value<std::int64_t>())
        return true;
    sqlite::Transaction transaction(db); // never committed
    try {
        db.exec(attempt.sql);
    } catch (const sqlite::Error& error) {
        return error.isConstraint();
    }
    return false;
}

std::string unlocked(sqlite::Connection& db, std::span<const Attempt> attempts) {
    for (const Attempt& attempt : attempts)
        if (!isRefused(db, attempt))
            return attempt.what;
    return {};
}

/// Both triggers of an append-only table.
std::string editable(const std::string& table) {
    return "DROP TRIGGER " + table + "_no_update; DROP TRIGGER " + table + "_no_delete";
}

} // namespace

std::string droppedInServer() {
    if (mutated(Mutant::ClaimKeyDropped)) // what is written without it, the next owner included
        return "PRAGMA foreign_keys = OFF; ALTER TABLE seat_claim RENAME TO locked; CREATE TABLE "
               "seat_claim AS SELECT * FROM locked; DROP TABLE locked; CREATE UNIQUE INDEX "
               "seat_claim_key ON seat_claim (showtime, seat, kind)";
    if (mutated(Mutant::TicketKeyDropped))
        return "DROP INDEX ticket_valid_seat";
    if (mutated(Mutant::JournalEditable))
        return editable("journal_entry");
    if (mutated(Mutant::VerdictEditable))
        return editable("verdict");
    if (mutated(Mutant::LedgerEditable))
        return editable("ledger_posting");
    if (mutated(Mutant::AuditEditable))
        return editable("audit");
    return {};
}

std::string droppedInTerminal() {
    if (mutated(Mutant::OwnTicketKeyDropped))
        return "DROP INDEX own_ticket_valid";
    if (mutated(Mutant::OwnJournalEditable))
        return editable("journal_entry");
    if (mutated(Mutant::OwnJournalMayHaveGaps))
        return "DROP TRIGGER journal_entry_no_gap";
    return {};
}

std::string unlockedInServer(sqlite::Connection& db) {
    return unlocked(db, kServer);
}

std::string unlockedInTerminal(sqlite::Connection& db) {
    return unlocked(db, kTerminal);
}

} // namespace foyer::simulation
