#pragma once

#include "shared/base/ids.h"

namespace foyer::server::ports {

/// A ticket whose money goes back by the provider that took it, and the terminal whose journal says
/// so: after a loss that journal tells it again, unless it is the server's own.
struct RefundedTicket {
    TicketId ticket;
    TerminalId by;
    friend bool operator==(const RefundedTicket&, const RefundedTicket&) = default;
};

} // namespace foyer::server::ports
