#include "server/store/sqlite_store.h"

#include "server/store/rows.h"
#include "shared/base/check.h"

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

void SqliteStore::begin() {
    CHECK(m_rows.empty() && m_happenings.empty());
    m_open.reset(); // so that the number is read
    const CommitSeq seq = lastSeq();
    m_open.emplace(Open{.seq = seq});
}

/// Also what is known is forgotten: it may have been read after what is undone.
void SqliteStore::undoTo(const Mark& mark) {
    const auto undone = static_cast<std::int64_t>(m_rows.size() - mark.rows);
    if (m_open)
        m_open = Open{.seq = {m_open->seq.value - undone}, .written = mark.written};
    m_rows.resize(mark.rows);
    m_happenings.resize(mark.happenings);
    m_holding.reset();
}

std::vector<FeedRow> SqliteStore::takeRows() {
    if (m_open)
        m_open->written = 0;
    return std::exchange(m_rows, {});
}

CommitSeq SqliteStore::lastSeq() const {
    if (m_open)
        return m_open->seq;
    return {orDamage(sql("counterValue").value<std::int64_t>("commit_seq"), "counter")};
}

CommitSeq SqliteStore::tell(FeedRow row) {
    row.seq = CommitSeq{lastSeq().value + 1};
    m_rows.push_back(std::move(row));
    if (m_open)
        m_open->seq = m_rows.back().seq;
    else
        addToFeed(std::span(m_rows).last(1));
    return m_rows.back().seq;
}

void SqliteStore::tellOf(FeedKind kind, const Uuid& id) {
    tell({{}, kind, id, {}, {}});
}

/// A map that changed several times has the version of the last one.
void SqliteStore::addToFeed(std::span<const FeedRow> rows) const {
    std::unordered_map<Uuid, CommitSeq> versions;
    for (const FeedRow& row : rows) {
        sql("addChange").run(row.seq, row.kind, row.id, orNull(row.terminal), textOf(row.seats));
        if (row.kind == FeedKind::SeatsReset || row.kind == FeedKind::Seats)
            versions[row.id] = row.seq;
    }
    for (const FeedRow& row : rows)
        if (const auto last = versions.find(row.id); last != versions.end())
            if (last->second == row.seq)
                sql("setSeatsVersion").run(row.id, row.seq);
    sql("setNumber").run("commit_seq", rows.back().seq);
}

void SqliteStore::writeFeed() const {
    if (!m_open || m_open->written == m_rows.size())
        return;
    addToFeed(std::span(m_rows).subspan(m_open->written));
    m_open->written = m_rows.size();
}

Uuid SqliteStore::incarnation() const {
    if (m_open && m_open->incarnation)
        return *m_open->incarnation;
    // Not kept for longer: recovery gives the database another one while it is open.
    const Uuid read{orDamage(sql("metaBytes").value<std::array<std::uint8_t, 16>>("db_incarnation"),
                             "db_incarnation")};
    if (m_open)
        m_open->incarnation = read;
    return read;
}

protocol::Stamp SqliteStore::stamp() const {
    return {incarnation(), lastSeq()};
}

CommitSeq SqliteStore::oldestChange() const {
    writeFeed();
    return sql("oldestChange").value<CommitSeq>().value_or(CommitSeq{});
}

std::vector<FeedRow> SqliteStore::changesAfter(CommitSeq cursor, TerminalId terminal,
                                               std::size_t limit) const {
    writeFeed();
    return feedRowsFrom(
        sql("changesAfter").query(cursor, terminal, static_cast<std::int64_t>(limit)));
}

std::vector<FeedRow> SqliteStore::rowsAfter(CommitSeq seq) const {
    writeFeed();
    return feedRowsFrom(sql("allChangesAfter").query(seq));
}

void SqliteStore::pruneChanges(CommitSeq seq) {
    writeFeed();
    sql("pruneChanges").run(seq);
}

} // namespace foyer::server::store
