#include "server/main/meters.h"

#include "server/services/context.h"

namespace foyer::server {

void Meters::committed(const ports::Committed& commit) {
    for (const auto& row : commit.rows)
        if (row.kind == ports::FeedKind::Seats)
            for (const auto& [seat, state] : row.seats)
                ++m_seats.at(static_cast<std::size_t>(state));
    for (const auto& happening : commit.happenings)
        count(happening);
}

void Meters::count(const ports::Happening& happening) {
    if (const auto* sold = std::get_if<ports::Sold>(&happening))
        ++m_bookings.at(channelOf(sold->by));
    else if (const auto* judged = std::get_if<ports::Judged>(&happening))
        ++m_entries.at(static_cast<std::size_t>(judged->outcome));
    else if (const auto* became = std::get_if<ports::PaymentBecame>(&happening))
        ++m_payments.at(static_cast<std::size_t>(became->state));
}

/// A terminal never changes its kind but by a new enrolment, which is rare enough to be counted
/// under the former one until a restart.
std::size_t Meters::channelOf(TerminalId terminal) {
    if (const auto known = m_channels.find(terminal); known != m_channels.end())
        return known->second;
    const auto read = services::readOne<std::optional<ports::TerminalRecord>>(
        m_reader, [&](const ports::Store& store) { return store.terminal(terminal); });
    if (!read || !*read)
        return kChannels - 1;
    return m_channels[terminal] = static_cast<std::size_t>((*read)->kind);
}

} // namespace foyer::server
