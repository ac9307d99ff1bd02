#pragma once

#include "server/ports/histogram.h"

#include <chrono>
#include <deque>

namespace foyer::server::http {

/// How many requests each route was asked, how they ended and how long they took. Thread-safe.
class Traffic {
public:
    static constexpr std::size_t kClasses = 5; // of status: 1xx to 5xx

    /// Routes are counted from 0; one more stands for what no route serves.
    explicit Traffic(std::size_t routes) {
        for (std::size_t i = 0; i <= routes; ++i)
            m_rows.emplace_back();
    }

    std::size_t unrouted() const { return m_rows.size() - 1; }

    void answered(std::size_t route, int status, std::chrono::nanoseconds took) {
        Row& row = m_rows.at(route);
        const auto wanted = static_cast<std::size_t>(status / 100) - 1;
        row.byClass[wanted < kClasses ? wanted : kClasses - 1].fetch_add(1);
        row.took.add(std::chrono::duration<double>(took).count());
    }

    /// `kind` 0 is 1xx.
    std::uint64_t count(std::size_t route, std::size_t kind) const {
        return m_rows.at(route).byClass.at(kind).load();
    }
    const ports::Histogram& took(std::size_t route) const { return m_rows.at(route).took; }

private:
    struct Row {
        std::array<std::atomic<std::uint64_t>, kClasses> byClass{};
        ports::Histogram took{ports::kLatencyBounds};
    };
    std::deque<Row> m_rows; // never moved
};

} // namespace foyer::server::http
