#include "tests/contract/witness.h"

namespace foyer::server::testing {

std::string dumpOf(sqlite::Connection& connection) {
    std::vector<std::string> tables;
    auto names = connection.prepare(
        "tables", "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name");
    for (auto rows = names.query(); rows.next();)
        tables.push_back(rows.get<std::string>(0));
    std::string dump;
    for (const auto& table : tables) {
        auto columns = connection.prepare("columns", "SELECT * FROM " + table);
        std::string quoted;
        for (int i = 0; i < columns.columnCount(); ++i)
            quoted += (i ? " || ',' || quote(" : "quote(") + columns.columnName(i) + ")";
        auto all = connection.prepare("rows", "SELECT " + quoted + " AS row FROM " + table +
                                                  " ORDER BY row");
        dump += table + "\n";
        for (auto rows = all.query(); rows.next();)
            dump += rows.get<std::string>(0) + "\n";
    }
    return dump;
}

Witness::Witness(const std::string& database)
    : m_connection({.path = database, .readOnly = true})
    , m_version(m_connection.prepare("version", "PRAGMA data_version")) {
    look();
}

void Witness::look() {
    m_seen = version();
    m_dump = dumpOf(m_connection);
}

std::string Witness::change() {
    const auto now = version();
    if (now == m_seen)
        return {};
    m_seen = now;
    auto dump = dumpOf(m_connection);
    if (dump == m_dump)
        return {};
    const auto at = std::mismatch(dump.begin(), dump.end(), m_dump.begin(), m_dump.end()).first;
    const auto from = dump.rfind('\n', static_cast<std::size_t>(at - dump.begin()));
    auto line = dump.substr(from == dump.npos ? 0 : from + 1, 300);
    m_dump = std::move(dump);
    return line;
}

} // namespace foyer::server::testing
