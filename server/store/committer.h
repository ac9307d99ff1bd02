#pragma once

#include "server/ports/publisher.h"
#include "server/ports/writer.h"
#include "server/store/sqlite_store.h"

#include <atomic>
#include <cstdint>
#include <span>

namespace foyer::server::store {

/// Runs commands in one transaction, each in a savepoint of its own: the heart of both writers.
/// Belongs to one thread.
class Committer {
public:
    /// All must outlive this; `publisher` may be null.
    Committer(sqlite::Connection& connection, const sqlite::SqlFiles& files, PlanCache& plans,
              ports::Publisher* publisher);

    /// Commits once, publishes, then answers every command. A command that is refused or breaks a
    /// constraint undoes only itself; any other failure undoes all, and all are told. So does one
    /// that is not undoable and breaks a constraint after it has written. What other
    /// processes committed since is published with it, in commit order.
    void run(std::span<ports::Command> commands);

    SqliteStore& store() { return m_store; }
    bool inTransaction() const { return m_connection.inTransaction(); }
    std::int64_t commits() const { return m_commits; }
    /// From any thread. False after a failed sync: nobody knows what the disk has kept, and only a
    /// restart, which reads the disk anew, may write again.
    bool isHealthy() const { return m_healthy; }

private:
    using Failures = std::vector<std::optional<ports::Failure>>;
    Failures commit(std::span<ports::Command> commands);
    std::optional<ports::Failure> runOne(ports::Command& command);
    std::optional<ports::Failure> runWhole(ports::Command& command);
    void undoAll();

    sqlite::Connection& m_connection;
    SqliteStore m_store;
    ports::Publisher* m_publisher;
    CommitSeq m_told; // the last row of the feed that was published or was there before
    std::int64_t m_commits = 0;
    std::atomic<bool> m_healthy{true}; // known before the commands are answered
};

} // namespace foyer::server::store
