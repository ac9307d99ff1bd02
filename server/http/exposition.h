#pragma once

#include "server/ports/histogram.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace foyer::server::http {

/// Writes measurements as Prometheus reads them: its text format, version 0.0.4
/// (prometheus.io/docs/instrumenting/exposition_formats).
class Exposition {
public:
    static constexpr std::string_view kContentType = "text/plain; version=0.0.4; charset=utf-8";

    enum class Kind : std::uint8_t { Counter, Gauge, Histogram };
    using Labels = std::vector<std::pair<std::string_view, std::string_view>>;

    /// Begins a family, whose samples follow. Requires: names of [a-z0-9_], each begun once.
    void family(std::string_view name, Kind kind, std::string_view help);
    void sample(double value, const Labels& labels = {});
    /// Its buckets, sum and count.
    void sample(const ports::Histogram& histogram, const Labels& labels = {});

    std::string take() { return std::move(m_text); }

private:
    void line(std::string_view suffix, const Labels& labels, double value);

    std::string m_text;
    std::string m_name;
};

} // namespace foyer::server::http
