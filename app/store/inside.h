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
/// Entries of a former life that are neither judged nor carried by this one.
std::vector<core::WaitingEntry> readOpenEntries(Tables& tables, Incarnation life);
protocol::Payload readPayload(Tables& tables, Incarnation life, Seq seq);
/// Who was let in here since then, as this life's journal says.
std::vector<protocol::Admission> readAdmissions(Tables& tables, std::int64_t most);
/// The verdict, and what it makes of an entry it carries.
void saveVerdict(Tables& tables, const protocol::Verdict& verdict);
std::optional<protocol::Verdict> readVerdict(Tables& tables, Incarnation life, Seq seq);

// sale_table.cpp
void saveSale(Tables& tables, const core::SaleUpdate& sale);
void saveTickets(Tables& tables, const protocol::Payload& entry);
/// Tickets moved to other seats, and sales without valid tickets.
void saveConsequences(Tables& tables, const core::SaveVerdicts& work);
void saveConsequences(Tables& tables, const core::ApplyChanges& work);
/// Those from `since` on, those that are open, and those whose entries the server may not know; of
/// every life of this disk.
std::vector<core::OwnSale> readSales(Tables& tables, Instant since);
void saveAllotment(Tables& tables, const core::HeldAllotment& held);
void saveRight(Tables& tables, const core::RightUpdate& update);
std::vector<core::HeldAllotment> readAllotments(Tables& tables);
/// Wall, boot and boot id in three columns from `column` on; nothing when they are NULL.
std::optional<core::Mark> readMark(const sqlite::Cursor& rows, int column);

// duty_table.cpp
/// What an entry settles for good: a recall answered, a task closed, a former entry carried.
void saveDuties(Tables& tables, Seq seq, const protocol::Payload& entry);
std::vector<TicketId> readRefundedTickets(Tables& tables);
std::vector<core::ClosedTask> readClosedTasks(Tables& tables, const core::Replica& replica);
std::vector<core::FormerLife> readFormerLives(Tables& tables);
/// Those the replica still calls open; the others are forgotten on disk.
std::vector<RecallId> readAnsweredRecalls(Tables& tables, const core::Replica& replica);

// replica_table.cpp
void saveChanges(Tables& tables, const protocol::ChangesAnswer& answer, core::Replica& replica);
core::Replica readReplica(Tables& tables);

} // namespace foyer::store
