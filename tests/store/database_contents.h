#pragma once

// What stands in a database, told without any code of the program's: for tests that let the disk
// fail.

#include "shared/sqlite/connection.h"

#include <map>
#include <string>

namespace foyer::tests {

struct TableContents {
    std::int64_t rows = 0;
    std::string text; // of all of them
    friend bool operator==(const TableContents&, const TableContents&) = default;
};
using DatabaseContents = std::map<std::string, TableContents>;

/// One query for all tables.
inline std::string queryOfContents(sqlite::Connection& db) {
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

/// Of the file as others see it now. It is not written to.
inline DatabaseContents contentsOf(const std::string& path) {
    sqlite::Connection db({.path = path, .create = false, .walAutoCheckpoint = 0});
    static const std::string kQuery = queryOfContents(db);
    auto tables = db.prepare("contents", kQuery);
    DatabaseContents contents;
    for (auto cursor = tables.query(); cursor.next();)
        contents[cursor.get<std::string>(0)] = {cursor.get<std::int64_t>(1),
                                                cursor.get<std::string>(2)};
    return contents;
}

/// The tables that are not the same.
inline std::string differenceOf(const DatabaseContents& one, const DatabaseContents& other) {
    std::string names;
    for (const auto& [table, contents] : one)
        if (other.at(table) != contents)
            names += " " + table;
    return names;
}
/// The tables that have another number of rows.
inline std::string differenceInRows(const DatabaseContents& one, const DatabaseContents& other) {
    std::string names;
    for (const auto& [table, contents] : one)
        if (other.at(table).rows != contents.rows)
            names += " " + table;
    return names;
}

} // namespace foyer::tests
