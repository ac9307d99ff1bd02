#pragma once

#include "server/ports/histogram.h"
#include "server/store/committer.h"
#include "server/store/database.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace foyer::server::store {

/// The one writer with group commit (DESIGN §4): whatever waits while a commit syncs goes into the
/// next transaction together. After an outage many terminals send long journals at once; a customer
/// at a counter does not wait for them: what is short goes first, and with each commit at least one
/// long command. Has its own connection and thread. Destroyed, it finishes what waits.
class GroupWriter final : public ports::Writer {
public:
    /// More make a command a long one. A sale is three entries.
    static constexpr std::size_t kMostShortEntries = 12;

    struct Limits {
        std::size_t mostWaiting = 4096; // more are refused as Overloaded
        // These bound how long one answer waits for the others.
        std::size_t mostPerCommit = 256;        // short commands
        std::size_t mostEntriesPerCommit = 512; // of long ones together, at least one of them
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
    /// How many commands each transaction took in, and how long each took, in seconds.
    const ports::Histogram& batchSizes() const { return m_batchSizes; }
    const ports::Histogram& commitTimes() const { return m_commitTimes; }
    bool isHealthy() const { return m_committer.isHealthy(); }

private:
    void loop();
    std::vector<ports::Command> takeBatch();
    bool isIdle() const { return m_short.empty() && m_long.empty(); }

    const Limits m_limits;
    sqlite::Connection m_connection;
    Committer m_committer;
    mutable std::mutex m_lock;
    std::condition_variable m_wake;
    std::deque<ports::Command> m_short;
    std::deque<ports::Command> m_long; // the journal of an outage: more than kMostShortEntries
    bool m_stopping = false;
    std::atomic<std::int64_t> m_commits{0};
    std::atomic<std::int64_t> m_commands{0};
    ports::Histogram m_batchSizes;
    ports::Histogram m_commitTimes{ports::kLatencyBounds};
    std::thread m_thread; // last: it uses all of the above
};

} // namespace foyer::server::store
