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

/// What went out beyond what was due.
struct Excess {
    Money whole;
    Money settled;             // so much a supervisor had settled before, and it was no drawer's
    bool isOfPaidBack = false; // some of it had been paid back before
};

Excess excessOf(const Knowledge& known, const PayOut& payOut) {
    const Currency currency = payOut.booking.booking.total.currency;
    Excess excess{{outOf(payOut) - costOf(known, payOut), currency}, {0, currency}};
    for (const TicketRecord* ticket : payOut.tickets) {
        const PaidBack* paid = findPaidBack(known, ticket->line.ticket);
        if (paid && paid->isByWord)
            excess.settled += ticket->line.price;
        excess.isOfPaidBack |= paid && !paid->amount.isZero();
    }
    excess.settled.minor = std::min(excess.settled.minor, excess.whole.minor);
    return excess;
}

std::string secondRefundText(const Excess& excess) {
    const Money rest = excess.whole - excess.settled;
    std::string text = excess.whole.toString() + " more went back to the customer than was due";
    text += excess.isOfPaidBack ? "; it was paid back before. " : ". ";
    if (!excess.settled.isZero())
        text += "A supervisor had settled " + excess.settled.toString() +
                " before, because the customer was said to have had it. If this is that money, the "
                "two cancel out in over and short; if not, the customer has had it twice. ";
    if (!rest.isZero())
        text += (excess.settled.isZero() ? "The difference stands" : "The rest stands") +
                std::string(" in over and short. ");
    return text + "Ask who paid it out, and why.";
}

std::string secondRefundReason(const Excess& excess) {
    if (excess.settled == excess.whole)
        return excess.whole.toString() + " of it had been settled before.";
    return excess.whole.toString() + (excess.isOfPaidBack || !excess.settled.isZero()
                                          ? " of it had been paid back before."
                                          : " of it was not due.");
}

