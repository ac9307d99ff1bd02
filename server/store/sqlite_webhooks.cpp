#include "server/store/rows.h"
#include "server/store/sqlite_store.h"

namespace foyer::server::store {

using protocol::HouseEventKind;
using sqlite::Cursor;

namespace {

std::string textOf(const std::vector<HouseEventKind>& kinds) {
    std::string text;
    for (const auto kind : kinds)
        text += (text.empty() ? "" : " ") + std::string(nameOf(kind));
    return text;
}

std::vector<HouseEventKind> kindsFrom(std::string_view text) {
    std::vector<HouseEventKind> kinds;
    while (!text.empty()) {
        const auto blank = text.find(' ');
        kinds.push_back(
            orDamage(protocol::houseEventKindFrom(text.substr(0, blank)), "webhook.kinds"));
        text = blank == std::string_view::npos ? std::string_view{} : text.substr(blank + 1);
    }
    return kinds;
}

ports::WebhookRecord webhookFrom(const Cursor& row) {
    ports::WebhookRecord webhook;
    webhook.id = row.get<WebhookId>(0);
    webhook.url = row.get<std::string>(1);
    webhook.kinds = kindsFrom(row.get<std::string_view>(2));
    webhook.note = row.get<std::string>(3);
    webhook.secret = row.get<std::string>(4);
    webhook.formerSecret = row.get<std::string>(5);
    webhook.formerUntil = row.get<std::optional<Instant>>(6);
    webhook.active = row.get<bool>(7);
    webhook.createdAt = row.get<Instant>(8);
    return webhook;
}

ports::DeliveryRecord deliveryFrom(const Cursor& row) {
    ports::DeliveryRecord delivery;
    delivery.id = row.get<DeliveryId>(0);
    delivery.webhook = row.get<WebhookId>(1);
    delivery.event = row.get<std::int64_t>(2);
    delivery.state =
        orDamage(ports::messageStateFrom(row.get<std::string_view>(3)), "webhook_delivery.state");
    delivery.attempts = row.get<int>(4);
    delivery.nextAt = row.get<Instant>(5);
    delivery.lastStatus = row.get<int>(6);
    delivery.lastError = row.get<std::string>(7);
    delivery.createdAt = row.get<Instant>(8);
    delivery.settledAt = row.get<std::optional<Instant>>(9);
    return delivery;
}

/// Greater than every id.
DeliveryId lastDelivery() {
    DeliveryId last;
    last.uuid.bytes.fill(0xff);
    return last;
}

} // namespace

void SqliteStore::put(const ports::WebhookRecord& webhook) {
    sql("putWebhook")
        .run(webhook.id, webhook.url, textOf(webhook.kinds), webhook.note, webhook.secret,
             webhook.formerSecret, webhook.formerUntil, webhook.active, webhook.createdAt);
}

std::optional<ports::WebhookRecord> SqliteStore::webhook(WebhookId id) const {
    Cursor rows = sql("webhookById").query(id);
    if (!rows.next())
        return {};
    return webhookFrom(rows);
}

std::vector<ports::WebhookRecord> SqliteStore::webhooks() const {
    std::vector<ports::WebhookRecord> all;
    for (Cursor rows = sql("webhooks").query(); rows.next();)
        all.push_back(webhookFrom(rows));
    return all;
}

void SqliteStore::drop(WebhookId id) {
    sql("dropDeliveriesOf").run(id);
    sql("dropWebhook").run(id);
}

void SqliteStore::put(const ports::DeliveryRecord& delivery) {
    sql("putDelivery")
        .run(delivery.id, delivery.webhook, delivery.event, nameOf(delivery.state),
             delivery.attempts, delivery.nextAt, delivery.lastStatus, delivery.lastError,
             delivery.createdAt, delivery.settledAt);
}

std::optional<ports::DeliveryRecord> SqliteStore::delivery(DeliveryId id) const {
    Cursor rows = sql("deliveryById").query(id);
    if (!rows.next())
        return {};
    return deliveryFrom(rows);
}

std::vector<ports::DeliveryRecord> SqliteStore::deliveries(WebhookId webhook, DeliveryId before,
                                                           std::size_t limit) const {
    std::vector<ports::DeliveryRecord> all;
    for (Cursor rows = sql("deliveriesOf")
                           .query(webhook, before.isNull() ? lastDelivery() : before,
                                  static_cast<std::int64_t>(limit));
         rows.next();)
        all.push_back(deliveryFrom(rows));
    return all;
}

void SqliteStore::giveUpDeliveries(WebhookId webhook, Instant now) {
    sql("giveUpDeliveriesOf").run(webhook, now);
}

std::vector<WebhookId> SqliteStore::dueWebhooks(Instant now) const {
    std::vector<WebhookId> all;
    for (Cursor rows = sql("dueWebhooks").query(now); rows.next();)
        all.push_back(rows.get<WebhookId>(0));
    return all;
}

std::optional<DeliveryId> SqliteStore::dueDelivery(WebhookId webhook, Instant now) const {
    Cursor rows = sql("dueDeliveryOf").query(webhook, now);
    if (!rows.next())
        return {};
    return rows.get<DeliveryId>(0);
}

std::int64_t SqliteStore::countUndelivered(ports::MessageState state) const {
    return sql("countUndelivered").value<std::int64_t>(nameOf(state)).value_or(0);
}

void SqliteStore::dropDeliveriesSettledBefore(Instant moment) {
    sql("dropDeliveriesSettledBefore").run(moment);
}

} // namespace foyer::server::store
