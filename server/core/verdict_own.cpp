#include "server/core/verdict_parts.h"

#include "shared/base/mutant.h"

#include <algorithm>
#include <map>

namespace foyer::server::core {

using protocol::Exchange;
using protocol::Outcome;
using protocol::Payload;
using protocol::Return;
using Number = protocol::Rule;

namespace {

/// The booking, when it is this terminal's, of that showtime and still valid.
const BookingFacts* ownBooking(const Knowledge& known, ShowtimeId showtime) {
    if (!known.booking || known.booking->booking.terminal != known.origin.terminal ||
        known.booking->booking.showtime != showtime ||
        known.booking->booking.state != BookingState::Valid)
        return nullptr;
    return &*known.booking;
}

bool isWellFormed(const Exchange& entry) {
    return !entry.swaps.empty() && entry.swaps.size() <= kMostLines &&
           !hasRepeats(entry.swaps, [](const auto& swap) { return swap.ticket; }) &&
           !hasRepeats(entry.swaps, [](const auto& swap) { return swap.newTicket; }) &&
           !hasRepeats(entry.swaps, [](const auto& swap) { return swap.to; });
}

/// Whose ticket is on the seat that the entry names, when it gives that up.
const TicketRecord* givenUpAt(const Knowledge& known, const Exchange& entry, SeatNo named) {
    for (const auto& swap : entry.swaps)
        if (swap.from == named)
            return findTicket(known, swap.ticket);
    return nullptr;
}

/// An entry of a former plan knows the seat of its ticket by another number, or by that of a seat
/// which is gone: the ticket says where it is.
bool canSwap(const Knowledge& known, const Exchange::Swap& swap) {
    const TicketRecord* ticket = findTicket(known, swap.ticket);
    return ticket && ticket->state == TicketState::Valid &&
           (known.formerPlan || ticket->line.seat == swap.from) && ownsItsSeat(known, *ticket) &&
           !swap.newTicket.isNull() &&
           swap.to.value < (known.formerPlan ? known.formerPlan : known.plan)->seatCount();
}

/// The present seat of what it asks for, if it can have it.
std::optional<SeatNo> seatFor(const Knowledge& known, const Exchange& entry, SeatNo named) {
    if (const TicketRecord* ticket = givenUpAt(known, entry, named))
        return ticket->line.seat;
    const auto seat = presentSeat(known, named);
    return seat && placeOf(known, *seat) != RightPlace::Elsewhere ? seat : std::nullopt;
}

/// What it asks for, as if it were sold. Requires: it can be swapped.
protocol::Sale askedFor(const Knowledge& known, const Exchange& entry) {
    protocol::Sale asked;
    asked.booking = entry.booking;
    asked.showtime = entry.showtime;
    for (const auto& swap : entry.swaps) {
        domain::TicketLine line = findTicket(known, swap.ticket)->line;
        line.ticket = swap.newTicket;
        line.seat = swap.to;
        asked.lines.push_back(std::move(line));
        asked.rights.push_back(swap.right);
    }
    return asked;
}

/// Seats for all of it. Who named seats of a former plan in good faith has paid for seats as good
/// (as R6 has it); in the present plan it knew what it did.
std::optional<std::vector<SeatNo>> seatsFor(const Knowledge& known, const Exchange& entry,
                                            const protocol::Sale& asked) {
    std::vector<std::optional<SeatNo>> keeps;
    std::vector<SeatNo> seats;
    for (const auto& swap : entry.swaps) {
        keeps.push_back(seatFor(known, entry, swap.to));
        if (keeps.back())
            seats.push_back(*keeps.back());
    }
    if (seats.size() == entry.swaps.size())
        return seats;
    return known.formerPlan ? otherSeats(known, asked.lines, keeps) : std::nullopt;
}

/// The allotment under which the seat will be held: its present one, or that of the ticket on it.
AllotmentId rightOf(const Knowledge& known, const Exchange& entry, SeatNo seat) {
    for (const auto& swap : entry.swaps)
        if (const auto* ticket = findTicket(known, swap.ticket); ticket->line.seat == seat)
            return ticket->allotment;
    return allotmentOf(known, seat);
}

std::vector<ClaimChange> movedClaims(const Knowledge& known, const Exchange& entry,
                                     const std::vector<SeatNo>& seats) {
    std::map<SeatNo, std::optional<Claim>> after;
    for (const auto& swap : entry.swaps) {
        const TicketRecord& ticket = *findTicket(known, swap.ticket);
        if (!mutated(Mutant::ExchangeKeepsSeat))
            after[ticket.line.seat] = rightAfter(known, ticket);
    }
    for (std::size_t i = 0; i < seats.size(); ++i)
        after[seats[i]] = Claim{seats[i], ClaimKind::Ticket, entry.swaps[i].newTicket.uuid, {}};
    std::vector<ClaimChange> changes;
    for (const auto& [seat, claim] : after)
        changes.push_back({seat, known.claims.at(seat), claim});
    return changes;
}

void swapTicket(const Knowledge& known, const Exchange& entry, const Exchange::Swap& swap,
                SeatNo seat, Decision& decision) {
    TicketRecord ticket = *findTicket(known, swap.ticket);
    if (!mutated(Mutant::ExchangeKeepsTicket))
        decision.ticketStates.emplace_back(swap.ticket, TicketState::Exchanged);
    decision.revocations.push_back(revocationOf(entry.showtime, swap.ticket, ticket.line.seat,
                                                protocol::RevocationReason::Exchanged));
    ticket.line.ticket = swap.newTicket;
    ticket.paperSeat.reset();
    ticket.line.seat = seat;
    ticket.allotment = rightOf(known, entry, seat);
    ticket.epoch = swap.right.epoch;
    ticket.life = {};
    ticket.seq = {};
    if (seat != swap.to)
        ticket.paperSeat = swap.to;
    decision.newTickets.push_back(std::move(ticket));
}

std::optional<Decision> decideExchange(const Knowledge& known, const Exchange& entry) {
    if (!ownBooking(known, entry.showtime) || !known.plan || !isWellFormed(entry) ||
        !known.takenTickets.empty() ||
        !std::all_of(entry.swaps.begin(), entry.swaps.end(),
                     [&](const auto& swap) { return canSwap(known, swap); }))
        return {};
    const protocol::Sale asked = askedFor(known, entry);
    const auto seats = seatsFor(known, entry, asked);
    if (!seats)
        return {};
    Decision decision = plain(known, Number::R12, Outcome::Accepted);
    decision.claims = movedClaims(known, entry, *seats);
    std::vector<protocol::SeatMove> moves;
    for (std::size_t i = 0; i < seats->size(); ++i) {
        const auto& swap = entry.swaps[i];
        swapTicket(known, entry, swap, (*seats)[i], decision);
        moves.push_back({swap.newTicket, swap.to, (*seats)[i]});
    }
    tellMoves(known, asked, moves, decision);
    return decision;
}

/// Who has the seat once its terminal has given it up: the hold that waits for it, or the pool.
std::optional<Claim> afterReturn(const Knowledge& known, const Return& entry, SeatNo seat) {
    if (!known.recall || known.recall->id != entry.recall ||
        known.recall->showtime != entry.showtime ||
        std::find(known.recall->seats.begin(), known.recall->seats.end(), seat) ==
            known.recall->seats.end())
        return {};
    return Claim{seat, ClaimKind::Hold, known.waiting.uuid, {}};
}

/// Only seats of that very allotment: a late duplicate must not free what was leased anew.
Decision decideReturn(const Knowledge& known, const Return& entry) {
    Decision decision = plain(known, Number::R12, Outcome::Accepted);
    std::string left;
    for (const SeatNo seat : entry.seats) {
        const auto claim = known.claims.at(seat);
        const bool repeated = std::any_of(decision.claims.begin(), decision.claims.end(),
                                          [&](const auto& change) { return change.seat == seat; });
        if (repeated)
            continue;
        const bool isOfIt =
            mutated(Mutant::LateReturnFrees) || (claim && claim->epoch == entry.right.epoch &&
                                                 claim->owner == entry.right.allotment.uuid);
        if (placeOf(known, seat) == RightPlace::Own && isOfIt)
            decision.claims.push_back({seat, claim, afterReturn(known, entry, seat)});
        else
            left += (left.empty() ? "" : ", ") + nameOfSeat(known, seat);
    }
    decision.answered = entry.recall;
    if (decision.claims.empty())
        decision.verdict.outcome = Outcome::Noted;
    if (!left.empty())
        decision.verdict.reason = "Not in this allotment any more: " + left + ".";
    return decision;
}

bool closesIt(const protocol::Task& task, protocol::TaskAction action) {
    // To call somebody settles nothing, and what is owed ends by a Refund only.
    return task.kind != protocol::TaskKind::RefundDue &&
           action != protocol::TaskAction::CallCustomer &&
           action != protocol::TaskAction::RefundTender &&
           std::find(task.actions.begin(), task.actions.end(), action) != task.actions.end();
}

Decision decideTaskDone(const Knowledge& known, const protocol::TaskDone& entry) {
    const auto noted = [&](std::string reason) {
        return plain(known, Number::R12, Outcome::Noted, std::move(reason));
    };
    if (!known.task)
        return noted("The task is not known here.");
    if (known.task->closedAt)
        return noted("The task was closed before.");
    if (!closesIt(*known.task, entry.action))
        return noted("This is on record; it does not settle the task.");
    if (isOfSuspense(known.task->kind) && !isInCharge(known.op))
        return noted("Only a supervisor or manager decides about money in suspense.");
    Decision decision = noted({});
    decision.closed = TaskClose{entry.task, entry.op, entry.action, entry.note};
    if (known.task->kind == protocol::TaskKind::CardUnconfirmed)
        settleOpenPayment(known, decision);
    return decision;
}

Decision decideLifeEnded(const Knowledge& known, const protocol::LifeEnded& entry) {
    if (entry.life >= known.origin.incarnation)
        return plain(known, Number::R12, Outcome::Noted, "That life of the disk is not over.");
    Decision decision = plain(known, Number::R12, Outcome::Noted);
    decision.ended = entry.life;
    return decision;
}

/// What asks for no seat and moves no money.
struct IsPlainRecord {
    bool operator()(const protocol::Intent&) const { return true; }
    bool operator()(const protocol::Abandon&) const { return true; }
    bool operator()(const protocol::Printed&) const { return true; }
    bool operator()(const protocol::ShiftOpened&) const { return true; }
    bool operator()(const protocol::ShiftClosed&) const { return true; }
    template <class Other>
    bool operator()(const Other&) const {
        return false;
    }
};

} // namespace

std::optional<Decision> r12OwnRecord(const Knowledge& known, const Payload& payload) {
    for (const auto& part : {r12MoneyBack, r12DoorRecord, r12OpenPayment})
        if (auto decision = part(known, payload))
            return decision;
    if (const auto* entry = std::get_if<Exchange>(&payload))
        return decideExchange(known, *entry);
    if (const auto* entry = std::get_if<Return>(&payload))
        return decideReturn(known, *entry);
    if (const auto* entry = std::get_if<protocol::TaskDone>(&payload))
        return decideTaskDone(known, *entry);
    if (const auto* entry = std::get_if<protocol::LifeEnded>(&payload))
        return decideLifeEnded(known, *entry);
    if (std::visit(IsPlainRecord{}, payload))
        return plain(known, Number::R12, Outcome::Noted);
    return {};
}

} // namespace foyer::server::core
