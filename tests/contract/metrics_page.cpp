#include "tests/contract/metrics_page.h"

namespace foyer::server::testing {

MetricsPage::MetricsPage(std::string page) : text(std::move(page)) {
    for (const auto& line : QString::fromStdString(text).split('\n', Qt::SkipEmptyParts)) {
        if (line.startsWith("# TYPE "))
            families.insert(line.section(' ', 2, 2).toStdString());
        if (!line.startsWith('#'))
            samples[line.section(' ', 0, -2).toStdString()] = line.section(' ', -1).toDouble();
    }
}

double MetricsPage::at(const std::string& sample) const {
    const auto found = samples.find(sample);
    return found == samples.end() ? -1 : found->second;
}

Answer askMetrics(const House& house, const std::string& request) {
    return RawClient(house.node->metricsPort()).ask(request);
}

MetricsPage metricsOf(const House& house) {
    return MetricsPage(askMetrics(house, edge::testing::get("/metrics")).body);
}

void withMetrics(NodeOptions& options) {
    options.metrics.emplace();
}

} // namespace foyer::server::testing
