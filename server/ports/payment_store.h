#pragma once

#include "server/core/fraud.h"
#include "server/core/payment.h"
#include "server/ports/refunded_ticket.h"
#include "shared/base/bytes.h"
#include "shared/base/ids.h"
#include "shared/base/time.h"
#include "shared/protocol/sale_note.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace foyer::server::ports {

/// A payment and whose it is. Whoever has the hold's token may see it, also when the hold is gone.
struct PaymentRecord {
    PaymentId id;
    HoldId hold;
    Hash tokenHash{}; // of the hold's token
    ShowtimeId showtime;
    BookingId booking; // null unless sold
    core::Payment payment;
    std::string method;                        // the provider's token; empty once it was used
    std::map<SeatNo, std::string> ticketTypes; // of seats that are not the first type
    std::vector<std::string> codes;            // of discounts, as typed
    std::string address;                       // of the customer
    std::string customer;                      // as the hold names it; empty: a guest
    std::int32_t seats = 0;                    // of its hold
    std::string reviewRule; // why a person looks, or looked, at it; empty: nobody
    Instant createdAt{};
    int attempts = 0;               // in vain, since something was heard
    std::optional<Instant> nextTry; // nothing: settled
    /// Of its sale, which the provider is to keep; nothing: none, or it has it.
    std::optional<protocol::SaleNote> note{};
};

class PaymentStore {
public:
    virtual ~PaymentStore() = default;

    /// Whose payments these are, as the provider is told with each: the same in every backup, and
    /// whatever the cinemas are called.
    virtual Uuid house() const = 0;
    /// What it was called in releases that named it by a cinema.
    virtual std::vector<Uuid> formerHouses() const = 0;

    virtual std::optional<PaymentRecord> payment(PaymentId id) const = 0;
    /// Requires: no other payment of its hold is under way or has been made.
    virtual void add(const PaymentRecord& payment, const Hash& methodHash) = 0;
    /// Hold, token, showtime, amount, ticket types and codes never change.
    virtual void change(const PaymentRecord& payment) = 0;
    /// The one that was not in vain.
    virtual std::optional<PaymentId> paymentOfHold(HoldId hold) const = 0;
    virtual std::optional<PaymentId> paymentOfBooking(BookingId booking) const = 0;
    virtual std::optional<PaymentId> paymentOfIntent(const std::string& intent) const = 0;
    /// At most `limit` whose time has come, the oldest first.
    virtual std::vector<PaymentId> duePayments(Instant now, std::size_t limit) const = 0;

    /// At most `limit` of which all that is owed for their bookings can go back.
    virtual std::vector<PaymentId> paymentsOwing(std::size_t limit) const = 0;

    /// Tickets of its booking whose money brings what has gone back from `before` to `after`.
    virtual std::vector<RefundedTicket> ticketsOfRefund(PaymentId id, Money before,
                                                        Money after) const = 0;
    /// The money of that ticket goes back: with it, so much has in all.
    virtual void addRefunded(PaymentId id, TicketId ticket, Money total) = 0;

    /// What happened since `since` with that token, from that address, to that customer.
    virtual core::FraudFacts fraudFacts(const PaymentRecord& payment, const Hash& methodHash,
                                        Instant since) const = 0;
    /// Those that wait for a person, at most `limit`, the oldest first.
    virtual std::vector<PaymentId> paymentsInReview(std::size_t limit) const = 0;

    /// False when the provider's event was taken in before.
    [[nodiscard]] virtual bool addPaymentEvent(const std::string& id, Instant now) = 0;
    virtual void dropPaymentEvents(Instant before) = 0;

    /// When the oldest one was begun that is not at its end, or whose money may still go back: its
    /// showtime ends after `endsAfter`.
    virtual std::optional<Instant> oldestPaymentInQuestion(Instant endsAfter) const = 0;
    virtual bool hasPayments() const = 0;
    /// The one that was begun last of those that the provider has made, by dates until `now`.
    virtual std::optional<PaymentId> newestPaymentMade(Instant now) const = 0;
    /// A recovery came across one that has no row, and nothing more is to be done about it here.
    virtual bool isFound(PaymentId id) const = 0;
    virtual void addFound(PaymentId id, Instant now) = 0;
};

} // namespace foyer::server::ports
