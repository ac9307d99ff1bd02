#include "server/store/rows.h"
#include "server/store/sqlite_store.h"

namespace foyer::server::store {

using ports::TerminalState;
using sqlite::Cursor;
using sqlite::orNull;

namespace {

constexpr const char* kActive = "active";
constexpr const char* kQuarantined = "quarantined";

const char* nameOf(TerminalState state) {
    switch (state) {
    case TerminalState::Active:
        return kActive;
    case TerminalState::Quarantined:
        return kQuarantined;
    }
    CHECK(false);
}

std::optional<TerminalState> terminalStateFrom(std::string_view name) {
    if (name == kActive)
        return TerminalState::Active;
    if (name == kQuarantined)
        return TerminalState::Quarantined;
    return {};
}

ports::TerminalRecord terminalFrom(const Cursor& row) {
    ports::TerminalRecord terminal;
    terminal.id = row.get<TerminalId>(0);
    terminal.cinema = row.get<CinemaId>(1);
    terminal.name = row.get<std::string>(2);
    terminal.key = row.get<PublicKey>(3);
    terminal.incarnation = row.get<Incarnation>(4);
    terminal.nextSeq = row.get<Seq>(5);
    terminal.lastHash = row.get<Hash>(6);
    terminal.state = orDamage(terminalStateFrom(row.get<std::string_view>(7)), "terminal.state");
    terminal.enrolledAt = row.get<Instant>(8);
    terminal.lastSeenAt = row.get<Instant>(9);
    terminal.kind =
        orDamage(ports::terminalKindFrom(row.get<std::string_view>(10)), "terminal.kind");
    return terminal;
}

protocol::Verdict verdictFrom(const Cursor& row, int firstColumn, Seq seq) {
    protocol::Verdict verdict;
    verdict.seq = seq;
    verdict.rule = orDamage(protocol::ruleFrom(row.get<std::string_view>(firstColumn)), "rule");
    verdict.outcome =
        orDamage(protocol::outcomeFrom(row.get<std::string_view>(firstColumn + 1)), "outcome");
    verdict.reason = row.get<std::string>(firstColumn + 2);
    return verdict;
}

} // namespace

std::optional<ports::TerminalRecord> SqliteStore::terminal(TerminalId id) const {
    Cursor rows = sql("terminalById").query(id);
    if (!rows.next())
        return {};
    return terminalFrom(rows);
}

std::vector<ports::TerminalRecord> SqliteStore::terminals() const {
    std::vector<ports::TerminalRecord> all;
    for (Cursor rows = sql("allTerminals").query(); rows.next();)
        all.push_back(terminalFrom(rows));
    return all;
}

std::optional<PublicKey> SqliteStore::terminalKey(TerminalId id, Incarnation incarnation) const {
    return sql("terminalKeyOf").value<PublicKey>(id, incarnation);
}

std::optional<protocol::TerminalKeys> SqliteStore::terminalKeys(TerminalId id) const {
    const auto known = terminal(id);
    if (!known)
        return {};
    protocol::TerminalKeys keys{id, known->name, {}};
    for (Cursor rows = sql("terminalKeysOf").query(id); rows.next();)
        keys.lives.push_back({rows.get<Incarnation>(0), rows.get<PublicKey>(1)});
    return keys;
}

void SqliteStore::put(const ports::TerminalRecord& terminal) {
    sql("putTerminal")
        .run(terminal.id, terminal.cinema, terminal.name, terminal.key, terminal.incarnation,
             terminal.nextSeq, terminal.lastHash, nameOf(terminal.state), terminal.enrolledAt,
             terminal.lastSeenAt, ports::nameOf(terminal.kind));
    addKey(terminal.id, {terminal.incarnation, terminal.key});
}

void SqliteStore::addKey(TerminalId terminal, const protocol::TerminalKeys::Life& life) {
    if (sql("addTerminalKey").run(terminal, life.incarnation, life.key) == 1)
        tellOf(ports::FeedKind::TerminalKeys, terminal.uuid);
}

std::vector<protocol::KnownJournal> SqliteStore::knownJournals(TerminalId terminal) const {
    std::vector<protocol::KnownJournal> journals;
    for (Cursor rows = sql("knownJournals").query(terminal); rows.next();)
        journals.push_back({rows.get<Incarnation>(0), rows.get<Seq>(1), rows.get<Hash>(2)});
    return journals;
}

void SqliteStore::setHead(TerminalId terminal, Seq nextSeq, const Hash& lastHash, Instant now) {
    sql("setJournalHead").run(terminal, nextSeq, lastHash, now);
}

void SqliteStore::add(const ports::EnrolmentCode& code) {
    sql("addEnrolmentCode")
        .run(code.codeHash, code.cinema, orNull(code.terminal), code.terminalName, code.expiresAt,
             ports::nameOf(code.kind));
}

std::optional<ports::EnrolmentCode> SqliteStore::takeCode(const Hash& codeHash, Instant now) {
    const auto row =
        sql("takeEnrolmentCode")
            .row<CinemaId, std::optional<TerminalId>, std::string, Instant, std::string>(codeHash,
                                                                                         now);
    if (!row)
        return {};
    const auto& [cinema, terminal, name, expires, kind] = *row;
    return ports::EnrolmentCode{
        codeHash, cinema,  terminal.value_or(TerminalId{}),
        name,     expires, orDamage(ports::terminalKindFrom(kind), "enrolment_code.kind")};
}

void SqliteStore::nameEnrolled(const Hash& codeHash, TerminalId terminal) {
    sql("nameEnrolledTerminal").run(codeHash, terminal);
}

std::optional<TerminalId> SqliteStore::enrolledBy(const Hash& codeHash, Instant now) const {
    return sql("enrolledTerminal").value<TerminalId>(codeHash, now);
}

std::optional<ports::KnownEntry> SqliteStore::entry(const ports::EntryKey& key) const {
    const auto hash = sql("entryHash").value<Hash>(key.terminal, key.incarnation, key.seq);
    if (!hash)
        return {};
    Cursor rows = sql("verdictOf").query(key.terminal, key.incarnation, key.seq);
    if (!rows.next())
        sqlite::throwDamage("an entry without a verdict");
    ports::KnownEntry known{*hash, verdictFrom(rows, 0, key.seq)};
    Cursor moves = sql("movesOfVerdict").query(key.terminal, key.incarnation, key.seq);
    while (moves.next())
        known.verdict.moves.push_back(
            {moves.get<TicketId>(0), moves.get<SeatNo>(1), moves.get<SeatNo>(2)});
    return known;
}

void SqliteStore::add(const ports::EntryRecord& entry, const protocol::Verdict& verdict,
                      Instant now) {
    const auto& key = entry.key;
    sql("addEntry")
        .run(key.terminal, key.incarnation, key.seq, entry.type, entry.payloadText, entry.prevHash,
             entry.hash, entry.signature, orNull(entry.booking), entry.receivedAt);
    sql("addVerdict")
        .run(key.terminal, key.incarnation, key.seq, protocol::nameOf(verdict.rule),
             protocol::nameOf(verdict.outcome), verdict.reason, now);
    int position = 0;
    for (const auto& move : verdict.moves)
        sql("addVerdictMove")
            .run(key.terminal, key.incarnation, key.seq, position++, move.ticket, move.from,
                 move.to);
    m_happenings.push_back(ports::Judged{verdict.outcome});
}

void SqliteStore::eachEntry(const EntryVisit& visit) const {
    for (Cursor rows = sql("allEntries").query(); rows.next();) {
        ports::EntryRecord entry;
        entry.key = {rows.get<TerminalId>(0), rows.get<Incarnation>(1), rows.get<Seq>(2)};
        entry.type = rows.get<std::string>(3);
        entry.payloadText = rows.get<std::string>(4);
        entry.prevHash = rows.get<Hash>(5);
        entry.hash = rows.get<Hash>(6);
        entry.signature = rows.get<Signature>(7);
        entry.booking = rows.get<std::optional<BookingId>>(8).value_or(BookingId{});
        entry.receivedAt = rows.get<Instant>(9);
        visit(entry, verdictFrom(rows, 10, entry.key.seq));
    }
}

bool SqliteStore::wasLetIn(BookingId booking) const {
    return sql("letInOfBooking").value<std::int64_t>(booking).value_or(0) > 0;
}

} // namespace foyer::server::store
