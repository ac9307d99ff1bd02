#include "server/store/rows.h"
#include "server/store/sqlite_store.h"

namespace foyer::server::store {

using sqlite::Cursor;

namespace {

domain::Posting postingFrom(const Cursor& row) {
    return {orDamage(domain::accountFrom(row.get<std::string_view>(0)), "account"),
            {row.get<std::int64_t>(1), row.get<Currency>(2)}};
}

ports::AuditRecord auditFrom(const Cursor& row) {
    return {row.get<std::int64_t>(0), row.get<Instant>(1),     row.get<std::string>(2),
            row.get<std::string>(3),  row.get<std::string>(4), row.get<Hash>(5),
            row.get<Hash>(6)};
}

} // namespace

void SqliteStore::add(const ports::LedgerRecord& record) {
    sql("addLedgerTransaction")
        .run(record.id, record.event, record.entry.terminal, record.entry.incarnation,
             record.entry.seq, record.businessDay, record.at);
    int position = 0;
    for (const domain::Posting& posting : record.postings)
        sql("addLedgerPosting")
            .run(record.id, position++, domain::nameOf(posting.account), posting.amount.minor,
                 posting.amount.currency);
}

void SqliteStore::eachLedgerRecord(
    const std::function<void(const ports::LedgerRecord&)>& visit) const {
    for (Cursor rows = sql("allLedgerTransactions").query(); rows.next();) {
        ports::LedgerRecord record;
        record.id = rows.get<Uuid>(0);
        record.event = rows.get<std::string>(1);
        record.entry = {rows.get<TerminalId>(2), rows.get<Incarnation>(3), rows.get<Seq>(4)};
        record.businessDay = rows.get<Date>(5);
        record.at = rows.get<Instant>(6);
        for (Cursor postings = sql("postingsOf").query(record.id); postings.next();)
            record.postings.push_back(postingFrom(postings));
        visit(record);
    }
}

std::vector<domain::Posting> SqliteStore::balances() const {
    std::vector<domain::Posting> all;
    for (Cursor rows = sql("ledgerBalances").query(); rows.next();)
        all.push_back(postingFrom(rows));
    return all;
}

std::vector<domain::Posting> SqliteStore::balancesUntil(Date day) const {
    std::vector<domain::Posting> all;
    for (Cursor rows = sql("ledgerBalancesUntil").query(day); rows.next();)
        all.push_back(postingFrom(rows));
    return all;
}

void SqliteStore::eachLedgerLine(Date day,
                                 const std::function<void(const ports::LedgerLine&)>& visit) const {
    for (Cursor rows = sql("ledgerOfDay").query(day); rows.next();)
        visit({day,
               rows.get<Instant>(3),
               rows.get<std::string>(4),
               {rows.get<TerminalId>(5), rows.get<Incarnation>(6), rows.get<Seq>(7)},
               rows.get<std::string>(8),
               rows.get<std::optional<BookingId>>(9).value_or(BookingId{}),
               postingFrom(rows)});
}

std::optional<ports::AuditRecord> SqliteStore::lastAudit() const {
    Cursor rows = sql("lastAudit").query();
    if (!rows.next())
        return {};
    return auditFrom(rows);
}

void SqliteStore::add(const ports::AuditRecord& record) {
    sql("addAudit")
        .run(record.number, record.at, record.actor, record.action, record.text, record.prevHash,
             record.hash);
}

void SqliteStore::eachAudit(const std::function<void(const ports::AuditRecord&)>& visit) const {
    for (Cursor rows = sql("allAudit").query(); rows.next();)
        visit(auditFrom(rows));
}

std::vector<std::string> SqliteStore::idsOf(std::string_view query) const {
    std::vector<std::string> ids;
    for (Cursor rows = sql(query).query(); rows.next();)
        ids.push_back(rows.get<Uuid>(0).toString());
    return ids;
}

std::vector<std::string> SqliteStore::entryKeysOf(std::string_view query) const {
    std::vector<std::string> keys;
    for (Cursor rows = sql(query).query(); rows.next();)
        keys.push_back(rows.get<TerminalId>(0).toString() + "/" +
                       std::to_string(rows.get<std::int32_t>(1)) + "/" +
                       std::to_string(rows.get<std::int64_t>(2)));
    return keys;
}

std::vector<std::string> SqliteStore::ticketsWithoutClaim() const {
    return idsOf("ticketsWithoutClaim");
}
std::vector<std::string> SqliteStore::claimsWithoutTicket() const {
    return idsOf("claimsWithoutTicket");
}
std::vector<std::string> SqliteStore::seatsSoldTwice() const {
    return idsOf("seatsSoldTwice");
}
std::vector<std::string> SqliteStore::acceptedWithoutBooking() const {
    return entryKeysOf("acceptedWithoutBooking");
}
std::vector<std::string> SqliteStore::entriesWithoutVerdict() const {
    return entryKeysOf("entriesWithoutVerdict");
}
std::vector<std::string> SqliteStore::bookingsOutOfBalance() const {
    return idsOf("bookingsOutOfBalance");
}
std::vector<std::string> SqliteStore::claimsOfDeadAllotments() const {
    return idsOf("claimsOfDeadAllotments");
}

} // namespace foyer::server::store
