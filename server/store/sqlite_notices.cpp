#include "server/store/rows.h"
#include "server/store/sqlite_store.h"

namespace foyer::server::store {

using sqlite::Cursor;

std::vector<BookingId> SqliteStore::bookingsToRemind(Instant now, Instant until,
                                                     Milliseconds before, std::size_t limit) const {
    std::vector<BookingId> all;
    for (Cursor rows = sql("bookingsToRemind")
                           .query(now, until, static_cast<std::int64_t>(before.count()),
                                  static_cast<std::int64_t>(limit));
         rows.next();)
        all.push_back(rows.get<BookingId>(0));
    return all;
}

void SqliteStore::setReminded(BookingId booking, Instant at) {
    sql("setReminded").run(booking, at);
}

std::vector<TaskId> SqliteStore::tasksToAlert(std::size_t limit) const {
    std::vector<TaskId> all;
    for (Cursor rows = sql("tasksToAlert").query(static_cast<std::int64_t>(limit)); rows.next();)
        all.push_back(rows.get<TaskId>(0));
    return all;
}

void SqliteStore::setAlerted(TaskId task, Instant at) {
    sql("setAlerted").run(task, at);
}

} // namespace foyer::server::store
