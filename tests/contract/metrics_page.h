#pragma once

// What Prometheus would read of a house, taken apart.

#include "tests/contract/rest_house.h"

#include <QProcess>

#include <map>
#include <set>

namespace foyer::server::testing {

/// A page in the text format: samples by name and labels as they are written.
struct MetricsPage {
    explicit MetricsPage(std::string page) : text(std::move(page)) {
        for (const auto& line : QString::fromStdString(text).split('\n', Qt::SkipEmptyParts)) {
            if (line.startsWith("# TYPE "))
                families.insert(line.section(' ', 2, 2).toStdString());
            if (!line.startsWith('#'))
                samples[line.section(' ', 0, -2).toStdString()] = line.section(' ', -1).toDouble();
        }
    }
    /// -1: there is no such sample.
    double at(const std::string& sample) const {
        const auto found = samples.find(sample);
        return found == samples.end() ? -1 : found->second;
    }

    std::string text;
    std::set<std::string> families;
    std::map<std::string, double> samples;
};

inline Answer askMetrics(const House& house, const std::string& request) {
    return RawClient(house.node->metricsPort()).ask(request);
}
inline MetricsPage metricsOf(const House& house) {
    return MetricsPage(askMetrics(house, edge::testing::get("/metrics")).body);
}
/// A house whose metrics can be read.
inline void withMetrics(NodeOptions& options) {
    options.metrics.emplace();
}

} // namespace foyer::server::testing
