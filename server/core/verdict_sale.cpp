#include "server/core/verdict_parts.h"

#include <algorithm>

namespace foyer::server::core {

using protocol::Outcome;
using protocol::Payload;
using protocol::Sale;
using Number = protocol::Rule;

namespace {

bool allAre(const Knowledge& known, const Sale& sale, bool alsoPool) {
    return std::all_of(sale.lines.begin(), sale.lines.end(), [&](const auto& line) {
        const RightPlace place = placeOf(known, line.seat);
        return place == RightPlace::Own || (alsoPool && place == RightPlace::Pool);
    });
}

BookingRecord bookingOf(const Knowledge& known, const Sale& sale) {
    BookingRecord booking;
    booking.id = sale.booking;
    booking.showtime = sale.showtime;
    booking.terminal = known.origin.terminal;
    booking.incarnation = known.origin.incarnation;
    booking.seq = known.origin.seq;
    booking.op = sale.op;
    booking.priceList = sale.priceList;
    booking.businessDay = sale.businessDay;
    booking.total = domain::totalOf(sale.lines);
    booking.soldAt = sale.at;
    booking.tenders = sale.tenders;
    return booking;
}

Decision accept(const Knowledge& known, const Sale& sale, Number rule) {
    Decision decision = plain(known, rule, Outcome::Accepted);
    for (const auto& line : sale.lines) {
        decision.claims.push_back({line.seat, known.claims.at(line.seat),
                                   Claim{line.seat, ClaimKind::Ticket, line.ticket.uuid, {}}});
        decision.newTickets.push_back(
            {sale.booking, sale.showtime, line, allotmentOf(known, line.seat), TicketState::Valid});
    }
    decision.newBooking = bookingOf(known, sale);
    decision.ledgerEvent = "sale";
    decision.postings = domain::postSale(sale.lines, sale.tenders);
    return decision;
}

/// Coming rules look at sound sales only, and so do these.
const Sale* soundSale(const Knowledge& known, const Payload& payload) {
    const auto* sale = std::get_if<Sale>(&payload);
    return sale && faultOf(known, *sale).empty() ? sale : nullptr;
}

/// Until rule R2 decides on refunds, a sale for a cancelled showtime is nobody's but R14's.
bool isCancelled(const Knowledge& known) {
    return known.showtime && known.showtime->state == domain::ShowtimeState::Cancelled;
}

} // namespace

std::optional<Decision> r0KnownSale(const Knowledge& known, const Payload& payload) {
    const auto* sale = std::get_if<Sale>(&payload);
    if (!sale || !known.booking || sale->lines.empty() ||
        known.booking->booking.terminal != known.origin.terminal ||
        known.booking->booking.showtime != sale->showtime ||
        known.booking->booking.tenders != sale->tenders)
        return {};
    for (const auto& line : sale->lines) {
        const auto* ticket = findTicket(known, line.ticket);
        if (!ticket || ticket->line != line)
            return {};
    }
    return plain(known, Number::R0, Outcome::Noted,
                 "This sale was recorded before, as entry " +
                     std::to_string(known.booking->booking.seq.value) + ".");
}

std::optional<Decision> r3OwnRight(const Knowledge& known, const Payload& payload) {
    const Sale* sale = soundSale(known, payload);
    if (!sale || isCancelled(known) || !allAre(known, *sale, false))
        return {};
    return accept(known, *sale, Number::R3);
}

std::optional<Decision> r5RightInPool(const Knowledge& known, const Payload& payload) {
    const Sale* sale = soundSale(known, payload);
    if (!sale || isCancelled(known) || !allAre(known, *sale, true))
        return {};
    return accept(known, *sale, Number::R5);
}

} // namespace foyer::server::core
