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

/// Of the file as others see it now. It is not written to.
DatabaseContents contentsOf(const std::string& path);

/// The tables that are not the same.
std::string differenceOf(const DatabaseContents& one, const DatabaseContents& other);
/// The tables that have another number of rows.
std::string differenceInRows(const DatabaseContents& one, const DatabaseContents& other);

} // namespace foyer::tests
