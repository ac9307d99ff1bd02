#pragma once

// The journals as they stand in the database: read in the order in which they were taken in, each
// entry proven to be the next link of its chain and signed by its life.

#include "server/main/proof/book.h"
#include "server/main/proof/house.h"
#include "shared/protocol/entry.h"
#include "shared/protocol/verdict.h"

#include <functional>

namespace foyer::server::proof {

struct EntryRow {
    EntryKey key;
    protocol::SealedEntry sealed;
    BookingId booking; // the one it is filed under; null: none
    Instant receivedAt{};
    protocol::Verdict verdict;
};

/// BLAKE2b-256 as protocol::SealedEntry says it.
Hash hashOf(TerminalId terminal, const protocol::SealedEntry& entry);
/// Its hash is that of its content, and its life's key has signed it.
bool isSealed(const House& house, TerminalId terminal, const protocol::SealedEntry& entry);

/// Hands out every entry that has one verdict; says of the others what is wrong (I2, I4, I8).
/// Returns how many entries there are.
std::int64_t readJournals(sqlite::Connection& db, const House& house, Findings& findings,
                          const std::function<void(const EntryRow&)>& take);

/// An entry taken out of the entries that carried it: as if its own life had sent it.
struct Opened {
    EntryKey origin;
    protocol::Payload payload;
    std::vector<protocol::SealedEntry> carried; // outermost first
};
/// The format (shared/wire) is the one thing auditor and server must share.
Opened open(const House& house, const EntryRow& row);

} // namespace foyer::server::proof
