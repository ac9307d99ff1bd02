#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace foyer::server::http {

/// A few threads for what is too slow for an event loop. The queue is bounded: who comes when it is
/// full is turned away, never kept waiting. Jobs must not throw. Thread-safe.
class Workers {
public:
    Workers(std::size_t threads, std::size_t mostWaiting);
    ~Workers(); // stops
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;

    using Job = std::function<void()>;
    /// It goes on working for whom the caller works (ports::currentTrace).
    /// False, and the job is not taken, when the queue is full or the workers are ending.
    [[nodiscard]] bool run(Job job);
    std::size_t waiting() const;
    /// Finishes what is queued and takes no more. Called by one thread; twice does no harm.
    void stop();

private:
    void work();

    const std::size_t m_mostWaiting;
    mutable std::mutex m_lock;
    std::condition_variable m_wake;
    std::deque<Job> m_jobs;
    bool m_ending = false;
    std::vector<std::thread> m_threads;
};

} // namespace foyer::server::http
