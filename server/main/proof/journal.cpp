#include "server/main/proof/journal.h"

#include "shared/crypto/hash.h"
#include "shared/crypto/keys.h"
#include "shared/sqlite/error.h"
#include "shared/wire/entry_json.h"

namespace foyer::server::proof {

namespace {

template <std::size_t Size>
std::array<std::uint8_t, Size> bigEndian(std::int64_t value) {
    std::array<std::uint8_t, Size> bytes;
    auto rest = static_cast<std::uint64_t>(value);
    for (auto at = bytes.rbegin(); at != bytes.rend(); ++at, rest >>= 8)
        *at = static_cast<std::uint8_t>(rest);
    return bytes;
}

/// Where the journal of each life has come to.
struct Head {
    Seq last;
    Hash hash{};
};
using Heads = std::map<std::pair<TerminalId, Incarnation>, Head>;

class Reader {
public:
    Reader(sqlite::Connection& db, const House& house, Findings& findings)
        : m_db(db)
        , m_house(house)
        , m_findings(findings)
        , m_moves(db.prepare("moves", "SELECT ticket, from_seat, to_seat FROM verdict_move "
                                      "WHERE terminal = $1 AND incarnation = $2 AND seq = $3 "
                                      "ORDER BY position")) {}

    std::int64_t run(const std::function<void(const EntryRow&)>& take);

private:
    void checkChain(const EntryRow& row);
    bool readVerdict(const sqlite::Cursor& rows, EntryRow& row);
    void checkHeads();

