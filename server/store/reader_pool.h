#pragma once

#include "server/ports/writer.h"
#include "server/store/database.h"
#include "server/store/sqlite_store.h"

#include <condition_variable>
#include <mutex>
#include <vector>

namespace foyer::server::store {

/// Read-only connections, each lent to one reader at a time.
class ReaderPool final : public ports::Reader {
public:
    /// Throws sqlite::Error. Requires: the database is prepared and is a file. `plans` must outlive
    /// this.
    ReaderPool(const sqlite::Options& options, PlanCache& plans, std::size_t connections);

    [[nodiscard]] std::optional<ports::Failure>
    read(const std::function<void(const ports::Store&)>& work) override;

private:
    struct Slot {
        Slot(const sqlite::Options& options, PlanCache& plans)
            : connection(options), store(connection, serverSql(), plans) {}
        sqlite::Connection connection;
        SqliteStore store;
    };
    Slot* borrow();
    void giveBack(Slot* slot);

    std::vector<std::unique_ptr<Slot>> m_slots;
    std::mutex m_lock;
    std::condition_variable m_returned;
    std::vector<Slot*> m_idle;
};

} // namespace foyer::server::store
