// Card payments without a sale, of which nobody could say whether they were taken.

#include "server/main/proof/fold.h"

#include <algorithm>

namespace foyer::server::proof {

using domain::Account;
using protocol::Outcome;

/// The first entry about a payment brings it into suspense, unless its sale is on record.
void Fold::abandoned(const protocol::Abandon& entry, Work& work) {
    if (!entry.payment)
        return find("I3", work, "brings no payment, and was said to.");
    const auto& [showtime, reference, amount] = *entry.payment;
    const Booking* booking = m_book.booking(entry.booking);
    const bool isSold =
        booking && std::any_of(booking->tenders.begin(), booking->tenders.end(),
                               [&, &text = reference](const domain::Tender& tender) {
                                   return tender.kind == domain::TenderKind::Card &&
                                          tender.reference == text;
                               });
    const bool isNews = !isSold && m_book.openPayments.count(reference) == 0;
    if (work.is(Outcome::Accepted) != isNews)
        find("I3", work,
             isNews ? "tells of a card payment that may have been taken, and was only noted."
                    : "brings a card payment into suspense that is on record already.");
    if (!work.is(Outcome::Accepted))
        return;
    m_book.openPayments[reference] = canBeMoney(amount) ? amount : Money{0, amount.currency};
    duty(work, protocol::TaskKind::CardUnconfirmed, reference);
    work.expected.event = "card_open";
    work.expected.postings.add(Account::CardReceivable, *m_book.openPayments[reference]);
    work.expected.postings.add(Account::Suspense, -*m_book.openPayments[reference]);
}

/// It had never been taken.
void Fold::taskDone(const protocol::TaskDone& entry, Work& work) {
    const auto reference = m_ask.openPayment(entry.task);
    if (!reference)
        return find("I3", work, "settles a task, and was said to move money.");
    work.expected.event = "card_settled";
    closePayment(*reference, Account::CardReceivable, work);
}

void Fold::closePayment(const std::string& reference, Account from, Work& work) {
    const auto at = m_book.openPayments.find(reference);
    if (at == m_book.openPayments.end() || !at->second)
        return find("I3", work, "takes money out of suspense that is not there.");
    work.expected.postings.add(Account::Suspense, *at->second);
    work.expected.postings.add(from, -*at->second);
    at->second.reset();
}

} // namespace foyer::server::proof
