#pragma once

// What other programs hear of the house, and how they say where.

#include "shared/base/result.h"
#include "shared/protocol/house_event.h"
#include "shared/wire/decode_error.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::wire {

/// CloudEvents 1.0 in its JSON format (structured mode, application/cloudevents+json).
std::string encodeHouseEvent(const protocol::HouseEvent& event);

constexpr std::size_t kLongestWebhookUrl = 2000;

/// POST /v1/webhooks.
struct WebhookRequest {
    std::string url;
    std::vector<protocol::HouseEventKind> events; // none: all
    std::string note;
};
std::string encodeWebhookRequest(const WebhookRequest& request);
Result<WebhookRequest, DecodeError> decodeWebhookRequest(std::string_view text);

struct WebhookView {
    WebhookId id;
    std::string url;
    std::vector<protocol::HouseEventKind> events; // none: all
    std::string note;
    bool active = true;
    Instant createdAt{};
    std::optional<Instant> formerSecretUntil; // two secrets are good until then
    std::string secret;                       // left out when empty: it is shown once
};
std::string encodeWebhook(const WebhookView& webhook);
std::string encodeWebhooks(const std::vector<WebhookView>& webhooks);

struct DeliveryView {
    DeliveryId id;
    EventId event;
    std::string type;
    std::string state; // "waiting", "sent", "dead"
    int attempts = 0;
    int lastStatus = 0; // of HTTP; 0 is left out: no answer came
    std::string lastError;
    Instant createdAt{};
    std::optional<Instant> nextAt; // only while it waits
    std::optional<Instant> settledAt;
};
std::string encodeDelivery(const DeliveryView& delivery);
std::string encodeDeliveries(const std::vector<DeliveryView>& deliveries, const std::string& next);

} // namespace foyer::wire
