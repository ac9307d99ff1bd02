#pragma once

#include "server/services/online_desk.h"

#include <vector>

namespace foyer::server::services {

/// Inside the transaction that sells the hold: the booking is its customer's, and they are written
/// to, if it has seats. Nothing when nobody said who they are.
void fileBooking(OnlineDesk& desk, const ports::HoldRecord& hold, BookingId booking);

/// Inside the transaction that gives other seats for some of its tickets: the tickets as they are
/// now, to whoever bought them. `first` of the new ones tells this time from others.
void tellOfExchange(OnlineDesk& desk, BookingId booking, TicketId first);

/// Inside the transaction that takes these tickets back: word to whoever bought them.
void tellOfRefund(ports::Store& store, BookingId booking, const std::vector<TicketId>& tickets,
                  Instant now, Random& random);

/// Inside the transaction that cancels its showtime: word to whoever bought the tickets that are
/// still valid.
void tellOfCancelled(ports::Store& store, BookingId booking, Instant now, Random& random);

/// What begins soon: word to whoever has tickets that are valid. Good until it begins.
void tellOfReminder(ports::Store& store, BookingId booking, Instant now, Random& random);

/// The payment has become `after`: a receipt for what was charged, word of what was given back.
void writeOfPayment(ports::Store& store, const ports::PaymentRecord& after,
                    const core::Payment& before, Instant now, Random& random);

} // namespace foyer::server::services
