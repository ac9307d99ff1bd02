#include "tests/store/database_contents.h"

namespace foyer::tests {
namespace {

/// One query for all tables.
std::string queryOfContents(sqlite::Connection& db) {
    auto columns = db.prepare("columns", "SELECT m.name, c.name FROM sqlite_schema m "
                                         "JOIN pragma_table_info(m.name) c "
                                         "WHERE m.type = 'table' ORDER BY m.name, c.cid");
    std::map<std::string, std::string> rows;
    for (auto cursor = columns.query(); cursor.next();) {
        std::string& row = rows[cursor.get<std::string>(0)];
        row += std::string(row.empty() ? "" : " || '|' || ") + "quote(\"" +
               cursor.get<std::string>(1) + "\")";
    }
    std::string query;
    for (const auto& [table, row] : rows)
        query += std::string(query.empty() ? "" : " UNION ALL ") + "SELECT '" + table +
                 "', count(*), coalesce(group_concat(" + row + ", char(10)), '') FROM " + table;
    return query;
}

} // namespace

DatabaseContents contentsOf(const std::string& path) {
    sqlite::Connection db({.path = path, .create = false, .walAutoCheckpoint = 0});
    static const std::string kQuery = queryOfContents(db);
    auto tables = db.prepare("contents", kQuery);
    DatabaseContents contents;
    for (auto cursor = tables.query(); cursor.next();)
        contents[cursor.get<std::string>(0)] = {cursor.get<std::int64_t>(1),
                                                cursor.get<std::string>(2)};
    return contents;
}

std::string differenceOf(const DatabaseContents& one, const DatabaseContents& other) {
    std::string names;
    for (const auto& [table, contents] : one)
        if (other.at(table) != contents)
            names += " " + table;
    return names;
}

std::string differenceInRows(const DatabaseContents& one, const DatabaseContents& other) {
    std::string names;
    for (const auto& [table, contents] : one)
        if (other.at(table).rows != contents.rows)
            names += " " + table;
    return names;
}

} // namespace foyer::tests
