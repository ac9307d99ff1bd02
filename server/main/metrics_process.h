#pragma once

#include "server/http/exposition.h"

namespace foyer::server {

/// The process itself, under the names that every program's dashboards know.
void addProcess(http::Exposition& page);

} // namespace foyer::server
