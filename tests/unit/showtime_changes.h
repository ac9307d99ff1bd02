#pragma once

// What is done to a showtime while it is sold, and what is heard of it: for the tests of that.

#include "server/services/showtime_changes.h"
#include "tests/unit/service_house.h"

namespace foyer::server::tests {

using Changes = services::ShowtimeChanges;

Changes::Answer cancel(ServiceHouse& house);
PlanId addPlan(ServiceHouse& house, const std::vector<std::string_view>& rows);
Changes::Answer change(ServiceHouse& house, PlanId plan, const core::SeatMapping& mapping);
std::vector<ports::TaskRecord> tasks(ServiceHouse& house);
std::vector<protocol::Reseating> heard(ServiceHouse& house, const Device& device, CommitSeq cursor,
                                       int schema);
/// Seats 0 to 9 turned round; the ten behind them have no counterpart.
core::SeatMapping turned();
/// A seat that the terminal holds for one it has sold, by the tokens it knows.
protocol::Exchange exchange(const protocol::Sale& sold, std::uint16_t from, std::uint16_t to,
                            const protocol::Allotment& by, TicketId fresh);
TicketId freshTicket(ServiceHouse& house);
core::TicketRecord ticket(ServiceHouse& house, TicketId id);

} // namespace foyer::server::tests
