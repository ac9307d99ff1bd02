#include "tests/proof/database.h"

#include "shared/sqlite/connection.h"
#include "tests/bench/report.h"

namespace foyer::proof {

using bench::require;

namespace {

class Reading {
public:
    explicit Reading(const std::string& database) : m_connection(optionsFor(database)) {}

    std::int64_t count(const char* sql) {
        return m_connection.prepare("count", sql).value<std::int64_t>().value_or(-1);
    }

private:
    static sqlite::Options optionsFor(const std::string& database) {
        sqlite::Options options;
        options.path = database;
        options.readOnly = true;
        return options;
    }
    sqlite::Connection m_connection;
};

} // namespace

void requireNoSeatTwice(const std::string& database, std::size_t tickets) {
    Reading reading(database);
    const auto wanted = static_cast<std::int64_t>(tickets);
    require(reading.count("SELECT count(*) FROM ticket WHERE state = 'valid'") == wanted,
            "there are not " + std::to_string(tickets) + " valid tickets");
    require(reading.count("SELECT count(*) FROM (SELECT 1 FROM ticket WHERE state = 'valid' "
                          "GROUP BY showtime, seat HAVING count(*) > 1)") == 0,
            "a seat was sold twice (I1)");
    require(reading.count("SELECT count(*) FROM ticket t JOIN seat_claim c "
                          "ON c.showtime = t.showtime AND c.seat = t.seat AND c.ticket = t.id "
                          "WHERE t.state = 'valid'") == wanted,
            "a ticket does not own the right to its seat (I1)");
    require(reading.count("SELECT coalesce(sum(amount), 0) FROM ledger_posting") == 0,
            "the ledger does not balance (I3)");
}

void requireEntries(const std::string& database, std::size_t entries) {
    require(Reading(database).count("SELECT count(*) FROM journal_entry") ==
                static_cast<std::int64_t>(entries),
            "not every entry was taken in once");
}

} // namespace foyer::proof
