#pragma once

#include "server/services/bookings.h"

namespace foyer::server::services {

/// The server's own counter, within one command: what it sells and pays back goes into the
/// server's own journal and is judged like any terminal's. Private to Bookings and Payments.
struct OnlineDesk {
    ports::Store& store;
    const ports::EntryVerifier& verifier;
    const ports::EntrySealer& sealer;
    Instant now;
    Random& random;

    /// The terminal that stands for the server's own journal; made the first time.
    ports::TerminalRecord own();
    /// Writes the entry into the server's own journal and judges it. Nothing when it was not taken
    /// in: the command must be undone.
    std::optional<protocol::Outcome> judge(const protocol::Payload& payload);
    bool accepts(const protocol::Payload& payload);
};

/// The hold at the server's prices, those of when it was made: a customer who has seats does not
/// pay more because a discount ends meanwhile. Refused: a ticket type that is not sold there, a
/// code that no discount has or that is used up by now, a hold without seats.
Result<protocol::Sale, Bookings::Refusal> priced(OnlineDesk& desk, const ports::HoldRecord& hold,
                                                 const Bookings::Order& order);

/// Sells it. Requires: the hold is not over and not sold. Refused: the command must be undone.
Result<protocol::Sale, Bookings::Refusal> sellHold(OnlineDesk& desk, const ports::HoldRecord& hold,
                                                   const Bookings::Order& order);

/// Money back for tickets (none named: all valid ones) of one of our own bookings. Where a payment
/// of a provider stands behind it, the provider is asked to give it back afterwards; but nothing
/// more goes out when just their price went back before without tickets, and a task asks what for.
/// Refused: the command must be undone.
Result<protocol::Refund, Bookings::Refusal> refundBooking(OnlineDesk& desk, BookingId booking,
                                                          const std::vector<TicketId>& tickets,
                                                          const std::string& reason);

/// Money back for all tickets of one of our own bookings that are owed for, by the provider that
/// took it. Refused: the command must be undone.
Result<protocol::Refund, Bookings::Refusal> refundOwed(OnlineDesk& desk, BookingId booking);

} // namespace foyer::server::services
