#include "server/store/sqlite_store.h"

#include "server/store/rows.h"

#include <charconv>

namespace foyer::server::store {

using ports::FeedKind;
using ports::FeedRow;
using sqlite::Cursor;
using sqlite::orNull;

namespace {

/// "12s,13h": seat number and letter of its state.
std::string textOf(const std::vector<std::pair<SeatNo, domain::SeatState>>& seats) {
    std::string text;
    for (const auto& [seat, state] : seats) {
        if (!text.empty())
            text += ',';
        text += std::to_string(seat.value);
        text += domain::letterOf(state);
    }
    return text;
}

std::vector<std::pair<SeatNo, domain::SeatState>> seatsFrom(std::string_view text) {
    std::vector<std::pair<SeatNo, domain::SeatState>> seats;
    const char* at = text.data();
    const char* const end = at + text.size();
    while (at != end) {
        SeatNo seat;
        at = std::from_chars(at, end, seat.value).ptr;
        const char letter = at == end ? ' ' : *at++;
        seats.emplace_back(seat, orDamage(domain::seatStateFrom(letter), "change.seats"));
        if (at != end && *at++ != ',')
            orDamage(std::optional<int>{}, "change.seats");
    }
    return seats;
}

FeedKind kindFrom(int number) {
    const bool known = number >= 0 && number < ports::kFeedKindCount;
    return orDamage(known ? std::optional{static_cast<FeedKind>(number)} : std::nullopt,
                    "change.kind");
}

std::vector<FeedRow> feedRowsFrom(Cursor rows) {
    std::vector<FeedRow> all;
    while (rows.next())
        all.push_back({rows.get<CommitSeq>(0), kindFrom(rows.get<int>(1)), rows.get<Uuid>(2),
                       rows.get<std::optional<TerminalId>>(3).value_or(TerminalId{}),
                       seatsFrom(rows.get<std::string_view>(4))});
    return all;
}

} // namespace

SqliteStore::SqliteStore(sqlite::Connection& connection, const sqlite::SqlFiles& files,
                         PlanCache& plans)
    : m_statements(connection, files), m_plans(plans) {}

CommitSeq SqliteStore::tell(FeedRow row) {
    row.seq = CommitSeq{orDamage(sql("nextNumber").value<std::int64_t>("commit_seq"), "counter")};
    sql("addChange").run(row.seq, row.kind, row.id, orNull(row.terminal), textOf(row.seats));
    m_rows.push_back(std::move(row));
    return m_rows.back().seq;
}

void SqliteStore::tellOf(FeedKind kind, const Uuid& id) {
    tell({{}, kind, id, {}, {}});
}

protocol::Stamp SqliteStore::stamp() const {
    // Not kept: recovery gives the database another one while it is open.
    return {Uuid{orDamage(sql("metaBytes").value<std::array<std::uint8_t, 16>>("db_incarnation"),
                          "db_incarnation")},
            {orDamage(sql("counterValue").value<std::int64_t>("commit_seq"), "counter")}};
}

CommitSeq SqliteStore::oldestChange() const {
    return sql("oldestChange").value<CommitSeq>().value_or(CommitSeq{});
}

std::vector<FeedRow> SqliteStore::changesAfter(CommitSeq cursor, TerminalId terminal,
                                               std::size_t limit) const {
    return feedRowsFrom(
        sql("changesAfter").query(cursor, terminal, static_cast<std::int64_t>(limit)));
}

std::vector<FeedRow> SqliteStore::rowsAfter(CommitSeq seq) const {
    return feedRowsFrom(sql("allChangesAfter").query(seq));
}

void SqliteStore::pruneChanges(CommitSeq seq) {
    sql("pruneChanges").run(seq);
}

} // namespace foyer::server::store
