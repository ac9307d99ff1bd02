#pragma once

#include "server/ports/store.h"

namespace foyer::server::services {

/// The task with what its booking says now: by what means money has to go back. Kept nowhere.
protocol::Task withTender(const ports::Store& store, protocol::Task task);
/// Beside that, where its customer can be reached, as long as somebody has to call; nothing of one
/// whose account was erased.
protocol::Task withContact(const ports::Store& store, protocol::Task task);
/// As that terminal is told: the customer's address only where people see the task, who are those
/// of its owner's counter and of an office.
protocol::Task taskFor(const ports::Store& store, TerminalId asker, protocol::Task task);

} // namespace foyer::server::services
