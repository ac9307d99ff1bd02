#include "app/store/inside.h"
#include "app/store/seal.h"
#include "shared/wire/entry_json.h"
#include "shared/wire/sync_json.h"

#include <map>

namespace foyer::store {

namespace {

core::WaitingEntry entryFrom(const sqlite::Cursor& rows, Incarnation incarnation) {
    core::WaitingEntry row;
    row.entry.incarnation = incarnation;
    row.entry.seq = rows.get<Seq>(0);
    row.entry.type = rows.get<std::string>(1);
    row.entry.payloadText = rows.get<std::string>(2);
    row.entry.prevHash = rows.get<Hash>(3);
    row.entry.hash = rows.get<Hash>(4);
    row.entry.signature = rows.get<Signature>(5);
    row.at = rows.get<Instant>(6);
    return row;
}

std::optional<Seq> firstWaiting(Tables& tables) {
    return tables.sql["firstWaitingSeq"].value<Seq>(tables.identity.incarnation);
}

} // namespace

JournalEnd journalEnd(Tables& tables) {
    const auto row = tables.sql["lastEntry"].row<Seq, Hash>(tables.identity.incarnation);
    if (!row)
        return {};
    return {std::get<0>(*row), std::get<1>(*row)};
}

void verifyJournal(Tables& tables, const PublicKey& key) {
    const auto waiting = firstWaiting(tables);
    Hash prev{};
    Seq expected{1};
    auto rows = tables.sql["entriesFrom"].query(tables.identity.incarnation, 1, INT64_MAX);
    while (rows.next()) {
        const protocol::SealedEntry entry = entryFrom(rows, tables.identity.incarnation).entry;
        const bool linked = entry.seq == expected && entry.prevHash == prev &&
                            entry.hash == hashOf(tables.identity.terminal, entry);
        const bool signedHere =
            !waiting || entry.seq < *waiting || crypto::verify(key, entry.hash, entry.signature);
        if (!linked || !signedHere)
            throw Damage{
                "journal entry " + std::to_string(entry.seq.value) +
                (linked ? " is not signed by this terminal" : " does not fit the entry before it")};
        prev = entry.hash;
        ++expected.value;
    }
}

void appendEntry(Tables& tables, const protocol::SealedEntry& entry, Instant at) {
    tables.sql["addEntry"].run(entry.incarnation, entry.seq, entry.type, entry.payloadText,
                               entry.prevHash, entry.hash, entry.signature, at);
}

std::vector<core::WaitingEntry> readEntries(Tables& tables, Seq from, std::size_t most) {
    std::vector<core::WaitingEntry> entries;
    auto rows = tables.sql["entriesFrom"].query(tables.identity.incarnation, from,
                                                static_cast<std::int64_t>(most));
    while (rows.next())
        entries.push_back(entryFrom(rows, tables.identity.incarnation));
    return entries;
}

std::vector<core::WaitingEntry> readTail(Tables& tables) {
    const auto first = firstWaiting(tables);
    if (!first)
        return {};
    return readEntries(tables, *first, INT64_MAX);
}

std::vector<core::WaitingEntry> readOpenEntries(Tables& tables, Incarnation life) {
    std::vector<core::WaitingEntry> entries;
    auto rows = tables.sql["openEntries"].query(life, tables.identity.incarnation);
    while (rows.next())
        entries.push_back(entryFrom(rows, life));
    return entries;
}

void saveVerdict(Tables& tables, const protocol::Verdict& verdict) {
    const std::string body = wire::encodeVerdict(verdict);
    const Incarnation life = tables.identity.incarnation;
    // A server that was restored from a backup may think otherwise than before.
    tables.sql["addLaterVerdict"].run(life, verdict.seq, body);
    tables.sql["addVerdict"].run(life, verdict.seq, body);
    tables.sql["addLaterCarriedVerdict"].run(life, verdict.seq, body);
    tables.sql["addCarriedVerdict"].run(life, verdict.seq, body);
}

std::optional<protocol::Verdict> readVerdict(Tables& tables, Incarnation life, Seq seq) {
    const auto body = tables.sql["verdictOn"].value<std::string>(life, seq);
    if (!body)
        return {};
    auto verdict = wire::decodeVerdict(*body);
    if (!verdict)
        throw Damage{"the verdict on entry " + std::to_string(seq.value) + " cannot be read"};
    return std::move(*verdict);
}

protocol::Payload readPayload(Tables& tables, Incarnation life, Seq seq) {
    const auto row = tables.sql["entryText"].row<std::string, std::string>(life, seq);
    const std::string name = "journal entry " + std::to_string(seq.value);
    if (!row)
        throw Damage{name + " is missing"};
    auto payload = wire::decodePayload(std::get<0>(*row), std::get<1>(*row));
    if (!payload)
        throw Damage{name + ": " + payload.error()};
    return std::move(*payload);
}

std::vector<protocol::Admission> readAdmissions(Tables& tables, std::int64_t most) {
    std::map<TicketId, protocol::Admission> found;
    auto rows = tables.sql["latestAdmissions"].query(tables.identity.incarnation, most);
    while (rows.next()) {
        const auto payload =
            wire::decodePayload(rows.get<std::string>(0), rows.get<std::string>(1));
        if (!payload)
            continue; // verified before; a newer program's entry is not for us
        if (const auto* in = std::get_if<protocol::Admitted>(&*payload))
            found[in->ticket] = {
                in->ticket,           in->showtime, in->seat, tables.identity.terminal,
                tables.identity.name, in->at,       false};
        if (const auto* out = std::get_if<protocol::AdmissionUndone>(&*payload))
            if (const auto at = found.find(out->ticket); at != found.end())
                at->second.undone = true;
    }
    std::vector<protocol::Admission> all;
    for (auto& [ticket, admission] : found)
        all.push_back(std::move(admission));
    return all;
}

} // namespace foyer::store
