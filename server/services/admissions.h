#pragma once

#include "server/ports/store.h"

namespace foyer::server::services {

/// Somebody was let in with the ticket, and not let out again.
inline bool isInside(const ports::Store& store, TicketId ticket) {
    const auto scan = store.admission(ticket);
    return scan && !scan->admission.undone;
}

} // namespace foyer::server::services
