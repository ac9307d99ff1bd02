#include "server/core/verdict_parts.h"

#include <algorithm>

namespace foyer::server::core {

using protocol::Sale;

namespace {

std::string faultOfShape(const Knowledge& known, const Sale& sale) {
    if (sale.lines.empty() || sale.lines.size() > kMostLines)
        return "The sale has no lines, or more than one sale may have.";
    if (sale.lines.size() != sale.rights.size())
        return "The sale does not name one right for each ticket.";
    if (hasRepeats(sale.lines, [](const auto& line) { return line.seat; }))
        return "The sale names a seat twice.";
    if (hasRepeats(sale.lines, [](const auto& line) { return line.ticket; }))
        return "The sale names a ticket twice.";
    const std::size_t seats = known.plan->seatCount();
    for (const auto& line : sale.lines)
        if (line.ticket.isNull() || line.seat.value >= seats)
            return "The sale names a seat that its plan does not have.";
    return {};
}

std::string faultOfIds(const Knowledge& known, const Sale& sale) {
    if (sale.booking.isNull() || known.booking)
        return "Another sale has this booking's number.";
    if (!known.takenTickets.empty())
        return "Another sale has the number of one of these tickets.";
    for (const protocol::Right& right : sale.rights)
        if (const auto* allotment = findAllotment(known, right.allotment))
            if (allotment->epoch != right.epoch)
                return "A right is presented with a token that is not its allotment's.";
    return {};
}

std::string faultOfLines(const Knowledge& known, const Sale& sale) {
    const domain::PriceList& prices = *known.priceList;
    for (const auto& line : sale.lines) {
        if (!isSaneAmount(line.price) || line.price.currency != prices.currency ||
            line.tax.currency != prices.currency)
            return "A price is out of bounds or in another currency.";
        if (line.tax != taxIncluded(line.price, prices.taxBasisPoints))
            return "The tax of a ticket is not that of its price list.";
    }
    return {};
}

std::string faultOfTenders(const Knowledge& known, const Sale& sale) {
    if (sale.tenders.size() > kMostLines)
        return "The sale has too many tenders.";
    Money paid{0, known.priceList->currency};
    for (const auto& tender : sale.tenders) {
        if (!isSaneAmount(tender.amount) || tender.amount.currency != paid.currency)
            return "A tender is out of bounds or in another currency.";
        paid += tender.amount;
    }
    if (paid != domain::totalOf(sale.lines))
        return "The money taken is not the sum of the tickets.";
    return {};
}

} // namespace

const AllotmentFacts* findAllotment(const Knowledge& known, AllotmentId id) {
    const auto found = std::find_if(known.allotments.begin(), known.allotments.end(),
                                    [&](const auto& each) { return each.id == id; });
    return found == known.allotments.end() ? nullptr : &*found;
}

const TicketRecord* findTicket(const Knowledge& known, TicketId id) {
    if (!known.booking)
        return nullptr;
    const auto& tickets = known.booking->tickets;
    const auto found = std::find_if(tickets.begin(), tickets.end(),
                                    [&](const auto& each) { return each.line.ticket == id; });
    return found == tickets.end() ? nullptr : &*found;
}

RightPlace placeOf(const Knowledge& known, SeatNo seat) {
    const auto claim = known.claims.at(seat);
    if (!claim)
        return RightPlace::Pool;
    if (claim->kind != ClaimKind::Allotment)
        return RightPlace::Elsewhere;
    // Which of its allotments the entry names does not matter: every one of this terminal's in
    // this life is its own right, and a renewed grant may have overtaken the entry.
    const auto* owner = findAllotment(known, {claim->owner});
    const bool own = owner && owner->terminal == known.origin.terminal &&
                     owner->incarnation == known.origin.incarnation &&
                     owner->state != protocol::AllotmentState::Lost;
    return own ? RightPlace::Own : RightPlace::Elsewhere;
}

AllotmentId allotmentOf(const Knowledge& known, SeatNo seat) {
    const auto claim = known.claims.at(seat);
    return claim && claim->kind == ClaimKind::Allotment ? AllotmentId{claim->owner} : AllotmentId{};
}

std::string nameOfSeat(const Knowledge& known, SeatNo seat) {
    if (known.plan && seat.value < known.plan->seatCount())
        return known.plan->seatName(seat);
    return "no. " + std::to_string(seat.value);
}

Decision plain(const Knowledge& known, protocol::Rule rule, protocol::Outcome outcome,
               std::string reason) {
    Decision decision;
    decision.verdict = {known.origin.seq, rule, outcome, std::move(reason), {}};
    return decision;
}

bool isSaneAmount(Money amount) {
    return amount.minor >= 0 && amount.minor <= kMostMinor;
}

std::string faultOf(const Knowledge& known, const Sale& sale) {
    if (!known.showtime || !known.plan)
        return "The showtime is not known here.";
    if (!known.priceList)
        return "The price list is not known here.";
    for (const auto& check : {faultOfShape, faultOfIds, faultOfLines, faultOfTenders})
        if (std::string fault = check(known, sale); !fault.empty())
            return fault;
    return {};
}

} // namespace foyer::server::core
