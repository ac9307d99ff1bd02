#include "app/store/diagnosis.h"

#include "app_store/sql_terminal.h"
#include "shared/base/bytes.h"
#include "shared/protocol/verdict.h"
#include "shared/sqlite/connection.h"
#include "shared/wire/sync_json.h"

namespace foyer::store {

namespace {

constexpr std::int64_t kMostHeads = 200;

std::string line(const char* name, std::int64_t value) {
    return std::string(name) + " " + std::to_string(value) + "\n";
}

std::string stateOf(sqlite::Statements& sql) {
    auto row = sql["terminalState"].query();
    if (!row.next())
        return "not enrolled\n";
    const auto contact = row.get<std::optional<std::int64_t>>(5);
    const auto former = row.get<std::optional<std::int64_t>>(11);
    return "terminal " + row.get<TerminalId>(0).toString() + "\n" +
           line("life", row.get<std::int64_t>(1)) + line("cursor", row.get<std::int64_t>(2)) +
           "database " + row.get<Uuid>(3).toString() + "\n" +
           line("commit_seq", row.get<std::int64_t>(4)) +
           line("last_contact_ms", contact.value_or(0)) +
           line("last_wall_ms", row.get<std::int64_t>(8)) +
           line("barred", row.get<std::int64_t>(9)) +
           line("shift_over", row.get<std::int64_t>(12)) +
           line("former_commit_seq", former.value_or(-1));
}

std::string countsOf(sqlite::Statements& sql) {
    std::string text;
    auto rows = sql["rowCounts"].query();
    while (rows.next())
        text += rows.get<std::string>(0) + " " + std::to_string(rows.get<std::int64_t>(1)) + "\n";
    return text;
}

/// Rule and outcome; the sentence of a verdict may name seats and sums, and is left out.
std::string verdictText(const std::optional<std::string>& body) {
    if (!body)
        return "waiting";
    const auto verdict = wire::decodeVerdict(*body);
    if (!verdict)
        return "unreadable";
    return std::string(protocol::nameOf(verdict->rule)) + " " + protocol::nameOf(verdict->outcome);
}

std::string journalOf(sqlite::Statements& sql) {
    std::string text;
    auto rows = sql["journalHeads"].query(kMostHeads);
    while (rows.next())
        text += std::to_string(rows.get<std::int64_t>(0)) + " " +
                std::to_string(rows.get<std::int64_t>(1)) + " " + rows.get<std::string>(2) + " " +
                toHex(rows.get<Hash>(3)) + " " +
                verdictText(rows.get<std::optional<std::string>>(4)) + "\n";
    return text;
}

} // namespace

Result<Diagnosis, std::string> diagnose(const std::string& path) {
    try {
        sqlite::Connection db({.path = path, .readOnly = true, .create = false});
        const sqlite::SqlFiles files(sqlFiles(), sqlite::Dialect::Sqlite);
        sqlite::Statements sql(db, files);
        return Diagnosis{stateOf(sql), countsOf(sql), journalOf(sql)};
    } catch (const sqlite::Error& error) {
        return Err{std::string(error.what())};
    }
}

} // namespace foyer::store
