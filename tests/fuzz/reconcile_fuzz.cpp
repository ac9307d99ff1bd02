// Journals of a till whose key is known but whose entries say anything: a line is one entry, its
// type, a blank and its payload; an empty line ends a batch. They are sealed here and go through
// the real services on a real database, which is put back after each input.

#include "server/edge/utf8.h"
#include "server/main/proof/auditor.h"
#include "server/services/audit.h"
#include "server/services/reconcile.h"
#include "server/store/sqlite_store.h"
#include "shared/sqlite/backup.h"
#include "shared/sqlite/transaction.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/till_scene.h"

#include <algorithm>
#include <cstdio>

namespace foyer::fuzz {

namespace {

using protocol::SealedEntry;
using server::services::Audit;
using server::services::Reconcile;
namespace ports = server::ports;

constexpr std::size_t kMostEntries = 40;
constexpr std::size_t kLongestType = 40; // as the batch's codec allows

struct Scene : TillScene {
    // Its statements are prepared once for all inputs.
    server::store::SqliteStore store{house.connection, server::store::serverSql(), house.plans};
};

Scene& scene() {
    static Scene made;
    return made;
}

/// One writer and reader inside a transaction that is undone at the end. What the database refuses
/// leaves it as an exception: no journal may bring it so far.
class Undone final : public ports::Writer, public ports::Reader {
public:
    explicit Undone(Scene& scene)
        : m_connection(scene.house.connection)
        , m_transaction(scene.house.connection)
        , m_store(scene.store) {}
    ~Undone() override { m_store.truncateRows(0); }

    void submit(ports::Command command) override {
        sqlite::Savepoint savepoint(m_connection);
        if (command.work(m_store))
            savepoint.release();
        else
            savepoint.rollback();
        command.done({});
    }
    std::optional<ports::Failure>
    read(const std::function<void(const ports::Store&)>& work) override {
        work(m_store);
        return {};
    }

private:
    sqlite::Connection& m_connection;
    sqlite::Transaction m_transaction;
    server::store::SqliteStore& m_store;
};

/// The next link of the chain.
SealedEntry sealed(std::string_view type, std::string_view payload, const SealedEntry* before) {
    const auto& device = scene().device;
    SealedEntry entry;
    entry.seq = Seq{before ? before->seq.value + 1 : 1};
    entry.incarnation = device.incarnation;
    entry.type = type;
    entry.payloadText = payload;
    entry.prevHash = before ? before->hash : Hash{};
    entry.hash = server::tests::hashOf(device.terminal, entry);
    entry.signature = device.key.sign(entry.hash);
    return entry;
}

struct Journal {
    std::vector<SealedEntry> entries;
    std::vector<std::size_t> batches; // each the position after its last entry
};

Journal journalIn(std::string_view input) {
    Journal journal;
    while (!input.empty() && journal.entries.size() < kMostEntries) {
        const auto [line, rest] = takeLabel(input);
        input = rest;
        if (line.empty())
            journal.batches.push_back(journal.entries.size());
        const auto blank = std::min(line.find(' '), line.size());
        const auto type = line.substr(0, blank);
        if (type.empty() || type.size() > kLongestType || !edge::isUtf8(line))
            continue;
        const auto* before = journal.entries.empty() ? nullptr : &journal.entries.back();
        journal.entries.push_back(
            sealed(type, line.substr(std::min(blank + 1, line.size())), before));
    }
    journal.batches.push_back(journal.entries.size());
    return journal;
}

using Verdicts = std::vector<protocol::Verdict>;

/// A journal that is a chain is never refused as a whole; each of its entries has one verdict.
Verdicts upload(Reconcile& reconcile, const Journal& journal, std::size_t from, std::size_t to) {
    const auto& device = scene().device;
    protocol::JournalUpload batch{device.terminal,
                                  device.incarnation,
                                  Seq{static_cast<std::int64_t>(from) + 1},
                                  from > 0 ? journal.entries[from - 1].hash : Hash{},
                                  {}};
    for (std::size_t i = from; i < to; ++i)
        batch.entries.push_back(journal.entries[i]);
    const auto answer = server::tests::answerOf<Reconcile::Answer>(
        [&](auto reply) { reconcile.upload(batch, reply); });
    HOLDS(answer.ok() && answer->ok());
    HOLDS((*answer)->verdicts.size() == to - from);
    for (std::size_t i = from; i < to; ++i)
        HOLDS((*answer)->verdicts[i - from].seq == journal.entries[i].seq);
    return (*answer)->verdicts;
}

/// What can be read off the database, by both halves of `foyerd audit`: the services' quick checks,
/// and the proof that derives seats, tickets and ledger from the same journal by rules of its own.
void checkPromises(Undone& db) {
    const auto proof = server::proof::proveWithin(scene().house.connection);
    for (const auto& finding : proof.findings.kept())
        std::fprintf(stderr, "proof: %s: %s\n", finding.promise.c_str(), finding.text.c_str());
    HOLDS(proof.findings.count() == 0);
    const auto report = Audit(db, scene().house.verifier).run();
    HOLDS(report.ok());
    for (const auto& finding : report->findings)
        std::fprintf(stderr, "%s: %s\n", finding.promise.c_str(), finding.text.c_str());
    HOLDS(report->findings.empty());
    HOLDS(sqlite::findDanglingReference(scene().house.connection).empty());
}

} // namespace

void tryInput(std::string_view input) {
    const Journal journal = journalIn(input);
    auto& house = scene().house;
    Undone db(scene());
    SeededRandom random(1);
    Reconcile reconcile({db, db, house.clock, random}, house.verifier);
    Verdicts verdicts;
    std::size_t from = 0;
    for (const auto to : journal.batches) {
        const auto more = upload(reconcile, journal, from, to);
        verdicts.insert(verdicts.end(), more.begin(), more.end());
        from = to;
    }
    // I4: once more, in one batch, it changes nothing and is answered the same.
    HOLDS(upload(reconcile, journal, 0, journal.entries.size()) == verdicts);
    checkPromises(db);
}

} // namespace foyer::fuzz
