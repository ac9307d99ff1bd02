#include "shared/sqlite/connection.h"

#include <algorithm>
#include <array>
#include <sqlite3.h>
#include <utility>

namespace foyer::sqlite {

namespace {

/// In the order of Connection::Control. Equal savepoint names nest: the innermost is meant.
constexpr std::array<std::string_view, 7> kControlSql{
    "BEGIN", "BEGIN IMMEDIATE", "COMMIT", "ROLLBACK", "SAVEPOINT s", "RELEASE s", "ROLLBACK TO s"};

/// Debian's SQLite counts the bytes of each allocation under a lock of the whole process, a seventh
/// of a small transaction's time. Once is enough, and too late when SQLite has begun: then it
/// counts.
void countNoMemory() {
    [[maybe_unused]] static const int kCode = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

int openFlags(const Options& options) {
    const int access = options.readOnly
                           ? SQLITE_OPEN_READONLY
                           : SQLITE_OPEN_READWRITE | (options.create ? SQLITE_OPEN_CREATE : 0);
    return access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
}

} // namespace

void Connection::Close::operator()(sqlite3* db) const {
    sqlite3_close_v2(db);
}

Connection::Connection(const Options& options) {
    countNoMemory();
    sqlite3* db = nullptr;
    const int code = sqlite3_open_v2(options.path.c_str(), &db, openFlags(options),
                                     options.vfs.empty() ? nullptr : options.vfs.c_str());
    m_db.reset(db);
    if (code != SQLITE_OK)
        throwError(db, code, "open " + options.path);
    configure(options);
    for (const auto sql : kControlSql)
        m_controls.push_back(prepare(sql, sql));
}

Connection::~Connection() = default;

void Connection::configure(const Options& options) {
    sqlite3* db = m_db.get();
    sqlite3_busy_timeout(db, static_cast<int>(options.busyTimeout.count()));
    // "text" in double quotes is a name on PostgreSQL; here it would quietly become a string.
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    // Without it INSERT OR REPLACE deletes rows past the triggers of the append-only tables.
    exec("PRAGMA recursive_triggers = ON");
    exec(options.foreignKeys ? "PRAGMA foreign_keys = ON" : "PRAGMA foreign_keys = OFF");
    exec("PRAGMA temp_store = MEMORY");
    exec("PRAGMA cache_size = -" + std::to_string(options.cacheKiB));
    if (options.wal && !options.readOnly)
        exec("PRAGMA journal_mode = WAL");
    exec("PRAGMA synchronous = " + std::to_string(static_cast<int>(options.synchronous)));
    m_checkpoint->pages = options.walAutoCheckpoint;
    sqlite3_wal_hook(db, &Connection::afterCommit, m_checkpoint.get());
    if (options.onSlow) {
        m_watch = std::make_unique<Watch>(Watch{options.onSlow, options.slowFrom});
        sqlite3_trace_v2(db, SQLITE_TRACE_PROFILE, &Connection::afterStatement, m_watch.get());
    }
    exec("SELECT 1 FROM sqlite_master LIMIT 1"); // a file that is no database shows itself here
}

void Connection::exec(std::string_view script) {
    const int code =
        sqlite3_exec(m_db.get(), std::string(script).c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        throwError(m_db.get(), code, script.substr(0, 80));
}

Statement Connection::prepare(std::string_view name, std::string_view sql) {
    return Statement(m_db.get(), name, sql);
}

bool Connection::inTransaction() const {
    return sqlite3_get_autocommit(m_db.get()) == 0;
}

std::int64_t Connection::changes() const {
    return sqlite3_changes64(m_db.get());
}

std::int64_t Connection::totalChanges() const {
    return sqlite3_total_changes64(m_db.get());
}

/// sqlite3_sql() and not sqlite3_expanded_sql(): values of others never get into a log.
int Connection::afterStatement(unsigned, void* watch, void* statement, void* nanoseconds) {
    const auto& own = *static_cast<const Watch*>(watch);
    const std::chrono::nanoseconds took{*static_cast<const sqlite3_int64*>(nanoseconds)};
    const char* sql = sqlite3_sql(static_cast<sqlite3_stmt*>(statement));
    if (took >= own.from && sql)
        own.onSlow(sql, std::chrono::duration_cast<Milliseconds>(took));
    return 0;
}

/// In place of SQLite's own hook, which keeps a failed sync of the database file to itself.
int Connection::afterCommit(void* checkpoint, sqlite3* db, const char* schema, int pagesInWal) {
    auto& own = *static_cast<AutoCheckpoint*>(checkpoint);
    if (own.pages == 0 || pagesInWal < own.pages)
        return SQLITE_OK;
    const int code =
        sqlite3_wal_checkpoint_v2(db, schema, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    if (code != SQLITE_OK && (code & 0xFF) != SQLITE_BUSY && (code & 0xFF) != SQLITE_LOCKED)
        own.failure = code;
    return SQLITE_OK; // any other answer would make the durable commit look like a failed one
}

std::optional<Error> Connection::takeCheckpointFailure() {
    const int code = std::exchange(m_checkpoint->failure, SQLITE_OK);
    if (code == SQLITE_OK)
        return {};
    return Error(code & 0xFF, code, sqlite3_errstr(code), "checkpoint");
}

namespace {

/// Writes what the file holds once more, and syncs it.
int writeAnew(sqlite3_file& file) {
    const sqlite3_io_methods& disk = *file.pMethods;
    sqlite3_int64 size = 0;
    int code = disk.xFileSize(&file, &size);
    std::array<char, 65'536> part{};
    for (sqlite3_int64 at = 0; code == SQLITE_OK && at < size;) {
        const int count = static_cast<int>(std::min<sqlite3_int64>(size - at, part.size()));
        code = disk.xRead(&file, part.data(), count, at);
        if (code == SQLITE_OK)
            code = disk.xWrite(&file, part.data(), count, at);
        at += count;
    }
    return code == SQLITE_OK ? disk.xSync(&file, SQLITE_SYNC_NORMAL) : code;
}

} // namespace

/// What only the page cache has after a failed sync is in no later sync: the system believes that
/// it is on disk. Were it copied into the database first, a power cut would bring back the older
/// end of the WAL over newer pages.
void Connection::rewriteWal() {
    exec("BEGIN IMMEDIATE"); // nobody appends meanwhile
    sqlite3_file* wal = nullptr;
    int code = sqlite3_file_control(m_db.get(), "main", SQLITE_FCNTL_JOURNAL_POINTER, &wal);
    if (code == SQLITE_OK && wal && wal->pMethods)
        code = writeAnew(*wal);
    exec("ROLLBACK");
    if (code != SQLITE_OK)
        throwError(m_db.get(), code, "rewriting the WAL");
}

void Connection::truncateWal() {
    rewriteWal();
    const int code = sqlite3_wal_checkpoint_v2(m_db.get(), nullptr, SQLITE_CHECKPOINT_TRUNCATE,
                                               nullptr, nullptr);
    if (code != SQLITE_OK)
        throwError(m_db.get(), code, "checkpoint");
}

void Connection::control(Control which) {
    m_controls[static_cast<std::size_t>(which)].run();
}

int Connection::tryControl(Control which) noexcept {
    sqlite3_stmt* stmt = m_controls[static_cast<std::size_t>(which)].m_stmt.get();
    sqlite3_step(stmt);
    return sqlite3_reset(stmt);
}

Statement& Statements::operator[](std::string_view name) {
    if (const auto known = m_statements.find(name); known != m_statements.end())
        return *known->second;
    const Query& query = m_files.query(name);
    auto statement = std::make_unique<Statement>(m_connection.prepare(query.name, query.sql));
    return *m_statements.emplace(query.name, std::move(statement)).first->second;
}

} // namespace foyer::sqlite
