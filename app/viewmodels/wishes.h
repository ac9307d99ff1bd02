#pragma once

#include "app/core/event.h"

namespace foyer::viewmodels {

/// Where a person's wish goes. The real one posts it to the core's thread, a fake one remembers it.
class Wishes {
public:
    virtual ~Wishes() = default;
    virtual void wish(core::Event event) = 0;
    /// Do not wait for the back-off: try the server now.
    virtual void retryServer() = 0;
};

} // namespace foyer::viewmodels
