#pragma once

#include "shared/base/time.h"

namespace foyer::server::ports {

/// Where services read the time. Thread-safe.
class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
};

} // namespace foyer::server::ports
