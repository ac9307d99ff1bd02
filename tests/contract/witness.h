#pragma once

// Whether anything at all has changed in a database, seen by a connection of its own.

#include "shared/sqlite/connection.h"

#include <algorithm>
#include <string>
#include <vector>

namespace foyer::server::testing {

/// Every row of every table as text, in the order of the tables' keys.
std::string dumpOf(sqlite::Connection& connection);

class Witness {
public:
    explicit Witness(const std::string& database);

    /// From now on.
    void look();
    /// The first line that is not as it was when last looked at; empty: all is as it was. Looks
    /// again from here on. Cheap while nobody commits.
    std::string change();

private:
    std::int64_t version() { return m_version.value<std::int64_t>().value_or(0); }

    sqlite::Connection m_connection;
    sqlite::Statement m_version;
    std::int64_t m_seen = 0;
    std::string m_dump;
};

} // namespace foyer::server::testing
