// Payments of online customers: what the server has written against the provider's own books.

#include "tests/simulation/checker.h"

namespace foyer::simulation {

using server::core::IntentStatus;

void Checker::checkPaidBookings() {
    expectNone(server(), "I3: a booking is not of the amount that was paid for it",
               "SELECT count(*) FROM payment p WHERE p.booking IS NOT NULL AND NOT EXISTS (SELECT "
               "1 FROM booking b JOIN tender t ON t.booking = b.id WHERE b.id = p.booking AND "
               "b.total = p.amount AND t.kind = 'card' AND t.amount = p.amount AND "
               "replace(t.reference, '-', '') = lower(hex(p.id)))");
    expectNone(server(), "I3: a booking was sold online for no money",
               "SELECT count(*) FROM booking b JOIN terminal k ON k.id = b.terminal WHERE k.kind = "
               "'online' AND NOT EXISTS (SELECT 1 FROM payment p WHERE p.booking = b.id AND "
               "p.authorized = b.total)");
    expectNone(server(), "I5: seats were sold online after their hold was over",
               "SELECT count(*) FROM payment p JOIN booking b ON b.id = p.booking JOIN hold h ON "
               "h.id = p.hold WHERE b.sold_at >= h.expires_at");
    expectNone(server(), "I1: two payments have one hold",
               "SELECT count(*) FROM (SELECT 1 FROM payment WHERE booking IS NOT NULL GROUP BY "
               "hold HAVING count(*) > 1)");
}

/// It was put back, and does not know yet what the provider has.
bool Checker::isTakingInPayments() {
    return m_restores > 0 &&
           ask(server(), "SELECT count(*) FROM recovery WHERE payments_again_at IS NOT NULL OR "
                         "(ended_at IS NULL AND payments_since IS NOT NULL AND payments_known_at "
                         "IS NULL)") > 0;
}

/// A person has to look, or had to, what was sold for it: only where the provider had no note yet.
bool Checker::isSetAside(PaymentId payment) {
    if (m_books->at(payment).note)
        return false;
    auto& task = statement(server(), "SELECT 1 FROM found_payment f JOIN task t ON t.kind = "
                                     "'card-unconfirmed' AND t.subject = $2 WHERE f.id = $1");
    return m_restores > 0 && task.value<std::int64_t>(payment, payment.toString()).has_value();
}

/// It was confirmed by a history that is lost, before its money was taken: then it never was; or
/// before the provider had its note.
bool Checker::isAnsweredFor(BookingId booking) {
    const auto payment = m_truth.paidBy.find(booking);
    if (m_restores == 0 || !m_books || payment == m_truth.paidBy.end())
        return false;
    const auto intent = m_books->find(payment->second);
    return intent != m_books->end() && (intent->second.kept() == 0 || isSetAside(payment->second));
}

/// What the customer has paid for in a history that is lost, and nothing was sold for here.
void Checker::checkLostPayment(PaymentId id, const Intent& intent) {
    if (m_restores == 0)
        m_house.complain("I3: the provider has a payment that the server does not know");
    else if (intent.kept() != 0 && !isSetAside(id))
        m_house.complain("I2: payment " + id.toString() +
                         " of a lost history has no tickets, did not go back, and nobody looks");
}

/// The server believes in no money that has not come, and none goes back that is not owed.
void Checker::checkPayments() {
    checkPaidBookings();
    auto& rows = statement(server(), "SELECT id, booking IS NOT NULL, captured, refunded, "
                                     "to_refund, authorized, state, in_review FROM payment");
    std::size_t known = 0;
    const bool isTakingIn = isTakingInPayments();
    for (auto row = rows.query(); row.next();) {
        const auto id = row.get<PaymentId>(0);
        const bool isSold = row.get<bool>(1);
        const auto captured = row.get<std::int64_t>(2);
        const auto refunded = row.get<std::int64_t>(3);
        const auto at = m_books->find(id);
        known += at != m_books->end() ? 1 : 0;
        const Intent intent = at != m_books->end() ? at->second : Intent{};
        const bool isReversed = row.get<std::string>(6) == "reversed";
        if (captured > intent.captured || row.get<std::int64_t>(5) > intent.amount ||
            refunded > intent.refunded || (isReversed && !intent.reversed))
            m_house.complain("I3: the server believes of payment " + id.toString() +
                             " what its provider does not");
        if (isTakingIn)
            continue; // of what has become of it since the backup
        if (intent.refunded > row.get<std::int64_t>(4) + intent.unasked)
            m_house.complain("I3: more went back than was to go back: " + id.toString());
        if (intent.captured > 0 && !intent.takenEarly && !isSold)
            m_house.complain("I2: money was taken before its seats were: " + id.toString());
        if (intent.captured > 0 && !intent.takenEarly && row.get<bool>(7))
            m_house.complain("money was taken before a person had looked: " + id.toString());
    }
    if (known != m_books->size() && m_restores == 0)
        m_house.complain("I3: the provider has a payment that the server does not know");
}

/// What the provider owes the house for that payment, by the house's ledger.
std::int64_t Checker::inLedgerFor(PaymentId payment) {
    auto& sum = statement(
        server(),
        "SELECT coalesce(sum(p.amount), 0) FROM ledger_posting p JOIN ledger_transaction l ON l.id "
        "= p.ledger_transaction JOIN journal_entry e ON e.terminal = l.terminal AND e.incarnation "
        "= l.incarnation AND e.seq = l.seq LEFT JOIN payment y ON y.id = $1 LEFT JOIN task t ON "
        "t.kind = 'card-unconfirmed' AND t.subject = $2 WHERE p.account = 'card_receivable' AND "
        "(e.booking = y.booking OR e.booking = t.booking OR (e.type = 'task_done' AND "
        "replace(json_extract(e.payload, '$.task'), '-', '') = lower(hex(t.id))))");
    return sum.value<std::int64_t>(payment, payment.toString()).value_or(0);
}

/// What has gone back of it for no ticket, and none was given up for it since.
std::int64_t Checker::unaskedIn(PaymentId payment) {
    auto& sum = statement(
        server(),
        "SELECT coalesce(sum(p.amount), 0) FROM payment y JOIN journal_entry e ON e.booking = "
        "y.booking AND e.type = 'refund' JOIN ledger_transaction l ON l.terminal = e.terminal AND "
        "l.incarnation = e.incarnation AND l.seq = e.seq JOIN ledger_posting p ON "
        "p.ledger_transaction = l.id AND p.account = 'over_short' WHERE y.id = $1 AND "
        "(json_array_length(e.payload, '$.tickets') = 0 OR EXISTS (SELECT 1 FROM task t WHERE "
        "t.kind = 'second-refund' AND t.booking = y.booking AND lower(hex(t.id)) = "
        "replace(json_extract(e.payload, '$.task'), '-', '')))");
    return sum.value<std::int64_t>(payment).value_or(0);
}

/// Whose money the provider has given back has no ticket: that one, and not another as dear.
void Checker::checkRefunded(PaymentId payment, const Intent& intent) {
    auto& valid = statement(server(), "SELECT 1 FROM ticket WHERE id = $1 AND state = 'valid'");
    for (const auto& refund : intent.refunds)
        for (const auto& each : refund.tickets)
            if (valid.value<std::int64_t>(each.ticket))
                m_house.complain("I2: ticket " + each.ticket.toString() + " of payment " +
                                 payment.toString() + " went back and is good");
}

void Checker::checkPaymentsEnd() {
    checkPayments();
    auto& state = statement(
        server(), "SELECT state || coalesce(', next at ' || next_try, '') || ', asked ' || asked "
                  "FROM payment WHERE id = $1 AND (next_try IS NOT NULL OR in_review = 1 OR state "
                  "NOT IN ('captured', 'failed', 'cancelled', 'refunded', 'reversed'))");
    auto& amounts = statement(server(), "SELECT captured * 1000000 + refunded FROM payment WHERE "
                                        "id = $1");
    auto& tickets = statement(
        server(), "SELECT coalesce(sum(t.price), 0) FROM ticket t JOIN payment p ON p.booking = "
                  "t.booking WHERE p.id = $1 AND t.state <> 'exchanged' AND NOT EXISTS (SELECT 1 "
                  "FROM refund r WHERE r.ticket = t.id) AND NOT EXISTS (SELECT 1 FROM card_decline "
                  "d WHERE d.booking = "
                  "t.booking)");
    auto& isSold = statement(server(), "SELECT booking IS NOT NULL FROM payment WHERE id = $1");
    if (ask(server(), "SELECT count(*) FROM audit WHERE action = 'payment.adopted'") > 0)
        m_house.count(Fault::PaymentAdopted);
    for (const auto& [id, intent] : *m_books) {
        const std::string name = id.toString();
        if (const auto open = state.value<std::string>(id))
            m_house.complain("I2: payment " + name + " never comes to its end: " + *open);
        if (intent.status != IntentStatus::Succeeded && intent.status != IntentStatus::Canceled &&
            intent.status != IntentStatus::RequiresPaymentMethod)
            m_house.complain("I2: a customer's money is held for ever: " + name);
        if (!isSold.value<std::int64_t>(id)) {
            checkLostPayment(id, intent);
            continue;
        }
        if (amounts.value<std::int64_t>(id) != intent.captured * 1'000'000 + intent.refunded)
            m_house.complain("I3: the server does not know what became of payment " + name);
        checkRefunded(id, intent);
        if (inLedgerFor(id) != intent.kept())
            m_house.complain("I3: the provider has " + std::to_string(intent.kept()) + " of " +
                             name + ", the ledger says " + std::to_string(inLedgerFor(id)));
        if (tickets.value<std::int64_t>(id) != intent.kept() + unaskedIn(id))
            m_house.complain("I2: payment " + name + " and its tickets differ");
        if (intent.takenEarly && isSold.value<std::int64_t>(id) == 0)
            m_house.count(Fault::LateMoneyBack);
    }
}

} // namespace foyer::simulation
