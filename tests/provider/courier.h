#pragma once

#include "server/edge/message.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace foyer::provider {

/// Carries signed events to the merchant, on a thread of its own. Thread-safe.
class Courier {
public:
    Courier(std::string secret);
    ~Courier();
    Courier(const Courier&) = delete;
    Courier& operator=(const Courier&) = delete;

    /// `then` hears how many of them were answered with 200.
    void carry(std::string url, std::vector<std::string> bodies, std::function<void(int)> then);

private:
    void run();
    int deliver(const std::string& url, const std::vector<std::string>& bodies) const;

    struct Load {
        std::string url;
        std::vector<std::string> bodies;
        std::function<void(int)> then;
    };
    const std::string m_secret;
    std::mutex m_lock;
    std::condition_variable m_wake;
    std::deque<Load> m_loads;
    bool m_ending = false;
    std::thread m_thread;
};

} // namespace foyer::provider
