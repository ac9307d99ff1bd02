// R8: what becomes of sales whose terminal was lost: its journal turns up, or paper of it at a
// door.

#include "server/core/verdict_parts.h"

#include "shared/base/mutant.h"

#include <algorithm>
#include <map>
#include <utility>

namespace foyer::server::core {

using domain::TicketLine;
using domain::TicketProof;
using protocol::Outcome;
using protocol::Payload;
using protocol::Sale;
using Number = protocol::Rule;

namespace {

/// What was posted for paper, and what the journal says: the difference, account by account.
std::vector<domain::Posting> difference(const std::vector<domain::Posting>& wanted,
                                        const std::vector<domain::Posting>& posted) {
    std::map<domain::Account, Money> sums;
    const auto add = [&](const domain::Posting& posting, int sign) {
        auto& sum =
            sums.try_emplace(posting.account, Money{0, posting.amount.currency}).first->second;
        sum += posting.amount * sign;
    };
    for (const auto& posting : wanted)
        add(posting, 1);
    for (const auto& posting : posted)
        add(posting, -1);
    std::vector<domain::Posting> postings;
    for (const auto& [account, amount] : sums)
        if (!amount.isZero())
            postings.push_back({account, amount});
    return postings;
}

/// Those of the sale's lines that no door has seen.
Sale unseenPart(const Knowledge& known, const Sale& sale) {
    Sale part = sale;
    part.lines.clear();
    part.rights.clear();
    for (std::size_t i = 0; i < sale.lines.size(); ++i)
        if (!findTicket(known, sale.lines[i].ticket)) {
            part.lines.push_back(sale.lines[i]);
            part.rights.push_back(sale.rights[i]);
        }
    const Money total = part.lines.empty() ? Money{} : domain::totalOf(part.lines);
    part.tenders = {domain::exactTender(
        sale.tenders.empty() ? domain::TenderKind::Cash : sale.tenders.front().kind, total)};
    return part;
}

Decision besideOthers(const Knowledge& known, const Sale& sale) {
    const auto seats = seatsBeside(known, sale);
    return seats ? seatedOn(known, sale, Number::R8, *seats)
                 : refundDue(known, sale, Number::R8, "Its seats were sold anew.");
}

Decision unseenDecided(const Knowledge& known, const Sale& part) {
    if (part.lines.empty())
        return plain(known, Number::R8, Outcome::Accepted);
    if (isCancelled(known))
        return refundDue(known, part, Number::R8, "The showtime is cancelled.");
    return besideOthers(known, part);
}

/// What paper could not say: ticket types, what was taken off, and the tax of their price list.
void correctSeen(const Knowledge& known, const Sale& sale, Decision& decision) {
    for (const TicketLine& line : sale.lines) {
        const TicketRecord* seen = findTicket(known, line.ticket);
        if (!seen || (seen->line.ticketType == line.ticketType && seen->line.tax == line.tax &&
                      seen->line.reductions == line.reductions))
            continue;
        TicketRecord corrected = *seen;
        corrected.line.ticketType = line.ticketType;
        corrected.line.tax = line.tax;
        corrected.line.reductions = line.reductions;
        decision.changedTickets.push_back(std::move(corrected));
    }
}

/// Those whose tickets are good: seen by a door, or added by `decision`.
std::vector<TicketLine> validLines(const Knowledge& known, const Sale& sale,
                                   const Decision& decision) {
    std::vector<TicketLine> valid;
    for (const TicketLine& line : sale.lines) {
        const TicketRecord* ticket = findTicket(known, line.ticket);
        for (const TicketRecord& added : decision.newTickets)
            if (added.line.ticket == line.ticket)
                ticket = &added;
        if (ticket && ticket->state == TicketState::Valid)
            valid.push_back(line);
    }
    return valid;
}

/// The journal of a booking that is known from paper in part: its other tickets are added, its
/// money is what it says, and nothing counts twice.
Decision completed(const Knowledge& known, const Sale& sale) {
    const BookingFacts& seen = *known.booking;
    const Sale part = unseenPart(known, sale);
    Decision decision = unseenDecided(known, part);
    correctSeen(known, sale, decision);
    std::vector<TicketLine> seenLines;
    for (const TicketLine& line : sale.lines)
        if (const auto* ticket = findTicket(known, line.ticket))
            seenLines.push_back(ticket->line);
    std::vector<domain::Posting> wanted = decision.postings; // of the part, by its one tender
    for (const auto& posting : domain::postSale(sale.lines, sale.tenders))
        wanted.push_back(posting);
    if (!part.lines.empty())
        for (const auto& posting : domain::postVoid(part.lines, part.tenders))
            wanted.push_back(posting);
    decision.postings = difference(wanted, domain::postSale(seenLines, seen.booking.tenders));
    decision.ledgerEvent = "sale";
    const auto valid = validLines(known, sale, decision);
    decision.variances = variancesOf(known, sale);
    std::erase_if(decision.variances, [&](const PriceVariance& variance) {
        return std::none_of(valid.begin(), valid.end(),
                            [&](const TicketLine& line) { return line.ticket == variance.ticket; });
    });
    BookingRecord booking = seen.booking;
    booking.fromPaper = false;
    booking.seq = known.origin.seq;
    booking.incarnation = known.origin.incarnation;
    booking.op = sale.op;
    booking.priceList = sale.priceList;
    booking.businessDay = sale.businessDay;
    booking.soldAt = sale.at;
    booking.total = domain::totalOf(sale.lines);
    booking.tenders = sale.tenders;
    if (decision.newBooking && decision.newBooking->state == BookingState::Valid)
        booking.state = BookingState::Valid;
    decision.newBooking.reset();
    decision.changedBooking = std::move(booking);
    return decision;
}

bool isSound(const Knowledge& known, const TicketProof& proof) {
    return known.showtime && known.plan && isSaneAmount(proof.price) && !proof.booking.isNull() &&
           !proof.ticket.isNull() &&
           proof.seat.value < (known.formerPlan ? known.formerPlan : known.plan)->seatCount() &&
           (!known.listed || known.listed->currency == proof.price.currency);
}

/// The sale of that one ticket as far as its paper tells it.
Sale saleOnPaper(const Knowledge& known, const TicketProof& proof, Instant at) {
    Sale sale;
    sale.booking = proof.booking;
    sale.showtime = proof.showtime;
    std::string type = "adult";
    Money tax{0, proof.price.currency};
    if (known.listed) {
        if (!known.listed->ticketTypes.empty())
            type = known.listed->ticketTypes.front().key;
        tax = taxIncluded(proof.price, known.listed->taxBasisPoints);
        sale.priceList = known.listed->id;
    }
    sale.lines = {{proof.ticket, proof.seat, type, proof.price, tax}};
    sale.rights.resize(1);
    if (!proof.allotment.isNull())
        sale.rights[0] = {proof.allotment, proof.epoch};
    if (!proof.price.isZero())
        sale.tenders = {domain::exactTender(proof.tender, proof.price)};
    sale.businessDay = known.showtime->businessDay;
    sale.at = at;
    return sale;
}

/// Another ticket of a booking that a door has seen before.
void addTo(const BookingRecord& before, Decision& decision) {
    BookingRecord booking = before;
    const BookingRecord one = *std::exchange(decision.newBooking, std::nullopt);
    booking.total += one.total;
    for (const domain::Tender& tender : one.tenders) {
        const auto same = std::find_if(booking.tenders.begin(), booking.tenders.end(),
                                       [&](const auto& each) { return each.kind == tender.kind; });
        if (same == booking.tenders.end()) {
            booking.tenders.push_back(tender);
            continue;
        }
        same->amount += tender.amount;
        same->received += tender.received;
    }
    if (one.state == BookingState::Valid)
        booking.state = BookingState::Valid;
    decision.changedBooking = std::move(booking);
}

Scan scanOf(const Knowledge& known, const protocol::Admitted& entry) {
    return {{entry.ticket, entry.showtime, entry.seat, known.origin.terminal, {}, entry.at, false},
            {}};
}

/// A ticket nobody here knows, let in by paper that its terminal had signed.
std::optional<Decision> rebuilt(const Knowledge& door, const protocol::Admitted& entry) {
    const TicketProof& proof = *door.paper;
    Knowledge known = door;
    known.origin = {proof.terminal, proof.incarnation, proof.seq};
    if (proof.ticket != entry.ticket || proof.showtime != entry.showtime || !isSound(known, proof))
        return {};
    const Sale sale = saleOnPaper(known, proof, entry.at);
    if (known.booking &&
        (!isOnPaper(known, sale) || known.booking->booking.total.currency != proof.price.currency))
        return {}; // its journal is here, and does not have this ticket
    const Occupant* predecessor = predecessorOf(known, sale, 0);
    auto seats = predecessor ? std::optional(std::vector{predecessor->ticket.line.seat})
                             : seatsBeside(known, sale);
    if (mutated(Mutant::LostPaperTakesResoldSeat))
        seats = {proof.seat};
    Decision decision = isCancelled(known)
                            ? refundDue(known, sale, Number::R8, "The showtime is cancelled.")
                        : seats ? seatedOn(known, sale, Number::R8, *seats)
                                : refundDue(known, sale, Number::R8, "Its seat was sold anew.");
    decision.verdict.seq = door.origin.seq;
    decision.newBooking->fromPaper = true;
    decision.variances.clear(); // whose price it is, child's or adult's, only the journal tells
    if (known.booking)
        addTo(known.booking->booking, decision);
    if (decision.ledgerEvent == "sale")
        decision.ledgerEvent = "paper";
    decision.admission = scanOf(door, entry);
    decision.scans = {*decision.admission};
    if (decision.verdict.outcome == Outcome::RefundDue)
        return decision;
    if (predecessor) {
        decision.newTickets.front().allotment = predecessor->ticket.allotment;
        overtake(known, *predecessor, door.origin.terminal, decision);
    }
    if (successorOf(known, sale, 0))
        decision.tasks.push_back(
            doorTask(door, door.origin.terminal, entry.ticket, proof.booking,
                     decision.verdict.reason + " The door could not know. Look who sits there."));
    return decision;
}

} // namespace

bool isOnPaper(const Knowledge& known, const Sale& sale) {
    if (!known.booking)
        return false;
    const BookingRecord& booking = known.booking->booking;
    // What a later life has printed once more names that one; the entry may be carried by the next
    // to that.
    return booking.fromPaper && booking.terminal == known.origin.terminal &&
           hadTheDisk(known, booking.incarnation) && booking.showtime == sale.showtime;
}

std::optional<Decision> r8LostAllotment(const Knowledge& known, const Payload& payload) {
    if (const auto* scan = std::get_if<protocol::Admitted>(&payload))
        return !known.ticket && known.paper && !known.isSuspended && !mutated(Mutant::PaperIgnored)
                   ? rebuilt(known, *scan)
                   : std::nullopt;
    const auto* sale = std::get_if<Sale>(&payload);
    if (sale && isOnPaper(known, *sale))
        return faultOf(known, *sale).empty() ? std::optional(completed(known, *sale))
                                             : std::nullopt;
    if (!soundSale(known, payload) || isCancelled(known))
        return {};
    if (isOvertaken(known, *sale))
        return besideOthers(known, *sale);
    if (!namesLostRight(known, *sale))
        return {};
    std::vector<SeatNo> seats;
    for (const auto& seat : seatsToKeep(known, sale->lines))
        seats.push_back(seat.value()); // what was sold anew is R6's or R7's
    return seatedOn(known, *sale, Number::R8, seats);
}

} // namespace foyer::server::core
