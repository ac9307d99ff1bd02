#include "tests/bench/history.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <string_view>

#include <unistd.h>

namespace foyer::bench {

namespace {

constexpr std::int64_t kCacheKiB = 256 * 1024;
constexpr int kCheckpointPages = 50'000;

/// Everything a sale leaves, and which rows of it belong to the showtimes that were sold. Each may
/// speak of those before it, as they are kept in `old_…`.
struct Kept {
    const char* table;
    const char* where;
};
constexpr std::array kKept{
    Kept{"showtime", "id IN (SELECT id FROM temp.sold)"},
    Kept{"seats_version", "showtime IN (SELECT id FROM temp.sold)"},
    Kept{"booking", "showtime IN (SELECT id FROM temp.sold)"},
    Kept{"ticket", "showtime IN (SELECT id FROM temp.sold)"},
    Kept{"seat_claim", "showtime IN (SELECT id FROM temp.sold)"},
    Kept{"tender", "booking IN (SELECT id FROM temp.old_booking)"},
    Kept{"customer_booking", "booking IN (SELECT id FROM temp.old_booking)"},
    Kept{"journal_entry", "booking IN (SELECT id FROM temp.old_booking)"},
    Kept{"verdict", "(terminal, incarnation, seq) IN "
                    "(SELECT terminal, incarnation, seq FROM temp.old_journal_entry)"},
    Kept{"ledger_transaction", "(terminal, incarnation, seq) IN "
                               "(SELECT terminal, incarnation, seq FROM temp.old_journal_entry)"},
    Kept{"ledger_posting", "ledger_transaction IN (SELECT id FROM temp.old_ledger_transaction)"}};

bool isOneOf(std::string_view name, std::initializer_list<std::string_view> names) {
    for (const auto each : names)
        if (each == name)
            return true;
    return false;
}

std::string hexOf(const Uuid& id) {
    std::string text;
    for (const auto byte : id.bytes) {
        char digits[3];
        std::snprintf(digits, sizeof digits, "%02x", byte);
        text += digits;
    }
    return text;
}

/// The six bytes with which ids of that time begin (RFC 9562 §5.7).
std::string timeOfIds(int days) {
    const auto at = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now() -
                                                                  std::chrono::days{days});
    char digits[24];
    std::snprintf(digits, sizeof digits, "%012llx",
                  static_cast<unsigned long long>(at.time_since_epoch().count()));
    return digits;
}

/// What stands in a column of a row that is repeated.
std::string valueOf(const std::string& column, int days) {
    const std::string quoted = '"' + column + '"';
    const std::string earlier = std::to_string(days);
    // SQLite's || keeps all bytes of two blobs, and calls them a text.
    if (isOneOf(column, {"id", "showtime", "booking", "ticket", "ledger_transaction"}))
        return "CAST(x'" + timeOfIds(days) + "' || substr(" + quoted + ", 7) AS BLOB)";
    if (isOneOf(column, {"start_at", "end_at", "clean_until", "sold_at", "received_at", "given_at",
                         "reminded_at", "at"}))
        return quoted + " - " + earlier + " * 86400000";
    if (column == "business_day")
        return quoted + " - " + earlier;
    if (column == "incarnation")
        return quoted + " + 1000 + " + earlier;
    if (column == "payload")
        return "'{}'";
    return quoted;
}

sqlite::Options optionsFor(const std::string& database) {
    sqlite::Options options;
    options.path = database;
    options.create = false;
    options.synchronous = sqlite::Synchronous::Off;
    options.foreignKeys = false;
    options.cacheKiB = kCacheKiB;
    options.walAutoCheckpoint = kCheckpointPages;
    return options;
}

} // namespace

History::History(const std::string& database, const std::vector<ShowtimeId>& sold)
    : m_connection(optionsFor(database)) {
    std::string script = "CREATE TEMP TABLE sold (id BLOB PRIMARY KEY);";
    for (const ShowtimeId id : sold)
        script += "INSERT INTO temp.sold VALUES (x'" + hexOf(id.uuid) + "');";
    for (const auto& [table, where] : kKept)
        script += std::string("CREATE TEMP TABLE old_") + table + " AS SELECT * FROM main." +
                  table + " WHERE " + where + ";";
    m_connection.exec(script);
}

std::string History::repetitionOf(const std::string& table, int days) {
    std::string columns;
    std::string values;
    auto names = m_connection.prepare("columns", "SELECT name FROM pragma_table_info($1)");
    for (auto rows = names.query(table); rows.next();) {
        const auto column = rows.get<std::string>(0);
        columns += (columns.empty() ? "\"" : ", \"") + column + '"';
        values += (values.empty() ? "" : ", ") + valueOf(column, days);
    }
    return "INSERT INTO main." + table + " (" + columns + ") SELECT " + values + " FROM temp.old_" +
           table + ";";
}

void History::repeat(int days) {
    std::string script = "BEGIN IMMEDIATE;";
    for (const auto& kept : kKept)
        script += repetitionOf(kept.table, days);
    m_connection.exec(script + "COMMIT;");
}

void History::finish() {
    m_connection.truncateWal();
    ::sync();
}

} // namespace foyer::bench
