#pragma once

#include "server/services/context.h"

namespace foyer::server::services {

/// Writes down inside the caller's transaction what has happened, for every webhook that wants to
/// hear of it: they are told if, and only if, that is kept. What is told under `key` already is
/// told once. The event's id and cinema are made here.
void tell(ports::Store& store, protocol::HouseEvent event, const std::string& key, Random& random);

/// What is said of every event about that booking.
protocol::HouseEvent eventOf(const ports::BookingRecord& booking, protocol::HouseEventKind kind,
                             Instant now);

/// Null while there is none.
CinemaId cinemaOf(const ports::Store& store);

/// The delivery of an event to a webhook as it begins: due at once.
ports::DeliveryRecord deliveryOf(std::int64_t event, WebhookId webhook, Instant now,
                                 Random& random);

/// The payment has become `after`: tells of money taken, given back or lost.
void tellOfPayment(ports::Store& store, const ports::PaymentRecord& after,
                   const core::Payment& before, Instant now, Random& random);

/// A showtime is cancelled, and with it these bookings.
void tellOfCancelledShowtime(ports::Store& store, ShowtimeId showtime, Instant now, Random& random);
void tellOfCancelledBooking(ports::Store& store, const ports::BookingRecord& booking,
                            const std::string& reason, Instant now, Random& random);
/// The same, if none of its tickets is valid any more.
void tellIfNoneIsLeft(ports::Store& store, BookingId booking, const std::string& reason,
                      Instant now, Random& random);

/// Its customer is told that it begins soon.
void tellOfRemindedBooking(ports::Store& store, const ports::BookingRecord& booking, Instant now,
                           Random& random);

} // namespace foyer::server::services
