#pragma once

#include "app/core/command.h"
#include "app/devices/ticket_paper.h"

#include <QLocale>

#include <functional>

namespace foyer::shell {

/// Makes the text of a ticket's QR code: the proof, signed with the terminal's key.
using QrSigner = std::function<std::string(const domain::TicketProof&)>;

/// Puts the facts of each ticket into the words and formats of `locale`.
QList<devices::TicketPaper> papersOf(const core::PrintTickets& job, const QrSigner& signedQr,
                                     const QLocale& locale);

} // namespace foyer::shell
