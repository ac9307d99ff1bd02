#pragma once

#include "shared/base/ids.h"
#include "shared/sqlite/connection.h"

#include <string>
#include <vector>

namespace foyer::bench {

/// Makes a past for a cinema: the showtimes that were sold in a bench, with all that their sales
/// have left in the database, are repeated as if they had been some days ago. Ids are made new;
/// entries stand in lives of their terminals that nobody else knows of, and without their text,
/// which nothing but an audit reads. No server may have the database open.
class History {
public:
    History(const std::string& database, const std::vector<ShowtimeId>& sold);

    /// So many days before they were. Another number each time, the largest first, as time went.
    void repeat(int days);
    /// On disk, and nothing left to be written behind the back of whoever measures next.
    void finish();

private:
    std::string repetitionOf(const std::string& table, int days);

    sqlite::Connection m_connection;
};

} // namespace foyer::bench
