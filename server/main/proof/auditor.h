#pragma once

#include "server/main/proof/findings.h"
#include "server/main/proof/postings.h"
#include "shared/sqlite/connection.h"

namespace foyer::server::proof {

/// Derives seats, tickets, ledger and chains from the journals and says where the tables differ.
/// Shares nothing with the services: SQL, folding and posting rules are its own; of shared/ it
/// uses values, the format of entries, hashes and the database wrapper.
struct Proof {
    Findings findings;
    std::int64_t entries = 0;
    std::int64_t ledgerTransactions = 0;
    std::int64_t trailLinks = 0;
    std::size_t tickets = 0;
    Postings implied; // the balances that the journals come to
};

/// Reads one moment of the database and writes nothing. Memory grows with bookings and tickets,
/// not with what entries say. Throws sqlite::Error when the disk does not play along; a damaged
/// row is a finding. Requires: no transaction is open on `db`.
Proof prove(sqlite::Connection& db);
/// The same of what a transaction has written so far. Requires: it is open on `db`.
Proof proveWithin(sqlite::Connection& db);

} // namespace foyer::server::proof
