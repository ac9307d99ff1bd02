#pragma once

#include "server/ports/store.h"

namespace foyer::server::services {

/// Tickets of the booking that are owed for and not paid back: a refund hands it back as one.
std::vector<TicketId> unpaidTickets(const ports::Store& store, BookingId booking);

/// Closes the open task of that kind about the booking, whose work is part of a new one from now
/// on; the audit trail says so. Does nothing when there is none.
void replaceTask(ports::Store& store, protocol::TaskKind kind, BookingId booking, Instant now);

/// Opens the task about all the money the booking is owed. `record` says the rest: what is open
/// about it so far is replaced.
void openRefundDue(ports::Store& store, ports::TaskRecord record, Instant now);

} // namespace foyer::server::services
