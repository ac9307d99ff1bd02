#include "server/services/refunds_due.h"

#include "server/services/audit.h"

#include <algorithm>

namespace foyer::server::services {

std::vector<TicketId> unpaidTickets(const ports::Store& store, BookingId booking) {
    std::vector<TicketId> tickets;
    const auto paid = store.paidBack(booking);
    for (const core::Owed& owed : store.owed(booking))
        if (std::none_of(paid.begin(), paid.end(),
                         [&](const auto& each) { return each.ticket == owed.ticket; }))
            tickets.push_back(owed.ticket);
    return tickets;
}

void replaceTask(ports::Store& store, protocol::TaskKind kind, BookingId booking, Instant now) {
    const auto before = store.openTask(kind, booking.toString());
    if (!before)
        return;
    store.close(before->task.id,
                {now, {}, protocol::TaskAction::Settle, "What came later replaces it."});
    writeAudit(store, now, "server", "task.replaced", before->task.id.toString());
}

void openRefundDue(ports::Store& store, ports::TaskRecord record, Instant now) {
    protocol::Task& task = record.task;
    task.tickets = unpaidTickets(store, task.booking);
    task.amount.reset();
    for (const auto& ticket : store.tickets(task.booking)) {
        const auto& all = task.tickets;
        if (std::find(all.begin(), all.end(), ticket.line.ticket) != all.end())
            task.amount = task.amount ? *task.amount + ticket.line.price : ticket.line.price;
    }
    replaceTask(store, task.kind, task.booking, now);
    store.open(record);
}

} // namespace foyer::server::services
