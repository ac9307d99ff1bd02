// R12, card payments of which nobody could say at the counter whether they were taken.

#include "server/core/verdict_parts.h"
#include "shared/base/mutant.h"
#include "shared/domain/posting_rules.h"

#include <algorithm>

namespace foyer::server::core {

using domain::LedgerEvent;
using protocol::Outcome;
using protocol::TaskAction;
using Number = protocol::Rule;

namespace {

bool isPaidBy(const BookingRecord& booking, const std::string& reference) {
    return std::any_of(booking.tenders.begin(), booking.tenders.end(), [&](const auto& tender) {
        return tender.kind == domain::TenderKind::Card && tender.reference == reference;
    });
}

protocol::Task taskAbout(const Knowledge& known, const protocol::Abandon& entry) {
    protocol::Task task =
        taskFor(known, protocol::TaskKind::CardUnconfirmed, known.origin.terminal);
    const protocol::OpenPayment& payment = *entry.payment;
    task.subject = payment.reference;
    task.text = "Booking " + domain::referenceOf(entry.booking) + " was not made, and " +
                payment.amount.toString() + " may have been taken by card for it (reference " +
                payment.reference +
                "). Ask the acquirer: if the money came, give it back; if it did not, settle this.";
    if (!known.showtime && !payment.showtime.isNull())
        task.text += " It was for showtime " + payment.showtime.toString() +
                     ", which is not known here: it was entered after the backup in use was made. "
                     "Only a later backup brings it back, and the tickets with it.";
    task.booking = entry.booking;
    task.amount = payment.amount;
    task.actions = {TaskAction::RefundTender, TaskAction::CallCustomer, TaskAction::Settle};
    return task;
}

std::vector<domain::Posting> posted(LedgerEvent event, Money amount) {
    domain::Amounts amounts(amount.currency);
    amounts.card = amount;
    return domain::post(event, amounts);
}

} // namespace

/// It counts as taken until somebody knows better, so that it cannot be lost: in suspense, because
/// no ticket was given for it.
std::optional<Decision> r12OpenPayment(const Knowledge& known, const protocol::Payload& payload) {
    const auto* entry = std::get_if<protocol::Abandon>(&payload);
    if (!entry || !entry->payment || mutated(Mutant::OpenCardForgotten))
        return {};
    const protocol::OpenPayment& payment = *entry->payment;
    if (known.isSetAside)
        return plain(known, Number::R12, Outcome::Noted, "This payment is being looked into.");
    if (known.booking && isPaidBy(known.booking->booking, payment.reference))
        return plain(known, Number::R12, Outcome::Noted,
                     "The payment is on record with its sale, entry " +
                         std::to_string(known.booking->booking.seq.value) + ".");
    // What cannot be money moves none; the task asks all the same.
    Decision decision = plain(known, Number::R12, Outcome::Accepted);
    decision.tasks.push_back(taskAbout(known, *entry));
    if (isSaneAmount(payment.amount) && !payment.amount.isZero()) {
        decision.postings = posted(LedgerEvent::CardOpen, payment.amount);
        decision.ledgerEvent = "card_open";
    }
    return decision;
}

void settleOpenPayment(const Knowledge& known, Decision& decision) {
    CHECK(known.task && known.task->amount);
    decision.verdict.outcome = Outcome::Accepted;
    if (!isSaneAmount(*known.task->amount) || known.task->amount->isZero())
        return;
    decision.postings = posted(LedgerEvent::CardSettled, *known.task->amount);
    decision.ledgerEvent = "card_settled";
}

} // namespace foyer::server::core