protocol::Task secondRefundTask(const Knowledge& known, const PayOut& payOut,
                                const Excess& excess) {
    protocol::Task task = taskFor(known, TaskKind::SecondRefund, known.origin.terminal);
    const BookingId booking = payOut.booking.booking.id;
    task.subject = booking.toString() + "/" + textOf(known.written);
    task.text = "Booking " + domain::referenceOf(booking) + ": " + secondRefundText(excess);
    task.booking = booking;
    task.amount = excess.whole;
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
        if (paid && !paid->isByWord && paid->terminal == known.origin.terminal &&
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
    const Excess excess = excessOf(known, payOut);
    if (excess.whole.minor > 0 && !mutated(Mutant::SecondRefundPaid)) {
        amounts.excess = excess.whole;
        decision.verdict.reason = secondRefundReason(excess);
        decision.tasks.push_back(secondRefundTask(known, payOut, excess));
    } else {
        amounts.kept = -excess.whole; // what the house keeps of the price
    }
    if (!mutated(Mutant::VoidKeepsMoney))
        decision.postings = domain::post(LedgerEvent::PaidBack, amounts);
    decision.ledgerEvent = payOut.reason == protocol::RevocationReason::Voided ? "void" : "refund";
    if (!leavesOpen(known, payOut, true))
        decision.voided = payOut.booking.booking.id;
    decision.refundIsDone = !leavesOpen(known, payOut, false);
    return decision;
}

/// Tickets of just that price are given up for money that went back before: nobody has to be in
/// charge to say so, for over and short is even then.
bool isForExcess(const Knowledge& known, const Refund& entry, Money cost) {
    return known.task && !known.task->closedAt && known.task->kind == TaskKind::SecondRefund &&
           known.task->booking == entry.booking && known.task->amount == cost;
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
    const bool isEven = isForExcess(known, *entry, cost);
    if (!isEven && !isInCharge(known.op))
        return plain(known, Number::R12, Outcome::Noted,
                     "Only a supervisor or manager decides that what is owed was paid back.");
    Decision decision = plain(known, Number::R12, Outcome::Accepted);
    Amounts amounts(cost.currency);
    for (const TicketRecord* ticket : payOut->tickets)
        giveUp(known, *ticket, *payOut, decision, amounts);
    for (PaidBack& each : decision.paidBack)
        if (!mutated(Mutant::SettledRefundPaid))
            each.amount.minor = 0;
    if (mutated(Mutant::SettledRefundForgotten))
        decision.paidBack.clear();
    amounts.excess = -cost;
    decision.postings = domain::post(LedgerEvent::PaidBack, amounts);
    decision.ledgerEvent = kSettledByWord;
    if (!leavesOpen(known, *payOut, true))
        decision.voided = entry->booking;
    decision.refundIsDone = !leavesOpen(known, *payOut, false);
    const bool isPaid = decision.refundIsDone && known.task && !known.task->closedAt &&
                        known.task->kind == TaskKind::RefundDue &&
                        known.task->booking == entry->booking;
    if (isPaid || isEven)
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

bool isOnCard(const BookingRecord& booking, const std::string& reference) {
    return std::any_of(booking.tenders.begin(), booking.tenders.end(), [&](const auto& tender) {
        return tender.kind == domain::TenderKind::Card && tender.reference == reference;
    });
}

protocol::Task unaskedRefundTask(const Knowledge& known, const Refund& entry) {
    protocol::Task task = taskFor(known, TaskKind::SecondRefund, known.origin.terminal);
    const BookingId booking = known.booking->booking.id;
    task.subject = booking.toString() + "/" + textOf(known.written);
    task.text = "Booking " + domain::referenceOf(booking) + ": " + entry.tender.amount.toString() +
                " went back to the customer's card at the payment provider (payment " +
                entry.tender.reference +
                "), and nobody here had asked for it. It stands in over and short, and the tickets "
                "stand. If the customer has given up tickets for it, refund those: when they cost "
                "just as much, nothing more is paid out. If not, settle this, and ask who paid it "
                "back at the provider's desk, and why.";
    task.booking = booking;
    task.amount = entry.tender.amount;
    task.actions = {protocol::TaskAction::CallCustomer, protocol::TaskAction::Settle};
    for (const TicketRecord& ticket : known.booking->tickets)
        if (ticket.state == TicketState::Valid)
            task.tickets.push_back(ticket.line.ticket);
    return task;
}

/// The money of an own sale has gone back by card, and nobody says for which tickets.
std::optional<Decision> wentBackUnasked(const Knowledge& known, const Payload& payload) {
    const auto* entry = std::get_if<Refund>(&payload);
    if (!entry || !known.booking || !entry->tickets.empty() || !entry->task.isNull() ||
        known.booking->booking.terminal != known.origin.terminal ||
        known.booking->booking.showtime != entry->showtime ||
        entry->tender.kind != domain::TenderKind::Card ||
        !isOnCard(known.booking->booking, entry->tender.reference) ||
        !isSaneAmount(entry->tender.amount) || entry->tender.amount.minor <= 0 ||
        entry->tender.amount.currency != known.booking->booking.total.currency)
        return {};
    Decision decision = plain(known, Number::R13, Outcome::Accepted);
    Amounts amounts(entry->tender.amount.currency);
    amounts.tenders = {entry->tender};
    amounts.excess = entry->tender.amount;
    decision.postings = domain::post(LedgerEvent::PaidBack, amounts);
    decision.ledgerEvent = "refund";
    decision.verdict.reason = "It went back without a ticket that was given up for it.";
    decision.tasks.push_back(unaskedRefundTask(known, *entry));
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
    if (auto decision = wentBackUnasked(known, payload))
        return decision;
    const auto payOut = payOutOf(known, payload);
    if (!payOut || outOf(*payOut) <= costOf(known, *payOut))
        return {};
    return paidOut(known, *payOut, Number::R13);
}

} // namespace foyer::server::core
