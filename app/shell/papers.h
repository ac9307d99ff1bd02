#pragma once

#include "app/core/command.h"
#include "app/devices/ticket_paper.h"
#include "shared/crypto/keys.h"

#include <QLocale>

namespace foyer::shell {

/// Signs each ticket's proof and puts its facts into the words and formats of `locale`.
QList<devices::TicketPaper> papersOf(const core::PrintTickets& job, const crypto::KeyPair& key,
                                     const QLocale& locale);

} // namespace foyer::shell
