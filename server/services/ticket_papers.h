#pragma once

#include "server/ports/entry_sealer.h"
#include "server/ports/ticket_drawer.h"
#include "server/services/context.h"

#include <optional>
#include <string>
#include <vector>

namespace foyer::server::services {

/// What each ticket's QR code says, as the paper of a terminal does: doors need no network for it.
/// Requires: the letter's rows are these tickets, in their order; they were sold by the server's
/// own journal.
void addCodes(const ports::EntrySealer& sealer, const ports::BookingRecord& booking,
              const std::vector<ports::TicketRecord>& tickets, domain::Letter& letter);

/// The tickets that a letter brings, as they are drawn, in the language of its customer; nothing
/// when it brings none, or is older than that.
std::optional<ports::TicketPapers> papersOf(const domain::Letter& letter, Instant writtenAt);

/// "tickets-K7PX-3M9D.pdf".
std::string fileNameOf(const ports::TicketPapers& papers);
constexpr auto kTicketFileType = "application/pdf";

} // namespace foyer::server::services
