#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace foyer::server::proof {

struct Finding {
    std::string promise; // "I1"
    std::string text;    // one sentence: where, what stands there, what should
};

/// What an audit has found. Keeps the first ones and counts all: a database that was damaged
/// everywhere must not fill the memory.
class Findings {
public:
    static constexpr std::size_t kMostKept = 2000;

    void add(const char* promise, std::string text) {
        ++m_count;
        if (m_kept.size() < kMostKept)
            m_kept.push_back({promise, std::move(text)});
    }
    std::size_t count() const { return m_count; }
    const std::vector<Finding>& kept() const { return m_kept; }

private:
    std::vector<Finding> m_kept;
    std::size_t m_count = 0;
};

} // namespace foyer::server::proof
