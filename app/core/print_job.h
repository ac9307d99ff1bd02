#pragma once

#include "app/core/context.h"
#include "app/core/sale_book.h"

namespace foyer::core {

/// Everything the paper of a sale says, from the replica and the sale itself. What the replica has
/// forgotten by now stays empty: the code on the ticket says it all.
/// Requires: the Sale is on disk.
PrintTickets makePrint(const Context& ctx, const OwnSale& sale, PrintId print, bool copy);

/// Names of the sale's seats, "F12".
std::vector<std::string> seatNames(const Replica& replica, const OwnSale& sale);
std::string movieTitle(const Replica& replica, ShowtimeId showtime);
std::string operatorName(const Replica& replica, OperatorId op);

} // namespace foyer::core
