#pragma once

#include "server/store/committer.h"
#include "server/store/database.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace foyer::server::store {

/// The one writer with group commit (DESIGN §4): whatever waits while a commit syncs goes into the
/// next transaction together. Has its own connection and thread. Destroyed, it finishes what waits.
class GroupWriter final : public ports::Writer {
public:
    struct Limits {
        std::size_t mostWaiting = 4096;  // more are refused as Overloaded
        std::size_t mostPerCommit = 256; // bounds how long one answer waits for the others
    };

    /// `plans` and `publisher` must outlive this. Throws sqlite::Error when the database cannot be
    /// opened. Requires: it is prepared (prepareDatabase).
    GroupWriter(const sqlite::Options& options, PlanCache& plans, ports::Publisher* publisher,
                const Limits& limits);
    GroupWriter(const sqlite::Options& options, PlanCache& plans, ports::Publisher* publisher)
        : GroupWriter(options, plans, publisher, Limits{}) {}
    ~GroupWriter() override;

    void submit(ports::Command command) override;

    /// Takes no more (Stopping), finishes what waits, ends the thread. May be called twice.
    void stop();

    std::int64_t commits() const { return m_commits; }
    std::int64_t commands() const { return m_commands; }
    std::size_t waiting() const;
    bool isHealthy() const { return m_committer.isHealthy(); }

private:
    void loop();
    std::vector<ports::Command> takeBatch();

    const Limits m_limits;
    sqlite::Connection m_connection;
    Committer m_committer;
    mutable std::mutex m_lock;
    std::condition_variable m_wake;
    std::deque<ports::Command> m_queue;
    bool m_stopping = false;
    std::atomic<std::int64_t> m_commits{0};
    std::atomic<std::int64_t> m_commands{0};
    std::thread m_thread; // last: it uses all of the above
};

} // namespace foyer::server::store
