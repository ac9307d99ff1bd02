#pragma once

#include "app/core/machines.h"
#include "app/core/view.h"

namespace foyer::core {

/// Builds the parts of the View from the machines. Each part counts its versions.
class ViewBuilder {
public:
    /// Rebuilds what the machines say has changed, and clears their marks.
    View build(Machines& machines);

private:
    View m_view;
};

} // namespace foyer::core
