// R10: a card payment that was stored while the acquirer was out of reach is refused by it.

#include "server/core/verdict_parts.h"
#include "shared/base/mutant.h"
#include "shared/domain/posting_rules.h"

#include <algorithm>

namespace foyer::server::core {

using domain::Amounts;
using domain::LedgerEvent;
using protocol::CardDeclined;
using protocol::Outcome;
using protocol::RevocationReason;
using protocol::TaskAction;
using protocol::TaskKind;
using Number = protocol::Rule;

namespace {

std::optional<Money> declinedAmount(const Knowledge& known, const CardDeclined& entry) {
    for (const auto& tender : known.booking->booking.tenders)
        if (tender.kind == domain::TenderKind::Card && tender.reference == entry.reference)
            return tender.amount;
    return {};
}

void add(LedgerEvent event, const Amounts& amounts, Decision& decision) {
    const auto postings = domain::post(event, amounts);
    decision.postings.insert(decision.postings.end(), postings.begin(), postings.end());
}

/// For a seat that was not given, and not paid back since.
bool owesAny(const Knowledge& known) {
    return std::any_of(known.owed.begin(), known.owed.end(), [&](const Owed& owed) {
        return std::none_of(known.paidBack.begin(), known.paidBack.end(),
                            [&](const PaidBack& paid) { return paid.ticket == owed.ticket; });
    });
}

bool wasUsed(const Knowledge& known) {
    return !known.admitted.empty() || (known.showtime && known.now >= known.showtime->start);
}

/// The tickets that the payment paid for; none when others paid a part of them.
std::vector<const TicketRecord*> paidFor(const Knowledge& known, Money declined) {
    std::vector<const TicketRecord*> tickets;
    std::int64_t cost = 0;
    for (const TicketRecord& ticket : known.booking->tickets)
        if (ticket.state == TicketState::Valid && ownsItsSeat(known, ticket)) {
            tickets.push_back(&ticket);
            cost += ticket.line.price.minor;
        }
    if (cost != declined.minor)
        tickets.clear();
    return tickets;
}

/// They cost what was declined.
void takeBack(const Knowledge& known, const std::vector<const TicketRecord*>& tickets,
              Money declined, Decision& decision) {
    Amounts amounts(declined.currency);
    amounts.card = declined;
    for (const TicketRecord* ticket : tickets) {
        const auto& line = ticket->line;
        decision.claims.push_back(
            {line.seat, known.claims.at(line.seat), rightAfter(known, *ticket)});
        decision.ticketStates.emplace_back(line.ticket, TicketState::Void);
        decision.revocations.push_back(
            revocationOf(ticket->showtime, line.ticket, line.seat, RevocationReason::Declined));
        amounts.net += line.price - line.tax;
        amounts.tax += line.tax;
        // Nothing is owed for it, and nothing may be paid back.
        decision.paidBack.push_back({line.ticket, Money{0, line.price.currency}, {}});
    }
    add(LedgerEvent::TakenBack, amounts, decision);
    decision.voided = known.booking->booking.id;
    // Nor is there anything left to do for whom it was owed to, when the showtime was cancelled.
    decision.refundIsDone =
        std::all_of(known.owed.begin(), known.owed.end(), [&](const Owed& owed) {
            return std::any_of(tickets.begin(), tickets.end(), [&](const auto* ticket) {
                return ticket->line.ticket == owed.ticket;
            });
        });
}

/// No seat was given (verdicts R2, R7) and no money came: nothing is owed either way.
bool forgiveDebts(const Knowledge& known, Money declined, Decision& decision) {
    std::vector<PaidBack> paidBack;
    Amounts amounts(declined.currency);
    amounts.card = declined;
    for (const Owed& owed : known.owed) {
        const TicketRecord* ticket = findTicket(known, owed.ticket);
        if (!owed.posted || !ticket)
            return false;
        amounts.owed += ticket->line.price;
        paidBack.push_back({owed.ticket, Money{0, declined.currency}, {}});
    }
    if (!known.paidBack.empty() || amounts.owed != declined)
        return false;
    add(LedgerEvent::Forgiven, amounts, decision);
    decision.paidBack = std::move(paidBack);
    decision.refundIsDone = true;
    return true;
}

protocol::Task declinedTask(const Knowledge& known, Money amount, const std::string& what) {
    protocol::Task task = taskFor(known, TaskKind::CardDeclined, known.booking->booking.terminal);
    const BookingId booking = known.booking->booking.id;
    task.subject = booking.toString();
    task.text = "Booking " + domain::referenceOf(booking) + ": the card payment of " +
                amount.toString() + " was declined after the sale. " + what;
    task.booking = booking;
    task.amount = amount;
    task.actions = {TaskAction::CallCustomer, TaskAction::Settle};
    for (const auto& ticket : known.booking->tickets)
        task.tickets.push_back(ticket.line.ticket);
    return task;
}

} // namespace

/// The tender becomes the customer's debt. Tickets it paid for are taken back, and the debt with
/// them; used ones make it a bad debt. Tickets that were paid by other tenders too stand, and so
/// does the debt, as it does when the house has paid the sale back by other means.
std::optional<Decision> r10CardDeclined(const Knowledge& known, const protocol::Payload& payload) {
    const auto* entry = std::get_if<CardDeclined>(&payload);
    if (!entry || !known.booking || known.booking->booking.showtime != entry->showtime)
        return {};
    const auto amount = declinedAmount(known, *entry);
    if (!amount)
        return {};
    if (known.declinedBefore)
        return plain(known, Number::R10, Outcome::Noted, "This payment was declined before.");
    const bool isVoid = known.booking->booking.state == BookingState::Void;
    // A payment that was reversed on the card never came and never went.
    if (isVoid && !owesAny(known) && known.onCard.minor < amount->minor) {
        Decision nothing = plain(known, Number::R10, Outcome::Noted,
                                 "The sale was void already; nothing is owed.");
        nothing.declined = entry->reference;
        return nothing;
    }
    Decision decision = plain(known, Number::R10, Outcome::Accepted);
    decision.declined = entry->reference;
    decision.ledgerEvent = "declined";
    Amounts amounts(amount->currency);
    amounts.card = *amount;
    add(LedgerEvent::Declined, amounts, decision);
    const auto tickets = paidFor(known, *amount);
    std::string what = "The tickets stand; ask the customer for the money.";
    if (isVoid && !owesAny(known)) {
        what = "The sale was paid back by other means; ask the customer for the money.";
    } else if (isVoid) {
        what = "The sale got no seats; see what was paid back for it.";
        if (forgiveDebts(known, *amount, decision))
            what = "The sale got no seats, and nothing has to be paid back for it.";
    } else if (wasUsed(known)) {
        add(LedgerEvent::Written, amounts, decision);
        what = "The tickets were used or the showtime has begun: it is a bad debt.";
    } else if (!tickets.empty() && !mutated(Mutant::DeclineKeepsTicket)) {
        takeBack(known, tickets, *amount, decision);
        what = "The tickets are not valid any more, the seats are free again.";
    }
    decision.verdict.reason = "The card payment was declined. " + what;
    decision.tasks.push_back(declinedTask(known, *amount, what));
    return decision;
}

} // namespace foyer::server::core
