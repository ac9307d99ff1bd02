#include "shared/sqlite/migrations.h"

#include "shared/base/bytes.h"
#include "shared/sqlite/backup.h"
#include "shared/sqlite/connection.h"
#include "shared/sqlite/transaction.h"

#include <optional>
#include <sqlite3.h>

namespace foyer::sqlite {

namespace {

using Kind = MigrationRefusal::Kind;
using Judgement = Result<MigrationNumbers, MigrationRefusal>;

constexpr std::string_view kTable = "CREATE TABLE schema_migration ("
                                    "number bigint NOT NULL PRIMARY KEY, "
                                    "name text NOT NULL, "
                                    "hash bytea NOT NULL, "
                                    "applied_at bigint NOT NULL)";

std::int64_t ask(Connection& connection, std::string_view sql) {
    return connection.prepare(sql, sql).value<std::int64_t>().value_or(0);
}

std::optional<MigrationRefusal> refuseForeign(Connection& connection, ApplicationId application) {
    const auto found = ask(connection, "PRAGMA application_id");
    const bool empty = ask(connection, "SELECT count(*) FROM sqlite_master") == 0;
    if (found == static_cast<std::int64_t>(application) || (found == 0 && empty))
        return {};
    return MigrationRefusal{Kind::ForeignFile,
                            "this file is not a database of this program (application id " +
                                std::to_string(found) +
                                "); check the path of the data folder; nothing was changed"};
}

Bytes hashOf(const MigrationFile& migration) {
    const auto bytes = fromHex(migration.sha256);
    CHECK(bytes);
    return *bytes;
}

std::optional<MigrationRefusal> refuseApplied(const MigrationFile& known, const Bytes& hash) {
    if (hashOf(known) == hash)
        return {};
    return MigrationRefusal{
        Kind::Changed, "migration " + std::to_string(known.number) + " (" + known.name +
                           ") was applied with another text than this program carries; use the "
                           "program that made this database, or restore a backup; nothing was "
                           "changed"};
}

MigrationRefusal newer(std::int64_t number, const std::string& name, std::size_t known) {
    return {Kind::NewerDatabase, "the database has migration " + std::to_string(number) + " (" +
                                     name + "), this program knows up to " + std::to_string(known) +
                                     "; start the newer program, or restore a backup from before "
                                     "the update; nothing was changed"};
}

bool hasTable(Connection& connection) {
    return ask(connection, "SELECT count(*) FROM sqlite_master WHERE name = 'schema_migration'") !=
           0;
}

Judgement judgeApplied(Connection& connection, const SqlFiles& files) {
    constexpr std::string_view kSql =
        "SELECT number, name, hash FROM schema_migration ORDER BY number";
    const auto& known = files.migrations();
    std::size_t applied = 0;
    Statement statement = connection.prepare("appliedMigrations", kSql);
    for (Cursor rows = statement.query(); rows.next(); ++applied) {
        const auto [number, name, hash] = rows.as<std::int64_t, std::string, Bytes>();
        if (number > static_cast<std::int64_t>(known.size()))
            return Err{newer(number, name, known.size())};
        if (auto refusal = refuseApplied(known[static_cast<std::size_t>(number - 1)], hash))
            return Err{*std::move(refusal)};
    }
    MigrationNumbers pending;
    for (std::size_t i = applied; i < known.size(); ++i)
        pending.push_back(known[i].number);
    return pending;
}

Judgement judge(Connection& connection, const SqlFiles& files, ApplicationId application) {
    if (auto refusal = refuseForeign(connection, application))
        return Err{*std::move(refusal)};
    if (hasTable(connection))
        return judgeApplied(connection, files);
    MigrationNumbers all;
    for (const auto& migration : files.migrations())
        all.push_back(migration.number);
    return all;
}

void apply(Connection& connection, const MigrationFile& migration, Instant now) {
    connection.exec(migration.shared);
    connection.exec(migration.companion);
    connection
        .prepare("recordMigration", "INSERT INTO schema_migration (number, name, hash, applied_at) "
                                    "VALUES ($1, $2, $3, $4)")
        .run(migration.number, migration.name, hashOf(migration), now);
}

void applyAll(Connection& connection, const SqlFiles& files, const MigrationNumbers& pending,
              ApplicationId application, Instant now) {
    connection.exec("PRAGMA application_id = " + std::to_string(static_cast<int>(application)));
    if (!hasTable(connection))
        connection.exec(kTable);
    for (const int number : pending)
        apply(connection, files.migrations()[static_cast<std::size_t>(number - 1)], now);
    if (const std::string dangling = findDanglingReference(connection); !dangling.empty())
        throw Error(SQLITE_CONSTRAINT, SQLITE_CONSTRAINT_FOREIGNKEY, dangling, "migrate");
}

/// Foreign keys can only be switched outside a transaction, and a migration that rebuilds a table
/// needs them off until it is done.
class ForeignKeysOff {
public:
    explicit ForeignKeysOff(Connection& connection)
        : m_connection(connection), m_wereOn(ask(connection, "PRAGMA foreign_keys") != 0) {
        set(0);
    }
    ForeignKeysOff(const ForeignKeysOff&) = delete;
    ForeignKeysOff& operator=(const ForeignKeysOff&) = delete;
    ~ForeignKeysOff() { set(m_wereOn); }

private:
    void set(int on) {
        sqlite3_db_config(m_connection.handle(), SQLITE_DBCONFIG_ENABLE_FKEY, on, nullptr);
    }
    Connection& m_connection;
    bool m_wereOn;
};

} // namespace

Result<MigrationNumbers, MigrationRefusal>
pendingMigrations(Connection& connection, const SqlFiles& files, ApplicationId application) {
    return judge(connection, files, application);
}

Result<MigrationNumbers, MigrationRefusal> migrate(Connection& connection, const SqlFiles& files,
                                                   ApplicationId application, Instant now) {
    // Looked at once without the write lock, so that a start with nothing to do changes nothing,
    // and again under it, because another process may have been faster.
    Judgement first = judge(connection, files, application);
    if (!first || (first->empty() && hasTable(connection)))
        return first;
    const ForeignKeysOff off(connection);
    Transaction transaction(connection);
    Judgement pending = judge(connection, files, application);
    if (!pending)
        return pending;
    applyAll(connection, files, *pending, application, now);
    transaction.commit();
    return pending;
}

} // namespace foyer::sqlite
