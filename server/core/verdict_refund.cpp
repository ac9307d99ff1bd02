// Money back: voids and refunds of R12, the second refund of R13.

#include "server/core/verdict_parts.h"

#include "shared/base/mutant.h"
#include "shared/domain/cash.h"
#include "shared/domain/posting_rules.h"

#include <algorithm>

namespace foyer::server::core {

using domain::Amounts;
using domain::LedgerEvent;
using protocol::Outcome;
using protocol::Payload;
using protocol::Refund;
using protocol::TaskKind;
using protocol::Void;
using Number = protocol::Rule;

namespace {

/// Tickets of a sale, and the money that goes out for them by these tenders.
struct PayOut {
    const BookingFacts& booking;
    std::vector<const TicketRecord*> tickets;
    std::vector<domain::Tender> tenders;
    protocol::RevocationReason reason = protocol::RevocationReason::Refunded;
};

const PaidBack* findPaidBack(const Knowledge& known, TicketId ticket) {
    const auto found = std::find_if(known.paidBack.begin(), known.paidBack.end(),
                                    [&](const auto& each) { return each.ticket == ticket; });
    return found == known.paidBack.end() ? nullptr : &*found;
}

const Owed* findOwed(const Knowledge& known, TicketId ticket) {
    if (findPaidBack(known, ticket))
        return nullptr;
    const auto found = std::find_if(known.owed.begin(), known.owed.end(),
                                    [&](const auto& each) { return each.ticket == ticket; });
    return found == known.owed.end() ? nullptr : &*found;
}

bool isOpen(const Knowledge& known, const TicketRecord& ticket) {
    if (findPaidBack(known, ticket.line.ticket))
        return false;
    return findOwed(known, ticket.line.ticket) ||
           (ticket.state == TicketState::Valid && ownsItsSeat(known, ticket));
}

std::int64_t costOf(const Knowledge& known, const PayOut& payOut) {
    std::int64_t cost = 0;
    for (const TicketRecord* ticket : payOut.tickets)
        if (isOpen(known, *ticket))
            cost += ticket->line.price.minor;
    return cost;
}

std::int64_t outOf(const PayOut& payOut) {
    std::int64_t out = 0;
    for (const auto& tender : payOut.tenders)
        out += tender.amount.minor;
    return out;
}

void giveUp(const Knowledge& known, const TicketRecord& ticket, const PayOut& payOut,
            Decision& decision, Amounts& amounts) {
    const domain::TicketLine& line = ticket.line;
    const Owed* owed = findOwed(known, line.ticket);
    decision.paidBack.push_back({line.ticket, line.price, known.origin.terminal});
    if (owed && owed->posted) {
        amounts.owed += line.price;
        return;
    }
    amounts.net += line.price - line.tax;
    amounts.tax += line.tax;
    if (ticket.state != TicketState::Valid)
        return;
    decision.claims.push_back({line.seat, known.claims.at(line.seat), rightAfter(known, ticket)});
    if (!mutated(Mutant::VoidKeepsTicket))
        decision.ticketStates.emplace_back(line.ticket, TicketState::Void);
    decision.revocations.push_back(
        revocationOf(ticket.showtime, line.ticket, line.seat, payOut.reason));
}

/// Whether a ticket of the booking stays good, or owed for.
bool leavesOpen(const Knowledge& known, const PayOut& payOut, bool alsoValid) {
    return std::any_of(payOut.booking.tickets.begin(), payOut.booking.tickets.end(),
                       [&](const auto& ticket) {
                           const bool gone = std::find(payOut.tickets.begin(), payOut.tickets.end(),
                                                       &ticket) != payOut.tickets.end();
                           return !gone && (findOwed(known, ticket.line.ticket) ||
                                            (alsoValid && ticket.state == TicketState::Valid));
                       });
}

protocol::Task secondRefundTask(const Knowledge& known, const PayOut& payOut, Money excess) {
    protocol::Task task = taskFor(known, TaskKind::SecondRefund, known.origin.terminal);
    const BookingId booking = payOut.booking.booking.id;
    task.subject = booking.toString() + "/" + textOf(known.written);
    task.text = "Booking " + domain::referenceOf(booking) + ": " + excess.toString() +
                " more went back to the customer than the tickets cost; it was paid back before. "
                "The difference stands in over and short. Ask who paid it out, and why.";
    task.booking = booking;
    task.amount = excess;
    for (const TicketRecord* ticket : payOut.tickets)
        task.tickets.push_back(ticket->line.ticket);
    return task;
}

/// What a terminal hands back when it voids a sale: everything, but for what it had paid back
/// itself, ticket by ticket. A sale that was void is paid back whole once more.
PayOut payOutOf(const Knowledge& known, const BookingFacts& own) {
    PayOut payOut{own, {}, {}, protocol::RevocationReason::Voided};
    std::int64_t before = 0;
    for (const TicketRecord& ticket : own.tickets) {
        if (ticket.state == TicketState::Exchanged)
            continue;
        const PaidBack* paid = findPaidBack(known, ticket.line.ticket);
        if (paid && paid->terminal == known.origin.terminal &&
            own.booking.state == BookingState::Valid) {
            before += paid->amount.minor;
            continue;
        }
        payOut.tickets.push_back(&ticket);
    }
    std::int64_t left = std::max<std::int64_t>(own.booking.total.minor - before, 0);
    for (domain::Tender tender : own.booking.tenders) {
        if (tender.amount.minor > left)
            tender.rounded = 0;
        tender.amount.minor = std::min(tender.amount.minor, left);
        left -= tender.amount.minor;
        payOut.tenders.push_back(std::move(tender));
    }
    return payOut;
}

/// The tickets an own Void means; nothing when the sale is not this terminal's.
std::optional<PayOut> ownVoid(const Knowledge& known, const Void& entry) {
    if (!known.booking || known.booking->booking.terminal != known.origin.terminal ||
        known.booking->booking.showtime != entry.showtime)
        return {};
    return payOutOf(known, *known.booking);
}

/// A refund is paid where the sale was made; elsewhere somebody has to answer for it.
std::optional<PayOut> allowedRefund(const Knowledge& known, const Refund& entry) {
    if (!known.booking || known.booking->booking.showtime != entry.showtime ||
        entry.tickets.empty() || entry.tickets.size() > kMostLines ||
        hasRepeats(entry.tickets, [](TicketId ticket) { return ticket; }) ||
        !isSaneAmount(entry.tender.amount) || !domain::isBackInCash(entry.tender) ||
        entry.tender.amount.currency != known.booking->booking.total.currency ||
        (known.booking->booking.terminal != known.origin.terminal && entry.approvedBy.isNull()))
        return {};
    PayOut payOut{*known.booking, {}, {entry.tender}, protocol::RevocationReason::Refunded};
    for (const TicketId id : entry.tickets) {
        const TicketRecord* ticket = findTicket(known, id);
        if (!ticket)
            return {};
        payOut.tickets.push_back(ticket);
    }
    return payOut;
}

std::optional<PayOut> payOutOf(const Knowledge& known, const Payload& payload) {
    if (const auto* entry = std::get_if<Void>(&payload))
        return ownVoid(known, *entry);
    if (const auto* entry = std::get_if<Refund>(&payload))
        return allowedRefund(known, *entry);
    return {};
}

/// All of its tickets are valid or owed for, and no more goes out than they cost.
bool isDue(const Knowledge& known, const PayOut& payOut) {
    return std::all_of(payOut.tickets.begin(), payOut.tickets.end(),
                       [&](const auto* ticket) { return isOpen(known, *ticket); }) &&
           !payOut.tickets.empty() && outOf(payOut) <= costOf(known, payOut);
}

/// Tickets that cost nothing: whoever gives them back again has paid nobody twice (R13).
bool isForNothing(const PayOut& payOut) {
    return !payOut.tickets.empty() && outOf(payOut) == 0 &&
           std::all_of(payOut.tickets.begin(), payOut.tickets.end(),
                       [](const auto* ticket) { return ticket->line.price.isZero(); });
}

Decision paidOut(const Knowledge& known, const PayOut& payOut, Number rule) {
    Decision decision = plain(known, rule, Outcome::Accepted);
    const Currency currency = payOut.booking.booking.total.currency;
    Amounts amounts(currency);
    amounts.tenders = payOut.tenders;
    for (const TicketRecord* ticket : payOut.tickets)
        if (isOpen(known, *ticket))
            giveUp(known, *ticket, payOut, decision, amounts);
    const Money excess{outOf(payOut) - costOf(known, payOut), currency};
    if (excess.minor > 0 && !mutated(Mutant::SecondRefundPaid)) {
        amounts.excess = excess;
        decision.verdict.reason = excess.toString() + " of it had been paid back before.";
        decision.tasks.push_back(secondRefundTask(known, payOut, excess));
    } else {
        amounts.kept = -excess; // what the house keeps of the price
    }
    if (!mutated(Mutant::VoidKeepsMoney))
        decision.postings = domain::post(LedgerEvent::PaidBack, amounts);
    decision.ledgerEvent = payOut.reason == protocol::RevocationReason::Voided ? "void" : "refund";
    if (!leavesOpen(known, payOut, true))
        decision.voided = payOut.booking.booking.id;
    decision.refundIsDone = !leavesOpen(known, payOut, false);
    return decision;
}

/// A person in charge says that the customer has the money that is owed: it was handed out before
/// anybody here knew of it, by a journal that may never be heard. No drawer pays now, so what is
/// not owed any more is over and short, until that journal tells which drawer has paid (R13).
std::optional<Decision> hadItBefore(const Knowledge& known, const Payload& payload) {
    const auto* entry = std::get_if<Refund>(&payload);
    if (!entry || entry->task.isNull() || !entry->tender.amount.isZero())
        return {};
    auto payOut = allowedRefund(known, *entry);
    if (!payOut)
        return {};
    std::erase_if(payOut->tickets, [&](const auto* ticket) { return !isOpen(known, *ticket); });
    if (payOut->tickets.empty())
        return plain(known, Number::R12, Outcome::Noted, "It had been paid back before.");
    const Money cost{costOf(known, *payOut), entry->tender.amount.currency};
    if (cost.isZero())
        return {};
    if (!isInCharge(known.op))
        return plain(known, Number::R12, Outcome::Noted,
                     "Only a supervisor or manager decides that what is owed was paid back.");
    Decision decision = plain(known, Number::R12, Outcome::Accepted);
    Amounts amounts(cost.currency);
    for (const TicketRecord* ticket : payOut->tickets)
        giveUp(known, *ticket, *payOut, decision, amounts);
    for (PaidBack& each : decision.paidBack)
        each.amount.minor = 0;
    amounts.excess = -cost;
    decision.postings = domain::post(LedgerEvent::PaidBack, amounts);
    decision.ledgerEvent = "settled";
    if (!leavesOpen(known, *payOut, true))
        decision.voided = entry->booking;
    decision.refundIsDone = !leavesOpen(known, *payOut, false);
    if (decision.refundIsDone && known.task && !known.task->closedAt &&
        known.task->kind == TaskKind::RefundDue && known.task->booking == entry->booking)
        decision.closed = TaskClose{known.task->id, entry->approvedBy, protocol::TaskAction::Settle,
                                    entry->reason};
    return decision;
}

/// Its seats are free, or their terminal's again, unless somebody sits there; its paper opens no
/// door any more.
void release(const Knowledge& known, Decision& decision) {
    const auto isTaken = [&](SeatNo seat) {
        return std::any_of(decision.claims.begin(), decision.claims.end(),
                           [&](const auto& change) { return change.seat == seat; });
    };
    if (!known.showtime || known.task->showtime != known.showtime->id)
        return;
    for (const Suspended& each : known.suspended) {
        decision.revocations.push_back(revocationOf(known.showtime->id, each.ticket, each.seat,
                                                    protocol::RevocationReason::Refunded));
        for (const Claim& claim : known.claims.all())
            if (claim.kind == ClaimKind::Block && claim.owner == each.block.uuid &&
                !isTaken(claim.seat) && !known.suspendedLetIn)
                decision.claims.push_back(
                    {claim.seat, claim, rightAfter(known, each.from, claim.seat)});
    }
}

/// The money of a sale in quarantine, or of a card payment without a sale, goes back: a person in
/// charge has decided so.
std::optional<Decision> fromSuspense(const Knowledge& known, const Payload& payload) {
    const auto* entry = std::get_if<Refund>(&payload);
    if (!entry || !known.task || known.task->closedAt || !isOfSuspense(known.task->kind) ||
        (known.booking && known.task->kind == TaskKind::QuarantinedEntry) ||
        known.task->booking != entry->booking || !known.task->amount ||
        !isSaneAmount(entry->tender.amount) || !domain::isBackInCash(entry->tender) ||
        entry->tender.amount.currency != known.task->amount->currency ||
        entry->tender.amount != *known.task->amount || !isInCharge(known.op))
        return {};
    Decision decision = plain(known, Number::R12, Outcome::Accepted);
    Amounts amounts(entry->tender.amount.currency);
    amounts.tenders = {entry->tender};
    amounts.card = entry->tender.amount;
    decision.postings = domain::post(LedgerEvent::Released, amounts);
    decision.ledgerEvent = "refund";
    decision.closed = TaskClose{known.task->id, entry->approvedBy,
                                protocol::TaskAction::RefundTender, entry->reason};
    release(known, decision);
    return decision;
}

} // namespace

bool isInCharge(const std::optional<domain::Operator>& op) {
    return op && op->active && op->role != domain::Role::Cashier;
}

std::optional<Decision> r12MoneyBack(const Knowledge& known, const Payload& payload) {
    for (const auto& part : {fromSuspense, hadItBefore})
        if (auto decision = part(known, payload))
            return decision;
    const auto payOut = payOutOf(known, payload);
    if (!payOut || !(isDue(known, *payOut) || isForNothing(*payOut)))
        return {};
    // What is owed is owed whole: nobody keeps a part of the price of a seat that was not given.
    const bool owesAny =
        std::any_of(payOut->tickets.begin(), payOut->tickets.end(), [&](const auto* ticket) {
            return findOwed(known, ticket->line.ticket) != nullptr;
        });
    if (owesAny && outOf(*payOut) < costOf(known, *payOut))
        return {};
    return paidOut(known, *payOut, Number::R12);
}

std::optional<Decision> r13SecondRefund(const Knowledge& known, const Payload& payload) {
    const auto payOut = payOutOf(known, payload);
    if (!payOut || outOf(*payOut) <= costOf(known, *payOut))
        return {};
    return paidOut(known, *payOut, Number::R13);
}

} // namespace foyer::server::core
