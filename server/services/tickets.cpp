#include "server/services/tickets.h"

#include "server/services/letters.h"
#include "server/services/ticket_papers.h"

#include <utility>

namespace foyer::server::services {

namespace {

/// What is to be drawn, or why nothing is.
struct Found {
    std::optional<ports::TicketPapers> papers;
    Tickets::Refusal refusal = Tickets::Refusal::UnknownBooking;
};

std::vector<ports::TicketRecord> validTickets(const ports::Store& store,
                                              const ports::BookingRecord& booking) {
    std::vector<ports::TicketRecord> valid;
    const auto showtime = store.showtime(booking.showtime);
    if (!showtime || showtime->state == domain::ShowtimeState::Cancelled)
        return valid;
    for (auto& ticket : store.tickets(booking.id))
        if (ticket.state == ports::TicketState::Valid)
            valid.push_back(std::move(ticket));
    return valid;
}

Found papersFor(const ports::Store& store, const ports::EntrySealer& sealer,
                const ports::BookingRecord& booking) {
    const auto valid = validTickets(store, booking);
    if (valid.empty() || booking.tenders.empty())
        return {{}, Tickets::Refusal::NoneValid};
    std::vector<TicketId> ids;
    for (const auto& ticket : valid)
        ids.push_back(ticket.line.ticket);
    const auto customer = store.customerOf(booking.id);
    const auto language = domain::ticketLanguageFor(customer ? customer->language : "");
    auto letter = ticketLetter(store, domain::LetterKind::BookingConfirmed, booking.id, ids,
                               domain::letterLanguageFor(language));
    letter.fields["ticket_language"] = language;
    addCodes(sealer, booking, valid, letter);
    return {papersOf(letter, booking.soldAt)};
}

} // namespace

template <class May>
Outcome<Tickets::Answer> Tickets::draw(BookingId id, May may) {
    const auto found = readOne<Found>(m_context.reader, [&](const ports::Store& store) -> Found {
        const auto booking = store.booking(id);
        // Only what this server's own key can sign is good at the doors.
        if (!booking || !may(store) ||
            store.terminalKey(booking->terminal, booking->incarnation) != m_sealer.publicKey())
            return {};
        return papersFor(store, m_sealer, *booking);
    });
    if (!found)
        return Err{found.error()};
    if (!found->papers)
        return Answer(Err{found->refusal});
    auto drawn = m_drawer.draw(*found->papers);
    if (!drawn)
        return Answer(Err{Refusal::NotDrawn});
    return Answer(File{fileNameOf(*found->papers), std::move(*drawn)});
}

Outcome<Tickets::Answer> Tickets::file(BookingId booking, const Asker& asker) {
    return draw(booking,
                [&](const ports::Store& store) { return isTheirs(store, booking, asker); });
}

Outcome<Tickets::Answer> Tickets::file(BookingId booking) {
    return draw(booking, [](const ports::Store&) { return true; });
}

} // namespace foyer::server::services
