#pragma once

// What is done to a showtime while it is sold, and what is heard of it: for the tests of that.

#include "server/services/showtime_changes.h"
#include "tests/unit/service_house.h"

namespace foyer::server::tests {

using Changes = services::ShowtimeChanges;

inline Changes::Answer cancel(ServiceHouse& house) {
    return *answerOf<Changes::Answer>(
        [&](auto reply) { Changes(house.context()).cancel(house.showtime, reply); });
}
inline PlanId addPlan(ServiceHouse& house, const std::vector<std::string_view>& rows) {
    return answerOf<services::Imports::PlanOutcome>([&](auto reply) {
               auto plan = domain::planOf(rows);
               plan.name = "Other";
               house.imports().plan(plan, reply);
           })
        ->id;
}
inline Changes::Answer change(ServiceHouse& house, PlanId plan, const core::SeatMapping& mapping) {
    return *answerOf<Changes::Answer>([&](auto reply) {
        Changes(house.context()).changePlan(house.showtime, plan, mapping, reply);
    });
}
inline std::vector<ports::TaskRecord> tasks(ServiceHouse& house) {
    return house.read([](const auto& s) { return s.openTasks(); });
}
inline std::vector<protocol::Reseating> heard(ServiceHouse& house, const Device& device,
                                              CommitSeq cursor, int schema) {
    std::vector<protocol::Reseating> all;
    const auto answer = house.changes().after(cursor, device.caller(), schema);
    for (const auto& change : (*answer).changes)
        if (const auto* row = std::get_if<protocol::Reseating>(&change.body))
            all.push_back(*row);
    return all;
}
/// Seats 0 to 9 turned round; the ten behind them have no counterpart.
inline core::SeatMapping turned() {
    core::SeatMapping mapping;
    for (std::uint16_t i = 0; i < 10; ++i)
        mapping.emplace_back(SeatNo{i}, SeatNo{static_cast<std::uint16_t>(9 - i)});
    return mapping;
}
/// A seat that the terminal holds for one it has sold, by the tokens it knows.
inline protocol::Exchange exchange(const protocol::Sale& sold, std::uint16_t from, std::uint16_t to,
                                   const protocol::Allotment& by, TicketId fresh) {
    protocol::Exchange entry;
    entry.booking = sold.booking;
    entry.showtime = sold.showtime;
    entry.swaps = {{sold.lines[0].ticket, fresh, SeatNo{from}, SeatNo{to}, {by.id, by.epoch}}};
    entry.op = sold.op;
    entry.at = sold.at;
    return entry;
}
inline TicketId freshTicket(ServiceHouse& house) {
    return TicketId::make(house.clock.now(), house.random);
}
inline core::TicketRecord ticket(ServiceHouse& house, TicketId id) {
    return *house.read([&](const auto& s) { return s.ticket(id); });
}

} // namespace foyer::server::tests
