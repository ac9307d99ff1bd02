#pragma once

#include "server/ports/outbox_store.h"
#include "shared/protocol/house_event.h"

#include <optional>
#include <string>
#include <vector>

namespace foyer::server::ports {

/// An event as it is told, always in the same bytes.
struct EventRecord {
    std::int64_t number = 0; // grows in the order of commits
    EventId id;
    protocol::HouseEventKind kind = protocol::HouseEventKind::WebhookPing;
    BookingId booking; // null: none
    std::string body;  // CloudEvents 1.0, JSON
    Instant at{};
};

/// Where events are sent. What is sent is signed by the secret, and by the one before it for a
/// while.
struct WebhookRecord {
    WebhookId id;
    std::string url;
    std::vector<protocol::HouseEventKind> kinds; // none: all
    std::string note;
    std::string secret; // "whsec_…"
    std::string formerSecret;
    std::optional<Instant> formerUntil;
    bool active = true; // false: its receiver said it is gone
    Instant createdAt{};
};

/// One event on its way to one webhook.
struct DeliveryRecord {
    DeliveryId id;
    WebhookId webhook;
    std::int64_t event = 0; // its number
    MessageState state = MessageState::Waiting;
    int attempts = 0;
    Instant nextAt{};
    int lastStatus = 0; // of HTTP; 0: no answer came
    std::string lastError;
    Instant createdAt{};
    std::optional<Instant> settledAt;
};

/// What has happened, and who is told of it.
class EventStore {
public:
    virtual ~EventStore() = default;

    /// Its number; nothing when there is an event of that key.
    virtual std::optional<std::int64_t> add(const protocol::HouseEvent& event,
                                            const std::string& key) = 0;
    virtual std::optional<EventRecord> event(std::int64_t number) const = 0;
    /// The earliest first.
    virtual std::vector<EventRecord> eventsAfter(std::int64_t number, std::size_t limit) const = 0;
    /// The last number given out.
    virtual std::int64_t lastEvent() const = 0;
    /// Up to which the broker has them; nothing: there was none so far.
    virtual std::optional<std::int64_t> relayed() const = 0;
    virtual void setRelayed(std::int64_t number) = 0;
    /// All but those that have deliveries.
    virtual void dropEventsBefore(Instant moment) = 0;

    /// Upsert. Address, kinds and note never change.
    virtual void put(const WebhookRecord& webhook) = 0;
    virtual std::optional<WebhookRecord> webhook(WebhookId id) const = 0;
    virtual std::vector<WebhookRecord> webhooks() const = 0;
    /// With its deliveries.
    virtual void drop(WebhookId id) = 0;

    /// Upsert.
    virtual void put(const DeliveryRecord& delivery) = 0;
    virtual std::optional<DeliveryRecord> delivery(DeliveryId id) const = 0;
    /// Newest first; `before` null: from the newest on.
    virtual std::vector<DeliveryRecord> deliveries(WebhookId webhook, DeliveryId before,
                                                   std::size_t limit) const = 0;
    /// All that wait for it.
    virtual void giveUpDeliveries(WebhookId webhook, Instant now) = 0;
    /// Active ones.
    virtual std::vector<WebhookId> dueWebhooks(Instant now) const = 0;
    virtual std::optional<DeliveryId> dueDelivery(WebhookId webhook, Instant now) const = 0;
    /// Of those that wait, or were given up; those that were sent are too many to count.
    virtual std::int64_t countUndelivered(MessageState state) const = 0;
    virtual void dropDeliveriesSettledBefore(Instant moment) = 0;
};

} // namespace foyer::server::ports
