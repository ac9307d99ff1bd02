#pragma once

// What TerminalStore is made of; for the .cpp files of this room only.

#include "app/store/terminal_store.h"
#include "shared/sqlite/connection.h"

namespace foyer::store {

/// The tables and how they are read and written. Every function may throw sqlite::Error, and
/// Damage when a row says what no program of ours has written.
struct Tables {
    sqlite::Connection db;
    sqlite::Statements sql;
    core::Identity identity;

    Tables(const sqlite::Options& options, const sqlite::SqlFiles& files, core::Identity who)
        : db(options), sql(db, files), identity(std::move(who)) {}
};

struct Damage {
    std::string message;
};

// journal_table.cpp
struct JournalEnd {
    Seq seq;
    Hash hash{};
};
JournalEnd journalEnd(Tables& tables);
/// Throws Damage at the first entry that does not hold.
void verifyJournal(Tables& tables, const PublicKey& key);
void appendEntry(Tables& tables, const protocol::SealedEntry& entry, Instant at);
/// At most `most` entries from `from` on.
std::vector<core::WaitingEntry> readEntries(Tables& tables, Seq from, std::size_t most);
std::vector<core::WaitingEntry> readTail(Tables& tables);
protocol::Payload readPayload(Tables& tables, Seq seq);

// sale_table.cpp
void saveSale(Tables& tables, const core::SaleUpdate& sale);
void saveTickets(Tables& tables, const protocol::Payload& entry);
/// Those from `since` on, those that are open, and those whose entries the server may not know.
std::vector<core::OwnSale> readSales(Tables& tables, Instant since, Seq firstWaiting);
void saveAllotment(Tables& tables, const core::HeldAllotment& held);
void saveRight(Tables& tables, const core::RightUpdate& update);
std::vector<core::HeldAllotment> readAllotments(Tables& tables);
/// Wall, boot and boot id in three columns from `column` on; nothing when they are NULL.
std::optional<core::Mark> readMark(const sqlite::Cursor& rows, int column);

// replica_table.cpp
void saveChanges(Tables& tables, const protocol::ChangesAnswer& answer, core::Replica& replica);
core::Replica readReplica(Tables& tables);

} // namespace foyer::store
