#pragma once

#include "server/edge/server.h"
#include "server/http/api.h"
#include "server/main/meters.h"
#include "server/services/watch.h"
#include "server/store/group_writer.h"

#include <functional>
#include <string>

namespace foyer::server {

/// Everything that is measured; all of it must outlive the calls.
struct MetricsSources {
    const http::Api& api;
    const Meters& meters;
    const store::GroupWriter& writer;
    services::Watch& watch;
    const http::Workers& reads;
    const http::Workers& passwords;
    const http::Workers& drawings;
    const http::Workers& payments;
    std::function<edge::Counters()> edge;
    std::string database; // file
};

/// The page that Prometheus reads. The sets of labels are fixed but for the routes; no name, no id
/// and no text of anybody is among them. Reads the database: not for an event loop.
std::string metricsPage(const MetricsSources& sources);

} // namespace foyer::server
