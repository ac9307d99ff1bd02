#include "tests/unit/showtime_changes.h"

namespace foyer::server::tests {

Changes::Answer cancel(ServiceHouse& house) {
    return *answerOf<Changes::Answer>(
        [&](auto reply) { Changes(house.context()).cancel(house.showtime, reply); });
}

PlanId addPlan(ServiceHouse& house, const std::vector<std::string_view>& rows) {
    return answerOf<services::Imports::PlanOutcome>([&](auto reply) {
               auto plan = domain::planOf(rows);
               plan.name = "Other";
               house.imports().plan(plan, reply);
           })
        ->id;
}

Changes::Answer change(ServiceHouse& house, PlanId plan, const core::SeatMapping& mapping) {
    return *answerOf<Changes::Answer>([&](auto reply) {
        Changes(house.context()).changePlan(house.showtime, plan, mapping, reply);
    });
}

std::vector<ports::TaskRecord> tasks(ServiceHouse& house) {
    return house.read([](const auto& s) { return s.openTasks(); });
}

std::vector<protocol::Reseating> heard(ServiceHouse& house, const Device& device, CommitSeq cursor,
                                       int schema) {
    std::vector<protocol::Reseating> all;
    const auto answer = house.changes().after(cursor, device.caller(), schema);
    for (const auto& change : (*answer).changes)
        if (const auto* row = std::get_if<protocol::Reseating>(&change.body))
            all.push_back(*row);
    return all;
}

core::SeatMapping turned() {
    core::SeatMapping mapping;
    for (std::uint16_t i = 0; i < 10; ++i)
        mapping.emplace_back(SeatNo{i}, SeatNo{static_cast<std::uint16_t>(9 - i)});
    return mapping;
}

protocol::Exchange exchange(const protocol::Sale& sold, std::uint16_t from, std::uint16_t to,
                            const protocol::Allotment& by, TicketId fresh) {
    protocol::Exchange entry;
    entry.booking = sold.booking;
    entry.showtime = sold.showtime;
    entry.swaps = {{sold.lines[0].ticket, fresh, SeatNo{from}, SeatNo{to}, {by.id, by.epoch}}};
    entry.op = sold.op;
    entry.at = sold.at;
    return entry;
}

TicketId freshTicket(ServiceHouse& house) {
    return TicketId::make(house.clock.now(), house.random);
}

core::TicketRecord ticket(ServiceHouse& house, TicketId id) {
    return *house.read([&](const auto& s) { return s.ticket(id); });
}

} // namespace foyer::server::tests
