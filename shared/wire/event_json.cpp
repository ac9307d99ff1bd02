#include "shared/wire/event_json.h"

#include "shared/wire/json_decode.h"
#include "shared/wire/json_writer.h"

namespace foyer::wire {

using protocol::HouseEvent;
using protocol::HouseEventKind;

namespace {

constexpr std::size_t kLongestNote = 200;

std::string subjectOf(const HouseEvent& event) {
    if (!event.payment.isNull())
        return event.payment.toString();
    if (!event.booking.isNull())
        return event.booking.toString();
    return event.showtime.isNull() ? event.webhook.toString() : event.showtime.toString();
}

Json ticketJson(const domain::TicketLine& line) {
    return {{"id", line.ticket.toString()},
            {"seat", line.seat.value},
            {"type", line.ticketType},
            {"price", moneyJson(line.price)},
            {"tax", moneyJson(line.tax)}};
}

Json dataJson(const HouseEvent& event) {
    Json data = Json::object();
    addId(data, "booking", event.booking);
    if (!event.booking.isNull())
        data["reference"] = domain::referenceOf(event.booking);
    addId(data, "payment", event.payment);
    addId(data, "showtime", event.showtime);
    addId(data, "terminal", event.terminal);
    addId(data, "webhook", event.webhook);
    if (event.amount)
        data["amount"] = moneyJson(*event.amount);
    if (!event.tickets.empty()) {
        data["tickets"] = Json::array();
        for (const auto& line : event.tickets)
            data["tickets"].push_back(ticketJson(line));
    }
    if (!event.reason.empty())
        data["reason"] = event.reason;
    return data;
}

Json kindsJson(const std::vector<HouseEventKind>& kinds) {
    Json out = Json::array();
    for (const auto kind : kinds)
        out.push_back(nameOf(kind));
    return out;
}

Json webhookJson(const WebhookView& webhook) {
    Json out = {{"id", webhook.id.toString()},
                {"url", webhook.url},
                {"events", kindsJson(webhook.events)},
                {"active", webhook.active},
                {"created_at", timeText(webhook.createdAt)}};
    if (!webhook.note.empty())
        out["note"] = webhook.note;
    if (webhook.formerSecretUntil)
        out["former_secret_until"] = timeText(*webhook.formerSecretUntil);
    if (!webhook.secret.empty())
        out["secret"] = webhook.secret;
    return out;
}

Json deliveryJson(const DeliveryView& delivery) {
    Json out = {{"id", delivery.id.toString()},  {"event", delivery.event.toString()},
                {"type", delivery.type},         {"state", delivery.state},
                {"attempts", delivery.attempts}, {"created_at", timeText(delivery.createdAt)}};
    if (delivery.nextAt)
        out["next_at"] = timeText(*delivery.nextAt);
    if (delivery.settledAt)
        out["settled_at"] = timeText(*delivery.settledAt);
    if (delivery.lastStatus != 0)
        out["last_status"] = delivery.lastStatus;
    if (!delivery.lastError.empty())
        out["last_error"] = delivery.lastError;
    return out;
}

} // namespace

std::string encodeHouseEvent(const HouseEvent& event) {
    return textOf({{"specversion", "1.0"},
                   {"id", event.id.toString()},
                   {"source", "urn:foyer:cinema:" + event.cinema.toString()},
                   {"type", nameOf(event.kind)},
                   {"subject", subjectOf(event)},
                   {"time", timeText(event.at)},
                   {"datacontenttype", "application/json"},
                   {"data", dataJson(event)}});
}

std::string encodeWebhookRequest(const WebhookRequest& request) {
    Json out = {{"url", request.url}};
    if (!request.events.empty())
        out["events"] = kindsJson(request.events);
    if (!request.note.empty())
        out["note"] = request.note;
    return textOf(out);
}

Result<WebhookRequest, DecodeError> decodeWebhookRequest(std::string_view text) {
    return decodeText(text, [](const Value& value) {
        Object o(value);
        WebhookRequest request;
        request.url = o["url"].text(kLongestWebhookUrl, 1);
        if (const auto events = o.maybe("events"))
            for (const auto& item : events->items(protocol::kHouseEventKindCount))
                request.events.push_back(item.word(protocol::houseEventKindFrom));
        if (const auto note = o.maybe("note"))
            request.note = note->text(kLongestNote);
        o.done();
        return request;
    });
}

std::string encodeWebhook(const WebhookView& webhook) {
    return textOf(webhookJson(webhook));
}

std::string encodeWebhooks(const std::vector<WebhookView>& webhooks) {
    Json items = Json::array();
    for (const auto& webhook : webhooks)
        items.push_back(webhookJson(webhook));
    return textOf({{"items", std::move(items)}});
}

std::string encodeDelivery(const DeliveryView& delivery) {
    return textOf(deliveryJson(delivery));
}

std::string encodeDeliveries(const std::vector<DeliveryView>& deliveries, const std::string& next) {
    Json items = Json::array();
    for (const auto& delivery : deliveries)
        items.push_back(deliveryJson(delivery));
    Json out = {{"items", std::move(items)}};
    if (!next.empty())
        out["next"] = next;
    return textOf(out);
}

} // namespace foyer::wire
