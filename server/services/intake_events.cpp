// What other programs hear of a decision.

#include "server/services/events.h"
#include "server/services/intake.h"
#include "shared/base/mutant.h"

#include <algorithm>

namespace foyer::server::services {

using core::TicketRecord;
using core::TicketState;
using protocol::HouseEvent;
using protocol::HouseEventKind;

namespace {

std::vector<domain::TicketLine> linesOf(const std::vector<TicketRecord>& tickets) {
    std::vector<domain::TicketLine> lines;
    for (const auto& ticket : tickets)
        lines.push_back(ticket.line);
    return lines;
}

bool isAnyValid(const std::vector<TicketRecord>& tickets) {
    return std::any_of(tickets.begin(), tickets.end(), [](const TicketRecord& ticket) {
        return ticket.state == TicketState::Valid;
    });
}

const char* reasonOf(const protocol::Payload& payload) {
    if (std::holds_alternative<protocol::Void>(payload))
        return "void";
    if (std::holds_alternative<protocol::Refund>(payload))
        return "refund";
    if (std::holds_alternative<protocol::CardDeclined>(payload))
        return "payment_declined";
    return "no_seat";
}

} // namespace

/// One entry is decided on once, so its hash tells its refund from others of the same booking; it
/// stays the same when the entry is carried over.
void Intake::saveEvents(std::size_t index, const core::Needs& needs,
                        const core::Decision& decision) {
    const CheckedEntry& entry = m_checked.entries[index];
    const protocol::Payload& payload = entry.payload;
    const std::string key =
        toHex(entry.isCarried() ? entry.carried.back().hash : m_checked.upload.entries[index].hash);
    if (decision.newBooking && !mutated(Mutant::EventForgotten))
        tellOfSale(*decision.newBooking, decision.newTickets);
    else if (!decision.newBooking && !decision.newTickets.empty())
        tellOfExchange(key, decision.newTickets);
    if (!decision.paidBack.empty())
        tellOfRefund(key, needs.booking, decision.paidBack);
    if (decision.newBooking && !isAnyValid(decision.newTickets))
        tellOfCancelledBooking(m_store, *decision.newBooking, "no_seat", m_now, m_random);
    else if (!decision.ticketStates.empty())
        tellIfNoneIsLeft(m_store, needs.booking, reasonOf(payload), m_now, m_random);
    for (const auto& each : decision.ousted)
        tellIfNoneIsLeft(m_store, each.booking.id, "displaced", m_now, m_random);
}

void Intake::tellOfSale(const core::BookingRecord& booking,
                        const std::vector<TicketRecord>& tickets) {
    auto event = eventOf(booking, HouseEventKind::BookingCreated, m_now);
    event.amount = booking.total;
    event.tickets = linesOf(tickets);
    tell(m_store, std::move(event), "booking.created " + booking.id.toString(), m_random);
}

void Intake::tellOfExchange(const std::string& key, const std::vector<TicketRecord>& tickets) {
    const auto booking = m_store.booking(tickets.front().booking);
    if (!booking)
        return;
    auto event = eventOf(*booking, HouseEventKind::BookingChanged, m_now);
    event.tickets = linesOf(tickets);
    tell(m_store, std::move(event), "booking.changed " + key, m_random);
}

void Intake::tellOfRefund(const std::string& key, BookingId id,
                          const std::vector<core::PaidBack>& paid) {
    const auto booking = m_store.booking(id);
    if (!booking)
        return;
    auto event = eventOf(*booking, HouseEventKind::BookingRefunded, m_now);
    Money sum{0, booking->total.currency};
    for (const auto& each : paid) {
        sum += each.amount;
        if (const auto ticket = m_store.ticket(each.ticket))
            event.tickets.push_back(ticket->line);
    }
    if (sum.isZero())
        return; // a declined card: there is nothing to give back
    event.amount = sum;
    tell(m_store, std::move(event), "booking.refunded " + key, m_random);
}

} // namespace foyer::server::services
