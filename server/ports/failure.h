#pragma once

#include <cstdint>

namespace foyer::server::ports {

/// An operating failure: nothing was kept, trying again later is sound. HTTP answers 503.
enum class Failure : std::uint8_t {
    Overloaded, ///< the queue of commands is full
    Storage,    ///< the database is busy, full, damaged or gone
    Stopping    ///< the server is shutting down
};

} // namespace foyer::server::ports
