#include "server/core/verdict_parts.h"

#include "shared/base/mutant.h"
#include "shared/domain/cash.h"

#include <algorithm>

namespace foyer::server::core {

using protocol::Sale;

namespace {

Currency currencyOf(const Knowledge& known, const Sale& sale) {
    if (known.priceList)
        return known.priceList->currency;
    return known.listed ? known.listed->currency : sale.lines.front().price.currency;
}

std::string faultOfShape(const Knowledge& known, const Sale& sale) {
    if (sale.lines.empty() || sale.lines.size() > kMostLines)
        return "The sale has no lines, or more than one sale may have.";
    if (known.planIsForeign)
        return "The sale names seats of a plan that is not known here.";
    if (sale.lines.size() != sale.rights.size())
        return "The sale does not name one right for each ticket.";
    if (hasRepeats(sale.lines, [](const auto& line) { return line.seat; }))
        return "The sale names a seat twice.";
    if (hasRepeats(sale.lines, [](const auto& line) { return line.ticket; }))
        return "The sale names a ticket twice.";
    const std::size_t seats = (known.formerPlan ? known.formerPlan : known.plan)->seatCount();
    for (const auto& line : sale.lines)
        if (line.ticket.isNull() || line.seat.value >= seats)
            return "The sale names a seat that its plan does not have.";
    return {};
}

bool hasAllOf(const Sale& sale, const BookingFacts& seen) {
    return std::all_of(seen.tickets.begin(), seen.tickets.end(), [&](const auto& ticket) {
        return std::any_of(sale.lines.begin(), sale.lines.end(),
                           [&](const auto& line) { return line.ticket == ticket.line.ticket; });
    });
}

std::string faultOfIds(const Knowledge& known, const Sale& sale) {
    if (sale.booking.isNull() || (known.booking && !isOnPaper(known, sale)))
        return "Another sale has this booking's number.";
    for (const TicketId ticket : known.takenTickets)
        if (!findTicket(known, ticket))
            return "Another sale has the number of one of these tickets.";
    if (known.booking && !hasAllOf(sale, *known.booking))
        return "Paper of this sale, seen at a door, names a ticket that the sale does not have.";
    for (const auto& line : sale.lines)
        if (const auto* ticket = findTicket(known, line.ticket))
            if (ticket->line.price != line.price)
                return "Its paper, seen at a door, says another price.";
    for (const protocol::Right& right : sale.rights)
        if (const auto* allotment = findAllotment(known, right.allotment))
            if (allotment->epoch != right.epoch && !mutated(Mutant::ForgedTokenTaken))
                return "A right is presented with a token that is not its allotment's.";
    return {};
}

/// A list that is not known here was the one on the wall all the same: what was printed counts, as
/// long as it can be money (verdict R11).
std::string faultOfLines(const Knowledge& known, const Sale& sale) {
    const Currency currency = currencyOf(known, sale);
    for (const auto& line : sale.lines) {
        if (!isSaneAmount(line.price) || line.price.currency != currency ||
            line.tax.currency != currency)
            return "A price is out of bounds or in another currency.";
        const bool taxFits =
            known.priceList ? line.tax == taxIncluded(line.price, known.priceList->taxBasisPoints)
                            : line.tax.minor >= 0 && line.tax.minor <= line.price.minor;
        if (!taxFits)
            return "The tax of a ticket is not that of its price list.";
    }
    return {};
}

std::string faultOfTenders(const Knowledge& known, const Sale& sale) {
    if (sale.tenders.size() > kMostLines)
        return "The sale has too many tenders.";
    Money paid{0, currencyOf(known, sale)};
    for (const auto& tender : sale.tenders) {
        if (!isSaneAmount(tender.amount) || tender.amount.currency != paid.currency)
            return "A tender is out of bounds or in another currency.";
        if (!domain::isPaidInCash(tender))
            return "A tender was rounded to a sum that is not the nearest in cash.";
        paid += tender.amount;
    }
    if (paid != domain::totalOf(sale.lines))
        return "The money taken is not the sum of the tickets.";
    return {};
}

} // namespace

std::string faultOf(const Knowledge& known, const Sale& sale) {
    if (!known.showtime || !known.plan)
        return "The showtime is not known here.";
    for (const auto& check : {faultOfShape, faultOfIds, faultOfLines, faultOfTenders})
        if (std::string fault = check(known, sale); !fault.empty())
            return fault;
    return {};
}

} // namespace foyer::server::core
