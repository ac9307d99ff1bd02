#include "app/store/terminal_store.h"

#include "app/store/inside.h"
#include "app/store/seal.h"
#include "app_store/sql_terminal.h"
#include "shared/base/mutant.h"
#include "shared/sqlite/migrations.h"
#include "shared/sqlite/transaction.h"

namespace foyer::store {

namespace {

const sqlite::SqlFiles& files() {
    static const sqlite::SqlFiles kFiles(sqlFiles(), sqlite::Dialect::Sqlite);
    return kFiles;
}

/// Sales from before this can neither be paid back nor printed again.
constexpr std::chrono::hours kSalesKept{9 * 24};

/// Scans of this door that it knows after a start: those of some days, whatever its clock says.
constexpr std::int64_t kAdmissionsKept = 20'000;

core::StorageTrouble troubleOf(const sqlite::Error& error) {
    if (error.isFull())
        return core::StorageTrouble::Full;
    if (error.isIo())
        return core::StorageTrouble::Io;
    if (error.isCorrupt())
        return core::StorageTrouble::Corrupt;
    return core::StorageTrouble::Other;
}

/// The number under which a store command is answered; nothing for the others.
struct OpOf {
    template <class T>
    std::optional<core::StoreOp> operator()(const T& command) const {
        if constexpr (requires { command.op; })
            return command.op;
        else
            return {};
    }
};

} // namespace

struct TerminalStore::Inside {
    Inside(const StoreOptions& options, const core::Identity& identity, crypto::KeyPair pair)
        : tables({.path = options.path,
                  .synchronous = mutated(Mutant::TerminalCommitsUnsynced)
                                     ? sqlite::Synchronous::Off
                                     : sqlite::Synchronous::Full,
                  .vfs = options.vfs},
                 files(), identity)
        , key(std::move(pair)) {}

    Tables tables;
    crypto::KeyPair key;
    JournalEnd end;
    core::Replica replica;
    std::vector<protocol::SealedEntry> written; // by the command being carried out
    std::shared_ptr<const core::Restored> restored;
    bool failed = false;

    std::optional<OpenFailure> prepare(Instant now);
    std::optional<OpenFailure> takeIdentity(Instant now);
    bool isOurs(const protocol::KnownJournal& journal);
    void saveHeard();

    /// What the command writes, inside a transaction that carryOut() commits.
    void write(const core::Persist& work);
    void write(const core::ApplyChanges& work);
    void voidWhatIsRevoked(const protocol::Payload& payload);
    void write(const core::SaveAllotments& work);
    void write(const core::SaveVerdicts& work);
    void write(const core::SaveLost& work) {
        tables.sql["setFormer"].run(work.former.dbIncarnation, work.former.commitSeq);
    }
    void write(const core::SaveBarred&) { tables.sql["setBarred"].run(); }
    void write(const core::SaveResting& work) { tables.sql["setResting"].run(work.resting); }
    void write(const core::SaveMoment& work);
    template <class Other>
    void write(const Other&) {}

    core::Stored carryOut(core::StoreOp op, const core::Command& command, Instant now);
    std::shared_ptr<const core::Restored> restore(Instant now);

