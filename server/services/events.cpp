#include "server/services/events.h"

#include "shared/crypto/hash.h"

#include <algorithm>

namespace foyer::server::services {

using core::PaymentState;
using protocol::HouseEvent;
using protocol::HouseEventKind;

namespace {

bool wants(const ports::WebhookRecord& webhook, HouseEventKind kind) {
    return webhook.active &&
           (webhook.kinds.empty() ||
            std::find(webhook.kinds.begin(), webhook.kinds.end(), kind) != webhook.kinds.end());
}

HouseEvent eventOf(const ports::PaymentRecord& record, HouseEventKind kind, std::int64_t minor,
                   Instant now) {
    HouseEvent event;
    event.kind = kind;
    event.at = now;
    event.payment = record.id;
    event.booking = record.booking;
    event.showtime = record.showtime;
    event.amount = Money{minor, record.payment.amount.currency};
    return event;
}

/// A database that was put back tells what happened once more: by the same id, so that whoever has
/// heard it does not count it twice; by another one if it has come out differently. A UUID of
/// version 8 (RFC 9562 §5.8).
EventId idFor(const HouseEvent& event, const std::string& key) {
    std::string text = "foyer-event-1 " + key;
    if (event.amount)
        text += " " + event.amount->toString();
    for (const auto& line : event.tickets)
        text += " " + line.ticket.toString() + "/" + std::to_string(line.seat.value);
    const Hash hash = crypto::hash(asBytes(text));
    EventId id;
    std::copy_n(hash.begin(), id.uuid.bytes.size(), id.uuid.bytes.begin());
    id.uuid.bytes[6] = static_cast<std::uint8_t>((id.uuid.bytes[6] & 0x0f) | 0x80);
    id.uuid.bytes[8] = static_cast<std::uint8_t>((id.uuid.bytes[8] & 0x3f) | 0x80);
    return id;
}

/// What is captured for nothing goes back; only what pays for tickets is completed.
bool isPaid(const core::Payment& payment) {
    return payment.captured > 0 && payment.sold;
}

} // namespace

HouseEvent eventOf(const ports::BookingRecord& booking, HouseEventKind kind, Instant now) {
    HouseEvent event;
    event.kind = kind;
    event.at = now;
    event.booking = booking.id;
    event.showtime = booking.showtime;
    event.terminal = booking.terminal;
    return event;
}

CinemaId cinemaOf(const ports::Store& store) {
    const auto cinemas = store.cinemas();
    return cinemas.empty() ? CinemaId{} : cinemas.front().id;
}

ports::DeliveryRecord deliveryOf(std::int64_t event, WebhookId webhook, Instant now,
                                 Random& random) {
    ports::DeliveryRecord delivery;
    delivery.id = DeliveryId::make(now, random);
    delivery.webhook = webhook;
    delivery.event = event;
    delivery.nextAt = delivery.createdAt = now;
    return delivery;
}

void tell(ports::Store& store, HouseEvent event, const std::string& key, Random& random) {
    event.id = idFor(event, key);
    event.cinema = cinemaOf(store);
    const auto number = store.add(event, key);
    if (!number)
        return;
    for (const auto& webhook : store.webhooks())
        if (wants(webhook, event.kind))
            store.put(deliveryOf(*number, webhook.id, event.at, random));
}

void tellOfPayment(ports::Store& store, const ports::PaymentRecord& after,
                   const core::Payment& before, Instant now, Random& random) {
    const auto& payment = after.payment;
    const std::string id = after.id.toString();
    const auto say = [&](HouseEventKind kind, std::int64_t minor, const std::string& more = {}) {
        auto event = eventOf(after, kind, minor, now);
        if (kind == HouseEventKind::PaymentFailed)
            event.reason = payment.failure;
        tell(store, std::move(event), nameOf(kind) + (" " + id) + more, random);
    };
    if (isPaid(payment) && !isPaid(before))
        say(HouseEventKind::PaymentCompleted, payment.captured);
    if (payment.state == PaymentState::Failed && before.state != PaymentState::Failed)
        say(HouseEventKind::PaymentFailed, payment.amount.minor);
    if (payment.refunded > before.refunded)
        say(HouseEventKind::PaymentRefunded, payment.refunded - before.refunded,
            " " + std::to_string(payment.refunded));
    if (payment.state == PaymentState::Reversed && before.state != PaymentState::Reversed)
        say(HouseEventKind::PaymentReversed, payment.captured);
}

void tellOfCancelledShowtime(ports::Store& store, ShowtimeId showtime, Instant now,
                             Random& random) {
    HouseEvent event;
    event.kind = HouseEventKind::ShowtimeCancelled;
    event.at = now;
    event.showtime = showtime;
    const std::string key = nameOf(event.kind) + (" " + showtime.toString());
    tell(store, std::move(event), key, random);
}

void tellOfCancelledBooking(ports::Store& store, const ports::BookingRecord& booking,
                            const std::string& reason, Instant now, Random& random) {
    auto event = eventOf(booking, HouseEventKind::BookingCancelled, now);
    event.reason = reason;
    tell(store, std::move(event), "booking.cancelled " + booking.id.toString(), random);
}

void tellOfRemindedBooking(ports::Store& store, const ports::BookingRecord& booking, Instant now,
                           Random& random) {
    tell(store, eventOf(booking, HouseEventKind::BookingReminded, now),
         "booking.reminded " + booking.id.toString(), random);
}

void tellIfNoneIsLeft(ports::Store& store, BookingId id, const std::string& reason, Instant now,
                      Random& random) {
    const auto booking = store.booking(id);
    const auto tickets = store.tickets(id);
    if (booking && std::none_of(tickets.begin(), tickets.end(), [](const auto& ticket) {
            return ticket.state == core::TicketState::Valid;
        }))
        tellOfCancelledBooking(store, *booking, reason, now, random);
}

} // namespace foyer::server::services
