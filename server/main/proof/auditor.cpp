#include "server/main/proof/auditor.h"

#include "server/main/proof/compare.h"
#include "server/main/proof/ledger.h"
#include "shared/base/check.h"
#include "shared/sqlite/error.h"
#include "shared/sqlite/transaction.h"

namespace foyer::server::proof {

namespace {

/// A row of another shape than the schema's ends its part of the audit, not the audit.
template <class Part>
void guarded(Findings& findings, const char* what, Part part) {
    try {
        part();
    } catch (const sqlite::Error& error) {
        if (error.isIo() || error.isBusy() || error.isFull())
            throw;
        findings.add("I8", std::string("The part \"") + what +
                               "\" cannot be read to its end: " + error.what() + ".");
    }
}

void foldJournals(sqlite::Connection& db, const House& house, Fold& fold, Ledger& ledger,
                  Proof& proof) {
    proof.entries = readJournals(db, house, proof.findings, [&](const EntryRow& row) {
        ledger.compare(row.key, fold.take(row));
    });
}

} // namespace

Proof prove(sqlite::Connection& db) {
    sqlite::Transaction moment(db, sqlite::Transaction::Mode::Deferred);
    return proveWithin(db);
}

Proof proveWithin(sqlite::Connection& db) {
    CHECK(db.inTransaction());
    Proof proof;
    Findings& findings = proof.findings;
    House house;
    guarded(findings, "audit trail", [&] { house = readHouse(db, findings, proof.trailLinks); });
    Ledger ledger(db, findings);
    auto stored = db.prepare("stored", "SELECT count(*) FROM journal_entry WHERE terminal = $1 "
                                       "AND incarnation = $2 AND seq = $3 AND hash = $4");
    auto openPayment = db.prepare("open payment", "SELECT subject FROM task WHERE id = $1 AND "
                                                  "kind = 'card-unconfirmed'");
    auto subject = db.prepare("subject", "SELECT subject FROM task WHERE id = $1");
    Fold fold(house, findings,
              {[&](const EntryKey& key) { return ledger.taxOf(key); },
               [&](const EntryKey& key, const Hash& hash) {
                   return stored.value<std::int64_t>(key.terminal, key.life, key.seq, hash) != 0;
               },
               [&](TaskId task) { return openPayment.value<std::string>(task); },
               [&](TaskId task) { return subject.value<std::string>(task).value_or(""); }});
    guarded(findings, "journals", [&] { foldJournals(db, house, fold, ledger, proof); });
    Book& book = fold.book();
    guarded(findings, "ledger", [&] { ledger.finish(); });
    guarded(findings, "sales", [&] { compareSales(db, house, book, findings); });
    guarded(findings, "seats", [&] { compareSeats(db, house, book, findings); });
    guarded(findings, "money", [&] { compareMoney(db, house, book, findings); });
    guarded(findings, "payments", [&] { comparePayments(db, book, findings); });
    guarded(findings, "duties", [&] { compareDuties(db, house, book, findings); });
    guarded(findings, "tables", [&] { checkTables(db, findings); });
    proof.ledgerTransactions = ledger.transactions();
    proof.tickets = book.tickets.size();
    proof.implied = ledger.implied();
    return proof;
}

} // namespace foyer::server::proof