    void saveStamp(const protocol::Stamp& stamp) {
        tables.sql["setStamp"].run(stamp.dbIncarnation, stamp.commitSeq);
    }
    std::vector<core::WaitingEntry> readBack();
};

std::optional<OpenFailure> TerminalStore::Inside::prepare(Instant now) {
    // What a failed sync of the life before left may stand in the system's memory only and look
    // written. This life builds on it, so all of it is written and synced anew.
    if (!mutated(Mutant::TerminalTrustsPageCache))
        tables.db.truncateWal();
    const auto migrated = sqlite::migrate(tables.db, files(), sqlite::ApplicationId::Terminal, now);
    if (!migrated)
        return OpenFailure{OpenFailure::Kind::WrongFile, migrated.error().message};
    if (auto failure = takeIdentity(now))
        return failure;
    verifyJournal(tables, key.publicKey());
    end = journalEnd(tables);
    replica = readReplica(tables);
    restored = restore(now);
    return {};
}

std::optional<OpenFailure> TerminalStore::Inside::takeIdentity(Instant now) {
    sqlite::Transaction transaction(tables.db);
    const auto row = tables.sql["terminalState"].row<TerminalId, Incarnation>();
    const core::Identity& own = tables.identity;
    if (!row) {
        tables.sql["addTerminalState"].run(own.terminal, own.incarnation, Uuid{}, now);
    } else if (std::get<0>(*row) != own.terminal || own.incarnation < std::get<1>(*row)) {
        return OpenFailure{OpenFailure::Kind::WrongFile,
                           "the database belongs to another terminal, or to a later enrolment"};
    } else if (std::get<1>(*row) < own.incarnation) {
        // What was leased to the life before is not this one's to sell.
        tables.sql["addFormerLife"].run(std::get<1>(*row));
        saveHeard();
        if (!mutated(Mutant::FormerRightsKept)) {
            tables.sql["dropRights"].run();
            tables.sql["dropAllotments"].run();
        }
        tables.sql["setIncarnation"].run(own.incarnation);
    }
    transaction.commit();
    return {};
}

/// The server may know that life from another copy of this disk, which went its own way.
bool TerminalStore::Inside::isOurs(const protocol::KnownJournal& journal) {
    if (journal.hash == Hash{})
        return true; // it did not say; so did programs of before
    return tables.sql["entryHash"].value<Hash>(journal.life, journal.last) == journal.hash;
}

/// A life of which the server said nothing it has forgotten, or never heard of.
void TerminalStore::Inside::saveHeard() {
    const auto& journals = tables.identity.journals;
    if (!journals || mutated(Mutant::ForgottenEntriesStay))
        return;
    tables.sql["hearNothing"].run(tables.identity.incarnation);
    for (const protocol::KnownJournal& journal : *journals)
        if (isOurs(journal))
            tables.sql["setHeard"].run(journal.life, journal.last);
}

std::vector<core::WaitingEntry> TerminalStore::Inside::readBack() {
    auto entries = readEntries(tables, written.front().seq, written.size());
    bool same = entries.size() == written.size();
    for (std::size_t i = 0; same && i < entries.size(); ++i)
        same = entries[i].entry.hash == written[i].hash &&
               hashOf(tables.identity.terminal, entries[i].entry) == written[i].hash;
    if (!same)
        throw Damage{"an entry read back is not what was written"};
    return entries;
}

void TerminalStore::Inside::write(const core::Persist& work) {
    if (work.firstSeq.value != end.seq.value + 1)
        throw Damage{"entry " + std::to_string(work.firstSeq.value) + " does not follow entry " +
                     std::to_string(end.seq.value)};
    JournalEnd last = end;
    for (const protocol::Payload& payload : work.entries) {
        written.push_back(seal(tables.identity.terminal, tables.identity.incarnation,
                               {last.seq.value + 1}, last.hash, payload, key));
        last = {written.back().seq, written.back().hash};
        appendEntry(tables, written.back(), protocol::timeOf(payload).value_or(Instant{}));
    }
    if (mutated(Mutant::EntryApartFromSale))
        tables.db.exec("COMMIT; BEGIN IMMEDIATE");
    for (const core::SaleUpdate& sale : work.sales)
        saveSale(tables, sale);
    Seq seq = work.firstSeq;
    for (const protocol::Payload& payload : work.entries) {
        saveTickets(tables, payload);
        saveDuties(tables, seq, payload);
        voidWhatIsRevoked(payload);
        ++seq.value;
    }
    for (const core::RightUpdate& right : work.rights)
        saveRight(tables, right);
}

/// Another disk of this terminal may have sold and voided the same tickets, and the feed told so
/// before this one wrote its sale.
void TerminalStore::Inside::voidWhatIsRevoked(const protocol::Payload& payload) {
    const auto* sale = std::get_if<protocol::Sale>(&payload);
    if (!sale)
        return;
    using protocol::RevocationReason;
    for (const auto& line : sale->lines)
        for (const auto& [id, row] : replica.revocations)
            if (row.ticket == line.ticket && row.seat == line.seat &&
                row.reason != RevocationReason::Reseated && row.reason != RevocationReason::Lost)
                tables.sql["voidTicket"].run(line.ticket);
}

void TerminalStore::Inside::write(const core::ApplyChanges& work) {
    saveChanges(tables, *work.answer, replica);
    for (const core::HeldAllotment& held : work.allotments)
        saveAllotment(tables, held);
    saveConsequences(tables, work);
    // The whole state ends what was told of a server that went back.
    if (work.answer->snapshot)
        tables.sql["replaceStamp"].run(work.answer->stamp.dbIncarnation,
                                       work.answer->stamp.commitSeq);
    else
        saveStamp(work.answer->stamp);
    tables.sql["setCursor"].run(work.answer->cursor, work.contact.wall, work.contact.boot,
                                work.contact.bootId);
}

void TerminalStore::Inside::write(const core::SaveAllotments& work) {
    for (const core::HeldAllotment& held : work.allotments)
        saveAllotment(tables, held);
    saveStamp(work.stamp);
}

void TerminalStore::Inside::write(const core::SaveVerdicts& work) {
    for (const protocol::Verdict& verdict : work.verdicts)
        saveVerdict(tables, verdict);
    saveConsequences(tables, work);
    saveStamp(work.stamp);
}

void TerminalStore::Inside::write(const core::SaveMoment& work) {
    for (const AllotmentId id : work.forgotten) {
        tables.sql["forgetRights"].run(id);
        tables.sql["forgetAllotment"].run(id);
    }
}

core::Stored TerminalStore::Inside::carryOut(core::StoreOp op, const core::Command& command,
                                             Instant now) {
    if (const auto* load = std::get_if<core::LoadEntries>(&command))
        return {op, readEntries(tables, load->from, load->most)};
    written.clear();
    if (const auto* changes = std::get_if<core::ApplyChanges>(&command);
        changes && mutated(Mutant::CursorBeforeChanges))
        tables.sql["setCursor"].run(changes->answer->cursor, changes->contact.wall,
                                    changes->contact.boot, changes->contact.bootId);
    sqlite::Transaction transaction(tables.db);
    tables.sql["setLastWall"].run(now);
    std::visit([this](const auto& work) { write(work); }, command);
    transaction.commit();
    // It is on disk, but on a disk that has begun to fail: no more money is taken on it.
    if (const auto failure = tables.db.takeCheckpointFailure())
        throw sqlite::Error(*failure);
    if (written.empty())
        return {op, {}};
    end = {written.back().seq, written.back().hash};
    return {op, readBack()};
}

std::shared_ptr<const core::Restored> TerminalStore::Inside::restore(Instant now) {
    core::Restored found;
    found.lastSeq = end.seq;
    found.tail = readTail(tables);
    found.sales = readSales(tables, now - kSalesKept);
    found.allotments = readAllotments(tables);
    found.replica = replica;
    found.answeredRecalls = readAnsweredRecalls(tables, replica);
    found.closedTasks = readClosedTasks(tables, replica);
    found.refundedTickets = readRefundedTickets(tables);
    found.formerLives = readFormerLives(tables);
    found.ownAdmissions = readAdmissions(tables, kAdmissionsKept);
    auto row = tables.sql["terminalState"].query();
    if (!row.next())
        throw Damage{"the state of the terminal is missing"};
    found.cursor = row.get<CommitSeq>(2);
    found.stamp = {row.get<Uuid>(3), row.get<CommitSeq>(4)};
    found.lastContact = readMark(row, 5);
    found.lastWall = row.get<Instant>(8);
    found.barred = row.get<bool>(9);
    found.resting = row.get<bool>(12);
    const auto former = row.get<std::optional<Uuid>>(10);
    if (former)
        found.former = protocol::Stamp{*former, row.get<CommitSeq>(11)};
    return std::make_shared<const core::Restored>(std::move(found));
}

TerminalStore::TerminalStore(std::unique_ptr<Inside> inside) : m_inside(std::move(inside)) {}
TerminalStore::~TerminalStore() = default;

Result<std::unique_ptr<TerminalStore>, OpenFailure>
TerminalStore::open(const StoreOptions& options, const core::Identity& identity,
                    crypto::KeyPair key, Instant now) {
    try {
        auto inside = std::make_unique<Inside>(options, identity, std::move(key));
        if (auto failure = inside->prepare(now))
            return Err{std::move(*failure)};
        return std::unique_ptr<TerminalStore>(new TerminalStore(std::move(inside)));
    } catch (const Damage& damage) {
        return Err{OpenFailure{OpenFailure::Kind::BrokenJournal, damage.message}};
    } catch (const sqlite::Error& error) {
        return Err{OpenFailure{OpenFailure::Kind::Io, error.what()}};
    }
}

std::shared_ptr<const core::Restored> TerminalStore::restored() const {
    return m_inside->restored;
}

std::optional<core::Event> TerminalStore::carryOut(const core::Command& command, Instant now) {
    const auto op = std::visit(OpOf{}, command);
    if (!op)
        return {};
    if (m_inside->failed)
        return core::PersistFailed{*op, core::StorageTrouble::Other,
                                   "not tried: the disk had failed before"};
    try {
        return m_inside->carryOut(*op, command, now);
    } catch (const Damage& damage) {
        m_inside->failed = true;
        return core::PersistFailed{*op, core::StorageTrouble::Corrupt, damage.message};
    } catch (const sqlite::Error& error) {
        m_inside->failed = true;
        return core::PersistFailed{*op, troubleOf(error), error.what()};
    }
}

std::string TerminalStore::signedQr(const domain::TicketProof& proof) const {
    return store::signedQr(proof, m_inside->key);
}

} // namespace foyer::store
