#include "server/services/journals_first.h"

#include <algorithm>

namespace foyer::server::services {

JournalsFirst::JournalsFirst(ports::Store& store, const std::vector<ports::ListedPayment>& all,
                             const Hearing& hearing)
    : m_store(store), m_recovery(hearing.recovery) {
    for (const auto& listed : all)
        for (const auto& refund : listed.refunds)
            for (const auto& ticket : refund.tickets)
                if (std::find(hearing.mayTell.begin(), hearing.mayTell.end(), ticket.by) !=
                    hearing.mayTell.end())
                    m_untold.push_back(ticket);
}

bool JournalsFirst::comeBefore(const ports::ListedPayment& sale) {
    const protocol::SaleNote& note = *sale.note;
    bool waits =
        std::find(m_showtimes.begin(), m_showtimes.end(), note.showtime) != m_showtimes.end();
    for (const auto& [id, by] : m_untold) {
        const auto ticket = m_store.ticket(id);
        if (!ticket || ticket->showtime != note.showtime ||
            ticket->state != ports::TicketState::Valid)
            continue;
        const bool isOfIt =
            std::any_of(note.lines.begin(), note.lines.end(),
                        [&](const auto& line) { return line.seat == ticket->line.seat; });
        if (isOfIt)
            m_awaited.push_back(by);
        waits = waits || isOfIt;
    }
    if (waits)
        m_showtimes.push_back(note.showtime);
    return waits;
}

void JournalsFirst::letGoOn() {
    for (const TerminalId each : m_awaited)
        m_store.setWaiting(m_recovery, each, false);
}

} // namespace foyer::server::services
