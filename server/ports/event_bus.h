#pragma once

#include "server/ports/event_store.h"

#include <string>
#include <vector>

namespace foyer::server::ports {

/// Where every event goes, in order, for whoever wants to hear. Belongs to one thread; must not
/// throw.
class EventBus {
public:
    virtual ~EventBus() = default;

    struct Kept {
        std::size_t count = 0; // the first of them that are kept there for certain
        std::string said;      // why not all, as a person should read it; no secret is in it
    };
    /// Blocks for seconds. What is not kept for certain may be kept all the same.
    virtual Kept publish(const std::vector<EventRecord>& events) = 0;
};

} // namespace foyer::server::ports
