#pragma once

#include "server/services/online_desk.h"

#include <vector>

namespace foyer::server::services {

/// Other seats for tickets of one of our own bookings, as good and as dear: same area, same kind,
/// same showtime, free for everybody. By an entry of the server's own journal; the old tickets are
/// good for nothing more, and their customer is written the new ones. Refused: the command must be
/// undone.
Result<protocol::Exchange, Bookings::ExchangeError>
exchangeSeats(OnlineDesk& desk, BookingId booking, const std::vector<Bookings::Swap>& swaps);

} // namespace foyer::server::services
