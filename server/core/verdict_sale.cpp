#include "server/core/verdict_parts.h"
#include "shared/base/mutant.h"

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

/// A sale of seats of the present plan that nobody else has, for a showtime that takes place.
const Sale* saleOfOpenSeats(const Knowledge& known, const Payload& payload) {
    const Sale* sale = soundSale(known, payload);
    return sale && !isCancelled(known) && !known.formerPlan && allAre(known, *sale, true) ? sale
                                                                                          : nullptr;
}

bool namesUnknownRight(const Knowledge& known, const Sale& sale) {
    return std::any_of(sale.rights.begin(), sale.rights.end(), [&](const auto& right) {
        return !right.isNull() && !findAllotment(known, right.allotment);
    });
}

/// The right was given out later than the one that has the seat here. Tokens are given out in
/// order, for seats in the pool only: so the other had come to its end by then, and the database
/// that was restored does not know it; or it is nobody's right, a sale at risk.
bool isYounger(const Knowledge& known, const protocol::Right& right, SeatNo seat) {
    const auto claim = known.claims.at(seat);
    if (right.isNull() || findAllotment(known, right.allotment) || !claim)
        return false;
    if (claim->kind == ClaimKind::Allotment)
        return claim->epoch < right.epoch;
    const Occupant* occupant = occupantOf(known, seat);
    return claim->kind == ClaimKind::Ticket && occupant && occupant->ticket.epoch < right.epoch;
}

/// A sale by leases that the restored database does not remember: what brings them back to it.
const Sale* saleThatRefills(const Knowledge& known, const Payload& payload) {
    const Sale* sale = soundSale(known, payload);
    if (!sale || !known.recovering || isCancelled(known) || known.formerPlan ||
        !namesUnknownRight(known, *sale))
        return nullptr;
    for (std::size_t i = 0; i < sale->lines.size(); ++i)
        if (placeOf(known, sale->lines[i].seat) == RightPlace::Elsewhere &&
            !isYounger(known, sale->rights[i], sale->lines[i].seat))
            return nullptr;
    return sale;
}

Decision onItsSeats(const Knowledge& known, const Sale& sale, Number rule) {
    std::vector<SeatNo> seats;
    for (const auto& line : sale.lines)
        seats.push_back(line.seat);
    return seatedOn(known, sale, rule, seats);
}

/// The seat as it was sold, though the ticket may be good for another by now.
bool isThatTicket(const TicketRecord& ticket, domain::TicketLine line) {
    if (ticket.paperSeat == line.seat)
        line.seat = ticket.line.seat;
    return ticket.line == line;
}

/// By the same means and amounts; what was handed over for it and given back as change may have
/// been written from memory, after a crash.
bool arePaidAlike(const std::vector<domain::Tender>& a, const std::vector<domain::Tender>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& one, const auto& two) {
        return one.kind == two.kind && one.amount == two.amount && one.reference == two.reference;
    });
}

std::string namesOfTaken(const Knowledge& known, const Sale& sale) {
    std::vector<std::string> names;
    for (const auto& line : sale.lines) {
        const auto seat = presentSeat(known, line.seat);
        if (!seat || placeOf(known, *seat) == RightPlace::Elsewhere)
            names.push_back(
                (known.formerPlan ? known.formerPlan : known.plan)->seatName(line.seat));
    }
    return listOf(names);
}

} // namespace

const Sale* soundSale(const Knowledge& known, const Payload& payload) {
    const auto* sale = std::get_if<Sale>(&payload);
    return sale && !isOnPaper(known, *sale) && faultOf(known, *sale).empty() ? sale : nullptr;
}

bool isCancelled(const Knowledge& known) {
    return known.showtime && known.showtime->state == domain::ShowtimeState::Cancelled &&
           !mutated(Mutant::CancelledSaleAccepted);
}

bool namesLostRight(const Knowledge& known, const Sale& sale) {
    return std::any_of(sale.rights.begin(), sale.rights.end(), [&](const auto& right) {
        const auto* allotment = findAllotment(known, right.allotment);
        return allotment && allotment->state == protocol::AllotmentState::Lost;
    });
}

std::optional<Decision> r0KnownSale(const Knowledge& known, const Payload& payload) {
    const auto* sale = std::get_if<Sale>(&payload);
    if (!sale || !known.booking || sale->lines.empty() || known.booking->booking.fromPaper ||
        known.booking->booking.terminal != known.origin.terminal ||
        known.booking->booking.showtime != sale->showtime ||
        !arePaidAlike(known.booking->booking.tenders, sale->tenders))
        return {};
    for (const auto& line : sale->lines) {
        const auto* ticket = findTicket(known, line.ticket);
        if (!ticket || !isThatTicket(*ticket, line))
            return {};
    }
    return plain(known, Number::R0, Outcome::Noted,
                 "This sale was recorded before, as entry " +
                     std::to_string(known.booking->booking.seq.value) + ".");
}

