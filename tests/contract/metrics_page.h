#pragma once

// What Prometheus would read of a house, taken apart.

#include "tests/contract/rest_house.h"

#include <QProcess>

#include <map>
#include <set>

namespace foyer::server::testing {

/// A page in the text format: samples by name and labels as they are written.
struct MetricsPage {
    explicit MetricsPage(std::string page);
    /// -1: there is no such sample.
    double at(const std::string& sample) const;

    std::string text;
    std::set<std::string> families;
    std::map<std::string, double> samples;
};

Answer askMetrics(const House& house, const std::string& request);
MetricsPage metricsOf(const House& house);
/// A house whose metrics can be read.
void withMetrics(NodeOptions& options);

} // namespace foyer::server::testing
