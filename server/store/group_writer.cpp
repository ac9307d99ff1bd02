#include "server/store/group_writer.h"

#include "server/store/database.h"

#include <array>
#include <chrono>

namespace foyer::server::store {

namespace {

constexpr std::array<double, 10> kBatchBounds{1, 2, 4, 8, 16, 32, 64, 128, 256, 512};

} // namespace

GroupWriter::GroupWriter(const sqlite::Options& options, PlanCache& plans,
                         ports::Publisher* publisher, const Limits& limits)
    : m_limits(limits)
    , m_connection(openToWrite(options))
    , m_committer(m_connection, serverSql(), plans, publisher)
    , m_batchSizes(kBatchBounds)
    , m_thread([this] { loop(); }) {}

GroupWriter::~GroupWriter() {
    stop();
}

void GroupWriter::submit(ports::Command command) {
    std::optional<ports::Failure> refusal;
    {
        const std::lock_guard lock(m_lock);
        if (m_stopping)
            refusal = ports::Failure::Stopping;
        else if (m_short.size() + m_long.size() >= m_limits.mostWaiting)
            refusal = ports::Failure::Overloaded;
        else if (command.entries > kMostShortEntries)
            m_long.push_back(std::move(command));
        else
            m_short.push_back(std::move(command));
    }
    if (refusal)
        command.done(refusal);
    else
        m_wake.notify_one();
}

void GroupWriter::stop() {
    {
        const std::lock_guard lock(m_lock);
        m_stopping = true;
    }
    m_wake.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

std::size_t GroupWriter::waiting() const {
    const std::lock_guard lock(m_lock);
    return m_short.size() + m_long.size();
}

std::vector<ports::Command> GroupWriter::takeBatch() {
    std::unique_lock lock(m_lock);
    m_wake.wait(lock, [this] { return m_stopping || !isIdle(); });
    std::vector<ports::Command> batch;
    const auto take = [&batch](std::deque<ports::Command>& queue) {
        batch.push_back(std::move(queue.front()));
        queue.pop_front();
    };
    while (!m_short.empty() && batch.size() < m_limits.mostPerCommit)
        take(m_short);
    for (std::size_t entries = 0; !m_long.empty(); take(m_long)) {
        const std::size_t with = entries + m_long.front().entries;
        if (entries > 0 && with > m_limits.mostEntriesPerCommit)
            break;
        entries = with;
    }
    return batch;
}

void GroupWriter::loop() {
    for (auto batch = takeBatch(); !batch.empty(); batch = takeBatch()) {
        const auto begun = std::chrono::steady_clock::now();
        m_batchSizes.add(static_cast<double>(batch.size()));
        m_committer.run(batch);
        m_commitTimes.add(
            std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count());
        m_commits = m_committer.commits();
        m_commands += static_cast<std::int64_t>(batch.size());
    }
}

} // namespace foyer::server::store
