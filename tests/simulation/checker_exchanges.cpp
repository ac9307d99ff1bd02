// Seats that online customers have exchanged: what was promised to them, and what is lost of it
// when the server is put back to its backup.

#include "tests/simulation/checker.h"

#include <algorithm>
#include <sstream>
#include <utility>

namespace foyer::simulation {

/// What the verdict on it says is asked by the table of rules.
void Checker::checkExchanges() {
    const auto newest = ask(server(), "SELECT coalesce(max(rowid), 0) FROM journal_entry");
    const auto before = std::exchange(m_exchanged, newest);
    if (newest > before) {
        auto& swaps = statement(
            server(),
            "SELECT e.booking, o.showtime, o.seat, n.id FROM journal_entry e JOIN "
            "json_each(e.payload, '$.swaps') s JOIN ticket o ON o.booking = e.booking AND "
            "lower(hex(o.id)) = replace(json_extract(s.value, '$.ticket'), '-', '') JOIN ticket n "
            "ON n.booking = e.booking AND lower(hex(n.id)) = replace(json_extract(s.value, "
            "'$.new_ticket'), '-', '') WHERE e.rowid > $1 AND e.type = 'exchange'");
        for (auto rows = swaps.query(before); rows.next();)
            m_givenUp.push_back({rows.get<BookingId>(0), rows.get<ShowtimeId>(1),
                                 rows.get<SeatNo>(2), rows.get<TicketId>(3)});
    }
    if (m_books && m_restores == 0 && !m_givenUp.empty())
        checkNotes();
}

/// The provider tells a server that has lost a sale what its tickets are now, and not what they
/// were before. Until it has been told, the server has the note still.
void Checker::checkNotes() {
    auto& told = statement(
        server(), "SELECT p.id, p.booking FROM payment p WHERE p.note = '' AND p.captured > 0 AND "
                  "p.undone = 0 AND EXISTS (SELECT 1 FROM ticket x WHERE x.booking = p.booking AND "
                  "x.state = 'exchanged')");
    auto& tickets = statement(server(), "SELECT id FROM ticket WHERE booking = $1 AND state <> "
                                        "'exchanged'");
    for (auto rows = told.query(); rows.next();) {
        const auto id = rows.get<PaymentId>(0);
        std::set<TicketId> present;
        for (auto row = tickets.query(rows.get<BookingId>(1)); row.next();)
            present.insert(row.get<TicketId>(0));
        std::set<TicketId> noted;
        if (const auto intent = m_books->find(id); intent != m_books->end() && intent->second.note)
            for (const auto& line : intent->second.note->lines)
                noted.insert(line.ticket);
        if (present != noted)
            m_house.complain("R12: the provider has an older note of payment " + id.toString() +
                             " than that its tickets were exchanged");
    }
}

bool Checker::isNoted(BookingId booking, TicketId ticket) const {
    const auto payment = m_truth.paidBy.find(booking);
    if (!m_books || payment == m_truth.paidBy.end())
        return false;
    const auto intent = m_books->find(payment->second);
    return intent != m_books->end() && intent->second.note &&
           std::any_of(intent->second.note->lines.begin(), intent->second.note->lines.end(),
                       [&](const auto& line) { return line.ticket == ticket; });
}

/// Requires: the server is as its backup was. What its provider has no note of is lost: tickets of
/// sales that the backup has; those of which it was not told yet, or of later ones.
void Checker::forgetExchanges() {
    m_exchanged = ask(server(), "SELECT coalesce(max(rowid), 0) FROM journal_entry");
    auto& ticketKnown = statement(server(), "SELECT 1 FROM ticket WHERE id = $1");
    auto& bookingKnown = statement(server(), "SELECT 1 FROM booking WHERE id = $1");
    const auto isKnown = [](sqlite::Statement& known, auto id) {
        return known.value<std::int64_t>(id).has_value();
    };
    const auto isLost = [&](BookingId booking, TicketId ticket) {
        return !isKnown(ticketKnown, ticket) &&
               (isKnown(bookingKnown, booking) || !isNoted(booking, ticket));
    };
    for (const GivenUp& each : std::exchange(m_givenUp, {})) {
        if (!isLost(each.booking, each.ticket))
            continue;
        m_givenUpInVain.emplace(each.showtime, each.seat);
        if (isKnown(bookingKnown, each.booking))
            m_house.count(Fault::ExchangeLost);
    }
    std::erase_if(m_truth.exchanges, [&](const Truth::Exchange& told) {
        return std::any_of(told.present.begin(), told.present.end(),
                           [&](TicketId ticket) { return isLost(told.booking, ticket); });
    });
}

/// Whoever had given that seat up has it again, and somebody has bought it since; or somebody who
/// had to give way for that has found another there.
bool Checker::isOfLostExchange(ShowtimeId showtime, SeatNo seat) {
    if (m_givenUpInVain.count({showtime, seat}) > 0)
        return true;
    const auto first = m_givenUpInVain.lower_bound({showtime, SeatNo{}});
    if (first == m_givenUpInVain.end() || first->first != showtime)
        return false;
    auto& moved = statement(server(), "SELECT 1 FROM verdict_move m JOIN ticket t ON t.id = "
                                      "m.ticket WHERE t.showtime = $1 AND m.to_seat = $2");
    return moved.value<std::int64_t>(showtime, seat).has_value();
}

/// One of the seats of that sale.
bool Checker::isAnyOfLostExchange(const std::string& showtime, const std::string& seats) {
    const auto id = ShowtimeId::parse(showtime);
    std::istringstream numbers(seats);
    for (std::uint16_t number = 0; id && numbers >> number;)
        if (isOfLostExchange(*id, SeatNo{number}))
            return true;
    return false;
}

/// Whom the server has told that they have other tickets has those, and no others.
void Checker::checkExchangesEnd() {
    auto& known = statement(server(), "SELECT 1 FROM ticket WHERE id = $1 AND booking = $2");
    auto& valid = statement(server(), "SELECT 1 FROM ticket WHERE id = $1 AND state = 'valid'");
    for (const Truth::Exchange& told : m_truth.exchanges) {
        if (isAnsweredFor(told.booking))
            continue;
        for (const TicketId ticket : told.present)
            if (!known.value<std::int64_t>(ticket, told.booking))
                m_house.complain("I2: a customer was given ticket " + ticket.toString() +
                                 " for another, and nobody knows it");
        for (const TicketId ticket : told.former)
            if (valid.value<std::int64_t>(ticket))
                m_house.complain("R12: ticket " + ticket.toString() +
                                 " was exchanged for another and is good");
    }
}

} // namespace foyer::simulation
