#include "server/services/task_facts.h"

#include <algorithm>

namespace foyer::server::services {

protocol::Task withTender(const ports::Store& store, protocol::Task task) {
    const auto booking = task.booking.isNull() ? std::nullopt : store.booking(task.booking);
    if (booking && !booking->tenders.empty()) {
        task.tender = booking->tenders.front().kind;
        task.reference = booking->tenders.front().reference;
    }
    return task;
}

protocol::Task withContact(const ports::Store& store, protocol::Task task) {
    task = withTender(store, std::move(task));
    const bool isToBeCalled =
        !task.closedAt && std::find(task.actions.begin(), task.actions.end(),
                                    protocol::TaskAction::CallCustomer) != task.actions.end();
    if (!isToBeCalled || task.booking.isNull())
        return task;
    if (auto customer = store.customerOf(task.booking))
        task.contact = std::move(customer->email.empty() ? customer->phone : customer->email);
    return task;
}

protocol::Task taskFor(const ports::Store& store, TerminalId asker, protocol::Task task) {
    const auto terminal = store.terminal(asker);
    const bool isSeen =
        terminal && (terminal->kind == ports::TerminalKind::Office ||
                     (terminal->kind == ports::TerminalKind::Counter && task.owner == asker));
    return isSeen ? withContact(store, std::move(task)) : withTender(store, std::move(task));
}

} // namespace foyer::server::services
