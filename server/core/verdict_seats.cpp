// Who sits where: sales on their own seats, on others, or on none.

#include "server/core/verdict_parts.h"
#include "shared/domain/discount.h"
#include "shared/domain/reseat.h"

#include "shared/base/mutant.h"

#include <algorithm>

namespace foyer::server::core {

using domain::TicketLine;
using protocol::Outcome;
using protocol::RevocationReason;
using protocol::Sale;
using protocol::TaskAction;
using protocol::TaskKind;
using Number = protocol::Rule;

namespace {

const domain::SeatingPlan& soldPlan(const Knowledge& known) {
    return known.formerPlan ? *known.formerPlan : *known.plan;
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

std::optional<Money> listedPrice(const Knowledge& known, const std::string& area,
                                 const std::string& ticketType) {
    return known.listed ? known.listed->price(area, ticketType, known.showtime->dayPart)
                        : std::nullopt;
}

/// Equal or better: the same area, or one of no lower rank whose listed price is no lower.
std::vector<bool> areasFor(const Knowledge& known, const TicketLine& line) {
    const domain::Area& paid = soldPlan(known).areaOf(line.seat);
    const auto before = listedPrice(known, paid.key, line.ticketType);
    std::vector<bool> allowed;
    for (const domain::Area& area : known.plan->areas) {
        const auto after = listedPrice(known, area.key, line.ticketType);
        const bool cheaper = before && after && *after < *before;
        allowed.push_back(area.key == paid.key || (area.rank >= paid.rank && !cheaper));
    }
    return allowed;
}

std::optional<std::size_t> partnerOf(const Knowledge& known, const std::vector<TicketLine>& lines,
                                     std::size_t index) {
    const auto partner = soldPlan(known).seat(lines[index].seat).partner;
    if (!partner)
        return {};
    const auto at = std::find_if(lines.begin(), lines.end(),
                                 [&](const auto& line) { return line.seat == *partner; });
    return at == lines.end() ? std::nullopt : std::optional(std::size_t(at - lines.begin()));
}

domain::Displaced displacedOf(const Knowledge& known, const std::vector<TicketLine>& lines,
                              std::size_t index, const std::optional<SeatNo>& has) {
    const domain::Seat& sold = soldPlan(known).seat(lines[index].seat);
    domain::Displaced one;
    one.seat = has ? has : presentSeat(known, lines[index].seat);
    one.at = one.seat ? known.plan->seat(*one.seat).at : sold.at;
    one.kind = sold.kind;
    one.partner = partnerOf(known, lines, index);
    one.areas = areasFor(known, lines[index]);
    one.keeps = has.has_value();
    return one;
}

/// While the database is being refilled nobody is moved into the pool: a sale that is still to
/// come may have been made from there by right (promise I7).
domain::OpenSeats openSeats(const Knowledge& known) {
    domain::OpenSeats open(known.plan->seatCount(), !known.recovering);
    for (const Claim& claim : known.claims.all())
        if (claim.seat.value < open.size())
            open[claim.seat.value] = false;
    return open;
}

bool isUsedUp(const Knowledge& known, const std::string& discount) {
    return std::find(known.usedUp.begin(), known.usedUp.end(), discount) != known.usedUp.end();
}

/// "Your seats F7 and F8 had been sold before; you sit in G7 and G8, same price."
std::string sentenceFor(const Knowledge& known, const Sale& sale,
                        const std::vector<protocol::SeatMove>& moves) {
    std::vector<std::string> from;
    std::vector<std::string> to;
    for (const auto& move : moves) {
        from.push_back(soldPlan(known).seatName(move.from));
        to.push_back(known.plan->seatName(move.to));
    }
    const bool many = moves.size() > 1;
    const auto isGone = [&](const auto& move) { return !presentSeat(known, move.from); };
    const auto isOfThePlan = [&](const auto& move) {
        return isGone(move) || presentSeat(known, move.from) == move.to;
    };
    std::string why = " had been sold before";
    if (known.formerPlan && std::all_of(moves.begin(), moves.end(), isGone))
        why = many ? " are not in the new seating plan" : " is not in the new seating plan";
    else if (known.formerPlan && std::all_of(moves.begin(), moves.end(), isOfThePlan) && from == to)
        return "The seating plan has changed; you sit in " + listOf(to) +
               " as before, on a new ticket, same price.";
    else if (known.formerPlan && std::all_of(moves.begin(), moves.end(), isOfThePlan))
        return "The seating plan has changed: instead of " + listOf(from) + " you sit in " +
               listOf(to) + ", same price.";
    else if (namesLostRight(known, sale))
        why = many ? " were sold anew after the terminal was lost"
                   : " was sold anew after the terminal was lost";
    return (many ? "Your seats " : "Your seat ") + listOf(from) + why + "; you sit in " +
           listOf(to) + ", same price.";
}

/// The number of the seat says to doors where a ticket is good, its name to people.
bool isTold(const Knowledge& known, const protocol::SeatMove& move) {
    return move.from != move.to ||
           soldPlan(known).seatName(move.from) != known.plan->seatName(move.to);
}

protocol::Task reseatedTask(const Knowledge& known, const Sale& sale, const Decision& decision,
                            const std::vector<protocol::SeatMove>& moves) {
    protocol::Task task = taskFor(known, TaskKind::Reseated, known.origin.terminal);
    task.subject = sale.booking.toString();
    task.text =
        "Booking " + domain::referenceOf(sale.booking) + ": \"" + decision.verdict.reason +
        (decision.verdict.moves.empty() ? "\" " : "\" The old paper is not valid any more. ") +
        "Print the new tickets and tell the customer.";
    task.booking = sale.booking;
    for (const auto& move : moves)
        task.tickets.push_back(move.ticket);
    // Where there is no printer for it, or nobody to give it to, a person may say so.
    task.actions = {TaskAction::PrintTicket, TaskAction::CallCustomer, TaskAction::Settle};
    return task;
}

} // namespace

std::optional<SeatNo> presentSeat(const Knowledge& known, SeatNo seat) {
    if (!known.formerPlan || mutated(Mutant::MappingIgnored))
        return seat;
    for (const auto& [from, to] : known.mapping)
        if (from == seat)
            return to;
    return {};
}

std::vector<std::optional<SeatNo>> seatsToKeep(const Knowledge& known,
                                               const std::vector<TicketLine>& lines) {
    std::vector<std::optional<SeatNo>> seats;
    for (const TicketLine& line : lines) {
        auto seat = presentSeat(known, line.seat);
        if (seat && placeOf(known, *seat) == RightPlace::Elsewhere)
            seat.reset();
        seats.push_back(seat);
    }
    return seats;
}

std::optional<std::vector<SeatNo>> otherSeats(const Knowledge& known,
                                              const std::vector<TicketLine>& lines,
                                              const std::vector<std::optional<SeatNo>>& seats) {
    std::vector<domain::Displaced> party;
    for (std::size_t i = 0; i < lines.size(); ++i)
        party.push_back(displacedOf(known, lines, i, seats[i]));
    return domain::reseat(*known.plan, openSeats(known), party);
}

bool isCompApproved(const Knowledge& known, const Sale& sale) {
    return sale.comp && (!known.compsNeedSupervisor || isInCharge(known.op));
}

std::vector<PriceVariance> variancesOf(const Knowledge& known, const Sale& sale) {
    std::vector<PriceVariance> all;
    if (!known.listed)
        return all;
    std::vector<domain::PriceWish> wishes;
    domain::PriceOccasion occasion{known.showtime->dayPart, known.heldAt.value_or(sale.at), {}};
    for (const TicketLine& line : sale.lines) {
        wishes.push_back({line.seat, soldPlan(known).areaOf(line.seat).key, line.ticketType});
        // Who says that a discount with a code was given has asked for it, too late where as many
        // have it as may.
        for (const domain::Reduction& reduction : line.reductions)
            if (!isUsedUp(known, reduction.discount))
                occasion.asked.push_back(reduction.discount);
    }
    auto listed = domain::priced(*known.listed, wishes, occasion);
    for (std::size_t i = 0; i < wishes.size() && mutated(Mutant::TicketsPricedAlone); ++i)
        listed[i] = domain::priced(*known.listed, {wishes[i]}, occasion).front();
    if (isCompApproved(known, sale))
        domain::comp(listed);
    for (std::size_t i = 0; i < listed.size(); ++i)
        if (listed[i] && listed[i]->price != sale.lines[i].price)
            all.push_back({sale.lines[i].ticket, sale.lines[i].price, listed[i]->price});
    return all;
}

void tellMoves(const Knowledge& known, const Sale& sale,
               const std::vector<protocol::SeatMove>& seats, Decision& decision) {
    std::vector<protocol::SeatMove> told;
    std::copy_if(seats.begin(), seats.end(), std::back_inserter(told),
                 [&](const auto& move) { return isTold(known, move); });
    if (told.empty())
        return;
    decision.verdict.reason = sentenceFor(known, sale, told);
    const auto reason =
        namesLostRight(known, sale) ? RevocationReason::Lost : RevocationReason::Reseated;
    for (const auto& move : told) {
        if (move.from != move.to) {
            decision.verdict.outcome = Outcome::Reseated;
            decision.verdict.moves.push_back(move);
            decision.revocations.push_back(
                revocationOf(sale.showtime, move.ticket, move.from, reason));
        }
        decision.reseatings.push_back({move.ticket,
                                       sale.booking,
                                       sale.showtime,
                                       move.from,
                                       move.to,
                                       soldPlan(known).seatName(move.from),
                                       known.plan->seatName(move.to),
                                       decision.verdict.reason,
                                       {}});
    }
    decision.tasks.push_back(reseatedTask(known, sale, decision, told));
}

Decision seatedOn(const Knowledge& known, const Sale& sale, Number rule,
                  const std::vector<SeatNo>& seats) {
    Decision decision = plain(known, rule, Outcome::Accepted);
    std::vector<protocol::SeatMove> moves;
    for (std::size_t i = 0; i < sale.lines.size(); ++i) {
        const TicketLine& sold = sale.lines[i];
        if (const Occupant* successor = successorOf(known, sale, i)) {
            giveWay(known, sale, i, *successor, decision);
            continue;
        }
        if (!mutated(Mutant::SaleClaimsNothing))
            decision.claims.push_back({seats[i], known.claims.at(seats[i]),
                                       Claim{seats[i], ClaimKind::Ticket, sold.ticket.uuid, {}}});
        TicketRecord ticket{sale.booking, sale.showtime, sold, {}};
        if (placeOf(known, seats[i]) != RightPlace::Elsewhere)
            ticket.allotment = allotmentOf(known, seats[i]);
        ticket.line.seat = seats[i];
        ticket.epoch = sale.rights[i].epoch;
        ticket.life = known.origin.incarnation;
        ticket.seq = known.origin.seq;
        moves.push_back({sold.ticket, sold.seat, seats[i]});
        if (seats[i] != sold.seat)
            ticket.paperSeat = sold.seat;
        decision.newTickets.push_back(std::move(ticket));
    }
    decision.newBooking = bookingOf(known, sale);
    decision.ledgerEvent = "sale";
    if (!mutated(Mutant::SalePostsNothing))
        decision.postings = domain::postSale(sale.lines, sale.tenders);
    if (!mutated(Mutant::VarianceNotBooked))
        decision.variances = variancesOf(known, sale);
    decision.sold = known.hold;
    tellMoves(known, sale, moves, decision);
    return decision;
}

Decision refundDue(const Knowledge& known, const Sale& sale, Number rule,
                   const std::string& because) {
    Decision decision = plain(known, rule, Outcome::RefundDue,
                              because + " The money, " + domain::totalOf(sale.lines).toString() +
                                  ", is owed to the customer.");
    protocol::Task task = taskFor(known, TaskKind::RefundDue, known.origin.terminal);
    task.subject = sale.booking.toString();
    task.text = "Booking " + domain::referenceOf(sale.booking) + ": " + decision.verdict.reason +
                " Its tickets are not valid. Hand the money back by the means it came in, or sell "
                "the customer another showtime for it.";
    task.booking = sale.booking;
    task.amount = domain::totalOf(sale.lines);
    task.actions = {TaskAction::RefundTender, TaskAction::CallCustomer, TaskAction::Settle};
    const auto reason =
        namesLostRight(known, sale) ? RevocationReason::Lost : RevocationReason::Refunded;
    for (const TicketLine& line : sale.lines) {
        task.tickets.push_back(line.ticket);
        TicketRecord ticket{sale.booking, sale.showtime, line, {}};
        ticket.state = TicketState::Void;
        decision.newTickets.push_back(std::move(ticket));
        decision.owed.push_back({line.ticket, true});
        decision.revocations.push_back(revocationOf(sale.showtime, line.ticket, line.seat, reason));
    }
    decision.tasks.push_back(std::move(task));
    decision.newBooking = bookingOf(known, sale);
    decision.newBooking->state = BookingState::Void;
    decision.ledgerEvent = "refund_due";
    decision.postings = domain::postRefundDue(sale.lines, sale.tenders);
    return decision;
}

void oust(const Knowledge& known, const Occupant& occupant, Decision& decision) {
    const TicketRecord& ticket = occupant.ticket;
    const BookingId booking = occupant.booking.id;
    decision.ticketStates.emplace_back(ticket.line.ticket, TicketState::Void);
    decision.ousted.push_back(occupant);
    decision.revocations.push_back(revocationOf(ticket.showtime, ticket.line.ticket,
                                                ticket.line.seat, RevocationReason::Refunded));
    for (protocol::Task& other : decision.tasks)
        if (other.booking == booking)
            return other.tickets.push_back(ticket.line.ticket); // of one party
    protocol::Task task = taskFor(known, TaskKind::RefundDue, occupant.booking.terminal);
    task.subject = booking.toString();
    task.text = "Booking " + domain::referenceOf(booking) + ": " +
                nameOfSeat(known, ticket.line.seat) +
                " had been leased to another terminal and sold there, which the server had lost. "
                "Its ticket is not valid. Hand the money back by the means it came in, or sell the "
                "customer another showtime for it.";
    task.booking = booking;
    task.tickets = {ticket.line.ticket};
    task.amount = ticket.line.price;
    task.actions = {TaskAction::RefundTender, TaskAction::CallCustomer, TaskAction::Settle};
    decision.tasks.push_back(std::move(task));
}

} // namespace foyer::server::core
