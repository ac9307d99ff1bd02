// Payments of online customers against the journals: a payment has its booking, or its money went
// back, and the journals have counted what the provider has taken.

#include "server/main/proof/compare.h"

#include <algorithm>
#include <set>

namespace foyer::server::proof {

namespace {

struct Row {
    PaymentId id;
    std::optional<BookingId> booking;
    std::string state;
    Money amount;
    std::int64_t captured = 0;
    std::int64_t toRefund = 0;
    bool undone = false;
    bool givenUp = false;
    bool inReview = false;
    bool goesOn = false; // the server comes back to it
};

Row rowFrom(const sqlite::Cursor& row) {
    return {row.get<PaymentId>(0),    row.get<std::optional<BookingId>>(1),
            row.get<std::string>(2),  Money{row.get<std::int64_t>(3), row.get<Currency>(4)},
            row.get<std::int64_t>(5), row.get<std::int64_t>(6),
            row.get<bool>(7),         row.get<bool>(8),
            row.get<bool>(9),         row.get<bool>(10)};
}

bool isPaidBy(const Booking& booking, const Row& row) {
    return booking.tenders.size() == 1 && booking.total == row.amount &&
           booking.tenders[0].kind == domain::TenderKind::Card &&
           booking.tenders[0].amount == row.amount &&
           booking.tenders[0].reference == row.id.toString();
}

/// Of a payment that was sold: what the acquirer still owes by the journals.
std::int64_t wantedOnCard(const Row& row) {
    return row.undone ? 0 : row.amount.minor - row.toRefund;
}

void compareSold(const Row& row, Book& book, Findings& findings) {
    const std::string name = "Payment " + row.id.toString();
    const Booking* booking = book.booking(*row.booking);
    if (!booking || !isPaidBy(*booking, row))
        return findings.add("I2", name + " is said to have paid for booking " +
                                      row.booking->toString() + ", whose journal does not say so.");
    const bool isLost =
        row.state == "failed" || row.state == "cancelled" || row.state == "reversed";
    if (isLost && !row.undone && !row.goesOn)
        findings.add("I3",
                     name + " never came, and booking " + row.booking->toString() + " stands.");
    if (!isLost && booking->onCard != wantedOnCard(row))
        findings.add("I3", name + " should have left " +
                               Money{wantedOnCard(row), row.amount.currency}.toString() +
                               " with the acquirer; the journals imply " +
                               Money{booking->onCard, row.amount.currency}.toString() + ".");
}

/// It stands in suspense with the sale that it paid for.
bool isQuarantined(const Row& row, const Book& book) {
    return std::any_of(book.suspended.begin(), book.suspended.end(), [&](const auto& each) {
        return each.second.cards.count(row.id.toString()) != 0;
    });
}

/// Money without seats stands in suspense until it has gone back.
void compareUnsold(const Row& row, const Book& book, Findings& findings) {
    const bool isUnwanted = row.givenUp && row.captured > 0;
    const auto open = book.openPayments.find(row.id.toString());
    const bool isKnown = open != book.openPayments.end();
    const std::string name = "Payment " + row.id.toString();
    if (isUnwanted && row.toRefund != row.captured)
        findings.add("I2", name + " was taken, nothing was sold for it, and it does not go back.");
    if (isUnwanted != isKnown)
        findings.add("I3", name + (isKnown ? " is counted as taken, and it was not."
                                           : " was taken, and no journal counts it."));
    if (isKnown && isQuarantined(row, book))
        findings.add("I3", name + " stands in suspense twice, once with its sale.");
    if (isUnwanted && isKnown && open->second && open->second->minor != row.captured)
        findings.add("I3", name + " was taken with another amount than its journal says.");
}

/// Whatever is not at its end the server comes back to, or a person does.
bool isLeftForEver(const Row& row, const Book& book) {
    if (row.goesOn || row.inReview || isQuarantined(row, book))
        return false;
    const std::set<std::string> ends{"failed", "cancelled", "refunded", "reversed"};
    return row.state == "captured" ? !row.booking : ends.count(row.state) == 0;
}

} // namespace

void comparePayments(sqlite::Connection& db, Book& book, Findings& findings) {
    std::set<std::string> sold;
    std::set<std::string> all;
    auto sql = db.prepare("payments", "SELECT id, booking, state, amount, currency, captured, "
                                      "to_refund, undone, given_up, in_review, next_try IS NOT "
                                      "NULL FROM payment");
    for (auto rows = sql.query(); rows.next();) {
        const Row row = rowFrom(rows);
        all.insert(row.id.toString());
        if (row.booking)
            sold.insert(row.id.toString());
        if (row.booking)
            compareSold(row, book, findings);
        else
            compareUnsold(row, book, findings);
        if (isLeftForEver(row, book))
            findings.add("I2", "Payment " + row.id.toString() + " is " + row.state +
                                   ", and nobody comes back to it.");
    }
    for (const auto& [id, booking] : book.bookings)
        for (const auto& tender : booking.tenders)
            if (tender.kind == domain::TenderKind::Card && all.count(tender.reference) != 0 &&
                sold.count(tender.reference) == 0)
                findings.add("I3", "Booking " + id.toString() + " was paid by payment " +
                                       tender.reference + ", which does not say so.");
}

} // namespace foyer::server::proof