std::optional<Decision> r2ShowtimeCancelled(const Knowledge& known, const Payload& payload) {
    const Sale* sale = soundSale(known, payload);
    if (!sale || !isCancelled(known))
        return {};
    return refundDue(known, *sale, Number::R2, "The showtime is cancelled.");
}

std::optional<Decision> r3OwnRight(const Knowledge& known, const Payload& payload) {
    const Sale* sale = saleOfOpenSeats(known, payload);
    if (!sale || !allAre(known, *sale, false) || !variancesOf(known, *sale).empty())
        return {};
    return onItsSeats(known, *sale, Number::R3);
}

/// Its seats are where the published mapping has put them, if they are its own there or free.
std::optional<Decision> r4PlanChanged(const Knowledge& known, const Payload& payload) {
    const Sale* sale = soundSale(known, payload);
    if (!sale || isCancelled(known) || !known.formerPlan)
        return {};
    std::vector<SeatNo> seats;
    for (const auto& seat : seatsToKeep(known, sale->lines)) {
        if (!seat)
            return {};
        seats.push_back(*seat);
    }
    return seatedOn(known, *sale, Number::R4, seats);
}

std::optional<Decision> r5RightInPool(const Knowledge& known, const Payload& payload) {
    const Sale* sale = saleOfOpenSeats(known, payload);
    if (!sale || namesLostRight(known, *sale) || !variancesOf(known, *sale).empty() ||
        (known.recovering && namesUnknownRight(known, *sale)))
        return {};
    return onItsSeats(known, *sale, Number::R5);
}

std::optional<Decision> r6Reseat(const Knowledge& known, const Payload& payload) {
    const Sale* sale = soundSale(known, payload);
    if (!sale || isCancelled(known) || saleOfOpenSeats(known, payload) ||
        saleThatRefills(known, payload) || isOvertaken(known, *sale))
        return {};
    const auto seats = otherSeats(known, sale->lines, seatsToKeep(known, sale->lines));
    if (!seats)
        return {};
    return seatedOn(known, *sale, Number::R6, *seats);
}

std::optional<Decision> r7RefundDue(const Knowledge& known, const Payload& payload) {
    const Sale* sale = soundSale(known, payload);
    if (!sale || isCancelled(known) || saleOfOpenSeats(known, payload) ||
        saleThatRefills(known, payload) || isOvertaken(known, *sale))
        return {};
    return refundDue(known, *sale, Number::R7,
                     "Sold or leased to somebody else: " + namesOfTaken(known, *sale) +
                         ", and no seats as good are free.");
}

bool waitsForOthers(const Knowledge& known, const Payload& payload, const Decision& decision) {
    if (!known.recovering)
        return false;
    const Number rule = decision.verdict.rule;
    if (const auto* sale = std::get_if<Sale>(&payload))
        return (rule == Number::R6 || rule == Number::R7) && namesUnknownRight(known, *sale);
    // A life that the database has forgotten has signed it, and will be known when it is told.
    if (std::holds_alternative<protocol::Admitted>(payload))
        return rule == Number::R14;
    const bool isOfOthers = std::holds_alternative<protocol::Refund>(payload) ||
                            std::holds_alternative<protocol::CardDeclined>(payload);
    const bool isHeard = known.booking && !known.booking->booking.fromPaper;
    return isOfOthers && rule == Number::R14 && !isHeard;
}

/// The database was restored to a time before this lease: its seats are in the pool, or with who
/// had them before, because nobody remembers it. The entry is what refills it. Whoever was heard
/// first with an older right or with none gives way, as it would have then (promise I7).
std::optional<Decision> r9Recovery(const Knowledge& known, const Payload& payload) {
    const Sale* sale = saleThatRefills(known, payload);
    if (!sale)
        return {};
    Decision decision = onItsSeats(known, *sale, Number::R9);
    for (const auto& line : sale->lines)
        if (const Occupant* occupant = occupantOf(known, line.seat))
            oust(known, *occupant, decision);
    return decision;
}

/// Whatever the seats' right would have said: the price is not today's, and it is honoured.
std::optional<Decision> r11OlderPrices(const Knowledge& known, const Payload& payload) {
    const Sale* sale = saleOfOpenSeats(known, payload);
    if (!sale || variancesOf(known, *sale).empty())
        return {};
    Decision decision = onItsSeats(known, *sale, Number::R11);
    decision.verdict.reason =
        sale->comp && !isCompApproved(known, *sale)
            ? "Given for free, and nobody in charge answers for it; the printed price counts."
            : "Sold at another price than the showtime's list; the printed one counts.";
    return decision;
}

} // namespace foyer::server::core