    sqlite::Connection& m_db;
    const House& m_house;
    Findings& m_findings;
    sqlite::Statement m_moves;
    Heads m_heads;
};

/// Row ids grow with every entry taken in and nothing is ever deleted: their order is the order of
/// the verdicts.
std::int64_t Reader::run(const std::function<void(const EntryRow&)>& take) {
    auto sql = m_db.prepare("entries",
                            "SELECT e.rowid, e.terminal, e.incarnation, e.seq, e.type, e.payload, "
                            "e.prev_hash, e.hash, e.signature, e.booking, e.received_at, "
                            "v.rule, v.outcome, v.reason "
                            "FROM journal_entry e LEFT JOIN verdict v ON v.terminal = e.terminal "
                            "AND v.incarnation = e.incarnation AND v.seq = e.seq ORDER BY e.rowid");
    std::int64_t count = 0;
    std::int64_t before = -1;
    for (auto rows = sql.query(); rows.next();) {
        EntryRow row;
        row.key = {rows.get<TerminalId>(1), rows.get<Incarnation>(2), rows.get<Seq>(3)};
        if (const auto at = rows.get<std::int64_t>(0); at == before) {
            m_findings.add("I4", "Entry " + nameOf(row.key) + " has two verdicts.");
            continue;
        } else {
            before = at;
        }
        ++count;
        row.sealed = {row.key.seq,
                      row.key.life,
                      rows.get<std::string>(4),
                      rows.get<std::string>(5),
                      rows.get<Hash>(6),
                      rows.get<Hash>(7),
                      rows.get<Signature>(8)};
        row.booking = rows.get<std::optional<BookingId>>(9).value_or(BookingId{});
        row.receivedAt = rows.get<Instant>(10);
        checkChain(row);
        if (readVerdict(rows, row))
            take(row);
    }
    checkHeads();
    return count;
}

void Reader::checkChain(const EntryRow& row) {
    Head& head = m_heads[{row.key.terminal, row.key.life}];
    if (row.key.seq.value <= head.last.value)
        m_findings.add("I4", "Entry " + nameOf(row.key) + " is there twice, or out of order.");
    else if (row.key.seq.value != head.last.value + 1)
        m_findings.add("I8", "The journal has a gap before entry " + nameOf(row.key) +
                                 ": the one before is " + std::to_string(head.last.value) + ".");
    else if (row.sealed.prevHash != head.hash)
        m_findings.add("I8", "Entry " + nameOf(row.key) + " does not follow the one before it.");
    if (!isSealed(m_house, row.key.terminal, row.sealed))
        m_findings.add("I8", "Entry " + nameOf(row.key) + " is not what its terminal signed.");
    head = {row.key.seq, row.sealed.hash};
}

bool Reader::readVerdict(const sqlite::Cursor& rows, EntryRow& row) {
    if (rows.isNull(11)) {
        m_findings.add("I2",
                       "Entry " + nameOf(row.key) + " (" + row.sealed.type + ") has no verdict.");
        return false;
    }
    const auto rule = protocol::ruleFrom(rows.get<std::string_view>(11));
    const auto outcome = protocol::outcomeFrom(rows.get<std::string_view>(12));
    if (!rule || !outcome) {
        m_findings.add("I2", "The verdict of entry " + nameOf(row.key) + " is none of R0 to R14.");
        return false;
    }
    row.verdict = {row.key.seq, *rule, *outcome, rows.get<std::string>(13), {}};
    if (*outcome == protocol::Outcome::Reseated)
        for (auto moves = m_moves.query(row.key.terminal, row.key.life, row.key.seq); moves.next();)
            row.verdict.moves.push_back(
                {moves.get<TicketId>(0), moves.get<SeatNo>(1), moves.get<SeatNo>(2)});
    return true;
}

/// The head a terminal is told is its journal's last entry: a cut end shows here.
void Reader::checkHeads() {
    auto sql = m_db.prepare("heads", "SELECT id, incarnation, next_seq, last_hash, public_key "
                                     "FROM terminal ORDER BY id");
    for (auto rows = sql.query(); rows.next();) {
        const auto terminal = rows.get<TerminalId>(0);
        const auto life = rows.get<Incarnation>(1);
        const auto found = m_heads.find({terminal, life});
        const Head head = found == m_heads.end() ? Head{} : found->second;
        const auto next = rows.get<Seq>(2);
        if (next.value != head.last.value + 1 || rows.get<Hash>(3) != head.hash)
            m_findings.add("I8", "The head of terminal " + terminal.toString() + "/" +
                                     std::to_string(life.value) + " is entry " +
                                     std::to_string(next.value - 1) + ", its journal ends at " +
                                     std::to_string(head.last.value) + ".");
        const PublicKey* key = m_house.key(terminal, life);
        if (!key || *key != rows.get<PublicKey>(4))
            m_findings.add("I8", "Terminal " + terminal.toString() +
                                     " has another key than its life " +
                                     std::to_string(life.value) + ".");
    }
}

} // namespace

Hash hashOf(TerminalId terminal, const protocol::SealedEntry& entry) {
    constexpr std::array<std::uint8_t, 1> end{0};
    return crypto::Hasher{}
        .add(asBytes("foyer-journal-1"))
        .add(terminal.uuid.bytes)
        .add(bigEndian<4>(entry.incarnation.value))
        .add(bigEndian<8>(entry.seq.value))
        .add(asBytes(entry.type))
        .add(end)
        .add(entry.prevHash)
        .add(asBytes(entry.payloadText))
        .finish();
}

bool isSealed(const House& house, TerminalId terminal, const protocol::SealedEntry& entry) {
    const PublicKey* key = house.key(terminal, entry.incarnation);
    return key && hashOf(terminal, entry) == entry.hash &&
           crypto::verify(*key, entry.hash, entry.signature);
}

std::int64_t readJournals(sqlite::Connection& db, const House& house, Findings& findings,
                          const std::function<void(const EntryRow&)>& take) {
    return Reader(db, house, findings).run(take);
}

Opened open(const House& house, const EntryRow& row) {
    constexpr std::size_t kMostLives = 20;
    const auto decode = [](const protocol::SealedEntry& entry) {
        auto payload = wire::decodePayload(entry.type, entry.payloadText);
        return payload ? std::move(*payload) : protocol::Payload{protocol::Unknown{entry.type}};
    };
    Opened opened{row.key, decode(row.sealed), {}};
    while (const auto* outer = std::get_if<protocol::Carried>(&opened.payload)) {
        const protocol::SealedEntry inner = outer->entry;
        if (inner.incarnation >= opened.origin.life || opened.carried.size() == kMostLives ||
            !isSealed(house, row.key.terminal, inner))
            break; // what is in it proves nothing: R14
        opened.origin = {row.key.terminal, inner.incarnation, inner.seq};
        opened.payload = decode(inner);
        opened.carried.push_back(inner);
    }
    return opened;
}

} // namespace foyer::server::proof
