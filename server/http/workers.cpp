#include "server/http/workers.h"

#include "server/ports/trace.h"

namespace foyer::server::http {

Workers::Workers(std::size_t threads, std::size_t mostWaiting) : m_mostWaiting(mostWaiting) {
    for (std::size_t i = 0; i < threads; ++i)
        m_threads.emplace_back([this] { work(); });
}

Workers::~Workers() {
    stop();
}

void Workers::stop() {
    {
        const std::lock_guard lock(m_lock);
        m_ending = true;
    }
    m_wake.notify_all();
    for (auto& thread : m_threads)
        if (thread.joinable())
            thread.join();
}

bool Workers::run(Job job) {
    {
        const std::lock_guard lock(m_lock);
        if (m_ending || m_jobs.size() >= m_mostWaiting)
            return false;
        m_jobs.push_back([trace = ports::currentTrace(), job = std::move(job)] {
            const ports::TraceScope scope(trace);
            job();
        });
    }
    m_wake.notify_one();
    return true;
}

std::size_t Workers::waiting() const {
    const std::lock_guard lock(m_lock);
    return m_jobs.size();
}

void Workers::work() {
    std::unique_lock lock(m_lock);
    for (;;) {
        m_wake.wait(lock, [this] { return m_ending || !m_jobs.empty(); });
        if (m_jobs.empty())
            return;
        const Job job = std::move(m_jobs.front());
        m_jobs.pop_front();
        lock.unlock();
        job();
        lock.lock();
    }
}

} // namespace foyer::server::http
