#pragma once

#include "shared/base/bytes.h"
#include "shared/domain/seating_plan.h"

namespace foyer::server::services {

/// What makes two plans the same: everything in them but id and version.
Hash contentHash(const domain::SeatingPlan& plan);

} // namespace foyer::server::services
