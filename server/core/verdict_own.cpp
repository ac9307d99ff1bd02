#include "server/core/verdict_parts.h"

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

bool isGivenUp(const Exchange& entry, SeatNo seat) {
    return std::any_of(entry.swaps.begin(), entry.swaps.end(),
                       [&](const auto& swap) { return swap.from == seat; });
}

bool canSwap(const Knowledge& known, const Exchange& entry, const Exchange::Swap& swap) {
    const TicketRecord* ticket = findTicket(known, swap.ticket);
    return ticket && ticket->state == TicketState::Valid && ticket->line.seat == swap.from &&
           ownsItsSeat(known, *ticket) && !swap.newTicket.isNull() &&
           swap.to.value < known.plan->seatCount() &&
           (isGivenUp(entry, swap.to) || placeOf(known, swap.to) != RightPlace::Elsewhere);
}

/// The allotment under which the seat will be held: its present one, or that of the ticket on it.
AllotmentId rightOf(const Knowledge& known, const Exchange& entry, SeatNo seat) {
    for (const auto& swap : entry.swaps)
        if (swap.from == seat)
            return findTicket(known, swap.ticket)->allotment;
    return allotmentOf(known, seat);
}

std::vector<ClaimChange> movedClaims(const Knowledge& known, const Exchange& entry) {
    std::map<SeatNo, std::optional<Claim>> after;
    for (const auto& swap : entry.swaps)
        after[swap.from] = rightAfter(known, *findTicket(known, swap.ticket));
    for (const auto& swap : entry.swaps)
        after[swap.to] = Claim{swap.to, ClaimKind::Ticket, swap.newTicket.uuid, {}};
    std::vector<ClaimChange> changes;
    for (const auto& [seat, claim] : after)
        changes.push_back({seat, known.claims.at(seat), claim});
    return changes;
}

std::optional<Decision> decideExchange(const Knowledge& known, const Exchange& entry) {
    if (!ownBooking(known, entry.showtime) || !known.plan || !isWellFormed(entry) ||
        !known.takenTickets.empty() ||
        !std::all_of(entry.swaps.begin(), entry.swaps.end(),
                     [&](const auto& swap) { return canSwap(known, entry, swap); }))
        return {};
    Decision decision = plain(known, Number::R12, Outcome::Accepted);
    decision.claims = movedClaims(known, entry);
    for (const auto& swap : entry.swaps) {
        TicketRecord ticket = *findTicket(known, swap.ticket);
        decision.ticketStates.emplace_back(swap.ticket, TicketState::Exchanged);
        decision.revocations.push_back(revocationOf(entry.showtime, swap.ticket, swap.from,
                                                    protocol::RevocationReason::Exchanged));
        ticket.line.ticket = swap.newTicket;
        ticket.paperSeat.reset();
        ticket.line.seat = swap.to;
        ticket.allotment = rightOf(known, entry, swap.to);
        ticket.epoch = swap.right.epoch;
        ticket.life = {};
        ticket.seq = {};
        decision.newTickets.push_back(std::move(ticket));
    }
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
        if (placeOf(known, seat) == RightPlace::Own && claim->epoch == entry.right.epoch &&
            claim->owner == entry.right.allotment.uuid)
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
    // To call somebody settles nothing, and money goes back by a Refund only.
    return action != protocol::TaskAction::CallCustomer &&
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
