#include "server/store/rows.h"
#include "server/store/sqlite_store.h"

namespace foyer::server::store {

using sqlite::Cursor;

std::vector<core::Owed> SqliteStore::owed(BookingId booking) const {
    std::vector<core::Owed> all;
    for (Cursor rows = sql("owedForBooking").query(booking); rows.next();)
        all.push_back({rows.get<TicketId>(0), rows.get<bool>(1)});
    return all;
}

void SqliteStore::add(const core::Owed& owed, BookingId booking) {
    sql("addOwed").run(owed.ticket, booking, owed.posted);
}

std::vector<core::PaidBack> SqliteStore::paidBack(BookingId booking) const {
    std::vector<core::PaidBack> all;
    for (Cursor rows = sql("refundsOfBooking").query(booking); rows.next();)
        all.push_back({rows.get<TicketId>(0),
                       {rows.get<std::int64_t>(1), rows.get<Currency>(2)},
                       rows.get<TerminalId>(3),
                       rows.get<std::string_view>(4) == core::kSettledByWord});
    return all;
}

void SqliteStore::add(const core::PaidBack& paid, BookingId booking, const ports::EntryKey& entry,
                      Instant at) {
    sql("addRefund")
        .run(paid.ticket, booking, entry.terminal, entry.incarnation, entry.seq, paid.amount.minor,
             paid.amount.currency, at);
}

void SqliteStore::add(const core::PriceVariance& variance) {
    sql("addPriceVariance").run(variance.ticket, variance.printed.minor, variance.listed.minor);
}

void SqliteStore::add(const protocol::Comp& comp, BookingId booking) {
    sql("addComp").run(booking, comp.reason, sqlite::orNull(comp.approvedBy));
}

std::optional<protocol::Comp> SqliteStore::comp(BookingId booking) const {
    Cursor rows = sql("compOfBooking").query(booking);
    if (!rows.next())
        return {};
    return protocol::Comp{rows.get<std::string>(0),
                          rows.get<std::optional<OperatorId>>(1).value_or(OperatorId{})};
}

bool SqliteStore::isDeclined(BookingId booking, const std::string& reference) const {
    return sql("isDeclined").value<std::int64_t>(booking, reference).value_or(0) > 0;
}

Money SqliteStore::onCard(BookingId booking, Currency currency) const {
    return {sql("onCard").value<std::int64_t>(booking, currency).value_or(0), currency};
}

void SqliteStore::addDecline(BookingId booking, const std::string& reference,
                             const ports::EntryKey& entry) {
    sql("addDecline").run(booking, reference, entry.terminal, entry.incarnation, entry.seq);
}

} // namespace foyer::server::store
