#pragma once

#include "server/core/verdicts.h"
#include "server/ports/records.h"

namespace foyer::server::ports {

/// What is owed for tickets, what went back for them, and what was printed against what was listed.
/// The ledger itself is the journal's (JournalStore).
class MoneyStore {
public:
    virtual ~MoneyStore() = default;

    virtual std::vector<core::Owed> owed(BookingId booking) const = 0;
    virtual void add(const core::Owed& owed, BookingId booking) = 0;
    virtual std::vector<core::PaidBack> paidBack(BookingId booking) const = 0;
    /// Once for each ticket, by that entry; its terminal is the one that paid.
    virtual void add(const core::PaidBack& paid, BookingId booking, const EntryKey& entry,
                     Instant at) = 0;
    virtual void add(const core::PriceVariance& variance) = 0;
    /// That a booking was given for free.
    virtual void add(const protocol::Comp& comp, BookingId booking) = 0;
    virtual std::optional<protocol::Comp> comp(BookingId booking) const = 0;
    /// How many bookings have the discount, by valid tickets that it has reduced. Kept true by
    /// whatever is written about tickets.
    virtual std::int64_t usesOf(const std::string& discount) const = 0;
    /// … of those of one online customer.
    virtual std::int64_t usesOf(const std::string& discount, AccountId account,
                                const std::string& emailKey) const = 0;

    virtual bool isDeclined(BookingId booking, const std::string& reference) const = 0;
    /// What stands in CardReceivable by the entries of the booking.
    virtual Money onCard(BookingId booking, Currency currency) const = 0;
    virtual void addDecline(BookingId booking, const std::string& reference,
                            const EntryKey& entry) = 0;
};

} // namespace foyer::server::ports
