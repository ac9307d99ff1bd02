#pragma once

#include "server/main/proof/fold.h"

namespace foyer::server::proof {

/// The ledger as it stands, held against what each entry must have put there (I3).
class Ledger {
public:
    Ledger(sqlite::Connection& db, Findings& findings);

    /// Reads the transaction of that entry and compares.
    void compare(const EntryKey& key, const Expected& expected);
    /// The tax that was posted by that entry.
    std::int64_t taxOf(const EntryKey& key);
    /// Transactions of no entry, postings of no transaction, totals that are not the sum.
    void finish();

    std::int64_t transactions() const { return m_transactions; }
    const Postings& implied() const { return m_implied; }

private:
    struct Transaction {
        std::string event;
        Date businessDay{};
        Postings postings;
    };
    std::optional<Transaction> read(const EntryKey& key);
    static void addTo(Postings& postings, const sqlite::Cursor& row, Findings& findings);

    sqlite::Connection& m_db;
    Findings& m_findings;
    sqlite::Statement m_transaction;
    sqlite::Statement m_postings;
    std::int64_t m_transactions = 0;
    Postings m_implied;
};

} // namespace foyer::server::proof
