#include "server/store/group_writer.h"

namespace foyer::server::store {

GroupWriter::GroupWriter(const sqlite::Options& options, PlanCache& plans,
                         ports::Publisher* publisher, const Limits& limits)
    : m_limits(limits)
    , m_connection(options)
    , m_committer(m_connection, serverSql(), plans, publisher)
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
        else if (m_queue.size() >= m_limits.mostWaiting)
            refusal = ports::Failure::Overloaded;
        else
            m_queue.push_back(std::move(command));
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
    return m_queue.size();
}

std::vector<ports::Command> GroupWriter::takeBatch() {
    std::unique_lock lock(m_lock);
    m_wake.wait(lock, [this] { return m_stopping || !m_queue.empty(); });
    std::vector<ports::Command> batch;
    while (!m_queue.empty() && batch.size() < m_limits.mostPerCommit) {
        batch.push_back(std::move(m_queue.front()));
        m_queue.pop_front();
    }
    return batch;
}

void GroupWriter::loop() {
    for (auto batch = takeBatch(); !batch.empty(); batch = takeBatch()) {
        m_committer.run(batch);
        m_commits = m_committer.commits();
        m_commands += static_cast<std::int64_t>(batch.size());
    }
}

} // namespace foyer::server::store
