#include "server/store/rows.h"
#include "server/store/sqlite_store.h"

namespace foyer::server::store {

using sqlite::Cursor;

std::vector<protocol::Allotment> SqliteStore::openAllotments(TerminalId terminal,
                                                             Incarnation life) const {
    std::vector<AllotmentId> ids;
    for (Cursor rows = sql("openAllotmentsOf").query(terminal, life); rows.next();)
        ids.push_back(rows.get<AllotmentId>(0));
    std::vector<protocol::Allotment> all;
    for (const AllotmentId id : ids)
        all.push_back(orDamage(allotment(id), "allotment"));
    return all;
}

bool SqliteStore::isCloned(TerminalId terminal, Incarnation life) const {
    return sql("isCloned").value<std::int64_t>(terminal, life).value_or(0) > 0;
}

void SqliteStore::setCloned(TerminalId terminal, Incarnation life) {
    sql("setCloned").run(terminal, life);
}

bool SqliteStore::isEnded(TerminalId terminal, Incarnation life) const {
    return sql("isEnded").value<std::int64_t>(terminal, life).value_or(0) > 0;
}

void SqliteStore::setEnded(TerminalId terminal, Incarnation life) {
    sql("setEnded").run(terminal, life);
}

std::vector<Incarnation> SqliteStore::formerLivesOnLease(TerminalId terminal) const {
    std::vector<Incarnation> all;
    for (Cursor rows = sql("formerLivesOnLease").query(terminal); rows.next();)
        all.push_back(rows.get<Incarnation>(0));
    return all;
}

std::optional<protocol::Verdict> SqliteStore::carriedVerdict(const ports::EntryKey& key,
                                                             const Hash& hash) const {
    std::optional<ports::EntryKey> by;
    {
        Cursor rows = sql("carriedVerdict").query(key.terminal, key.incarnation, key.seq, hash);
        if (rows.next())
            by = ports::EntryKey{key.terminal, rows.get<Incarnation>(0), rows.get<Seq>(1)};
    }
    if (!by)
        return {};
    return orDamage(entry(*by), "carried_entry").verdict;
}

void SqliteStore::addCarried(const ports::EntryKey& key, const ports::EntryKey& by,
                             const Hash& hash) {
    sql("addCarried").run(key.terminal, key.incarnation, key.seq, by.incarnation, by.seq, hash);
}

} // namespace foyer::server::store
