#include "server/services/webhooks.h"

#include "server/services/audit.h"
#include "server/services/events.h"
#include "server/services/pause.h"
#include "server/services/secret.h"
#include "server/services/wait.h"

#include <algorithm>

namespace foyer::server::services {

using ports::DeliveryRecord;
using ports::MessageState;
using ports::WebhookRecord;
using Refused = Webhooks::Refused;
using Removed = Webhooks::Removed;
using Sending = Webhooks::Sending;
using SendingAnswer = Webhooks::SendingAnswer;

/// A delivery that nobody else tries for a while, and all it takes.
struct Webhooks::Claimed {
    DeliveryRecord delivery;
    ports::WebhookCall call;
};

namespace {

template <class T>
Decided<T> refuse(Webhooks::Refusal refusal) {
    return {Err{Refused{refusal, {}}}, false};
}

std::string newWebhookSecret(Random& random) {
    return "whsec_" + toBase64(newSecret(random));
}

Decided<Webhooks::Answer> decideCreate(ports::Store& store, const Webhooks::Wish& wish,
                                       AccountId by, Instant now, Random& random) {
    if (store.webhooks().size() >= Webhooks::kMostWebhooks)
        return refuse<Webhooks::Answer>(Webhooks::Refusal::TooMany);
    WebhookRecord webhook;
    webhook.id = WebhookId::make(now, random);
    webhook.url = wish.url;
    webhook.kinds = wish.kinds;
    webhook.note = wish.note;
    webhook.secret = newWebhookSecret(random);
    webhook.createdAt = now;
    store.put(webhook);
    writeAudit(store, now, by.toString(), "webhook.created", webhook.id.toString());
    return {std::move(webhook)};
}

Decided<Webhooks::Answer> decideRotate(ports::Store& store, WebhookId id, AccountId by, Instant now,
                                       Random& random) {
    auto webhook = store.webhook(id);
    if (!webhook)
        return refuse<Webhooks::Answer>(Webhooks::Refusal::Unknown);
    webhook->formerSecret = std::exchange(webhook->secret, newWebhookSecret(random));
    webhook->formerUntil = now + Webhooks::kTwoSecrets;
    store.put(*webhook);
    writeAudit(store, now, by.toString(), "webhook.secret_changed", id.toString());
    return {std::move(*webhook)};
}

Decided<Removed> decideRemove(ports::Store& store, WebhookId id, AccountId by, Instant now) {
    if (!store.webhook(id))
        return refuse<Removed>(Webhooks::Refusal::Unknown);
    store.drop(id);
    writeAudit(store, now, by.toString(), "webhook.removed", id.toString());
    return {Done{}};
}

Sending sendingOf(const ports::Store& store, DeliveryRecord delivery) {
    auto event = store.event(delivery.event);
    CHECK(event); // a delivery refers to it
    return {std::move(delivery), std::move(*event)};
}

/// Told to this webhook only, whatever else it and others want to hear of.
Decided<SendingAnswer> decidePing(ports::Store& store, WebhookId id, Instant now, Random& random) {
    const auto webhook = store.webhook(id);
    if (!webhook)
        return refuse<SendingAnswer>(Webhooks::Refusal::Unknown);
    if (!webhook->active)
        return refuse<SendingAnswer>(Webhooks::Refusal::Gone);
    protocol::HouseEvent event;
    event.id = EventId::make(now, random);
    event.at = now;
    event.cinema = cinemaOf(store);
    event.webhook = id;
    const auto number = store.add(event, "webhook.ping " + event.id.toString());
    CHECK(number);
    const auto delivery = deliveryOf(*number, id, now, random);
    store.put(delivery);
    return {sendingOf(store, delivery)};
}

Decided<SendingAnswer> decideResend(ports::Store& store, DeliveryId id, AccountId by, Instant now) {
    using Refusal = Webhooks::Refusal;
    auto delivery = store.delivery(id);
    if (!delivery)
        return refuse<SendingAnswer>(Refusal::Unknown);
    if (delivery->state == MessageState::Waiting)
        return refuse<SendingAnswer>(Refusal::StillWaits);
    if (!store.webhook(delivery->webhook)->active)
        return refuse<SendingAnswer>(Refusal::Gone);
    delivery->state = MessageState::Waiting;
    delivery->attempts = 0;
    delivery->nextAt = now;
    delivery->settledAt.reset();
    store.put(*delivery);
    writeAudit(store, now, by.toString(), "webhook.resent", id.toString());
    return {sendingOf(store, *delivery)};
}

std::vector<std::string> secretsOf(const WebhookRecord& webhook, Instant now) {
    std::vector<std::string> secrets{webhook.secret};
    if (webhook.formerUntil && *webhook.formerUntil > now)
        secrets.push_back(webhook.formerSecret);
    return secrets;
}

ports::WebhookCall callOf(const ports::Store& store, const WebhookRecord& webhook,
                          const DeliveryRecord& delivery, Instant now) {
    const auto event = store.event(delivery.event);
    CHECK(event);
    return {webhook.url, event->id.toString(), event->body, secretsOf(webhook, now), now};
}

void giveUp(DeliveryRecord& delivery, Instant now) {
    delivery.state = MessageState::Dead;
    delivery.settledAt = now;
}

/// A receiver that is gone is not asked again, and nothing more is written down for it.
void retire(ports::Store& store, WebhookId id, Instant now) {
    auto webhook = store.webhook(id);
    if (!webhook || !webhook->active)
        return;
    webhook->active = false;
    store.put(*webhook);
    store.giveUpDeliveries(id, now);
    writeAudit(store, now, "server", "webhook.gone", id.toString());
}

Decided<Done> decideSettle(ports::Store& store, DeliveryId id, const ports::WebhookReply& reply,
                           Instant now) {
    auto delivery = store.delivery(id);
    if (!delivery || delivery->state != MessageState::Waiting)
        return {Done{}, false}; // its webhook was removed meanwhile
    delivery->lastStatus = reply.status;
    delivery->lastError = reply.said;
    const auto tried = static_cast<std::size_t>(delivery->attempts);
    if (reply.outcome == ports::WebhookReply::Outcome::Taken) {
        delivery->state = MessageState::Sent;
        delivery->settledAt = now;
    } else if (reply.outcome == ports::WebhookReply::Outcome::Gone) {
        giveUp(*delivery, now);
        store.put(*delivery);
        retire(store, delivery->webhook, now);
        return {Done{}};
    } else if (tried > Webhooks::kPauses.size()) {
        giveUp(*delivery, now);
    } else {
        delivery->nextAt = now + Webhooks::kPauses.at(tried - 1);
    }
    store.put(*delivery);
    return {Done{}};
}

} // namespace

void Webhooks::create(Wish wish, AccountId by, Reply<Answer> reply) {
    if (m_sender)
        if (auto why = m_sender->complaintAbout(wish.url))
            return reply(Answer{Err{Refused{Refusal::BadUrl, *std::move(why)}}});
    submit<Answer>(
        m_context.writer,
        [context = m_context, wish = std::move(wish), by](ports::Store& store) {
            return decideCreate(store, wish, by, context.clock.now(), context.random);
        },
        std::move(reply));
}

void Webhooks::rotate(WebhookId id, AccountId by, Reply<Answer> reply) {
    submit<Answer>(
        m_context.writer,
        [context = m_context, id, by](ports::Store& store) {
            return decideRotate(store, id, by, context.clock.now(), context.random);
        },
        std::move(reply));
}

void Webhooks::remove(WebhookId id, AccountId by, Reply<Removed> reply) {
    submit<Removed>(
        m_context.writer,
        [context = m_context, id, by](ports::Store& store) {
            return decideRemove(store, id, by, context.clock.now());
        },
        std::move(reply));
}

Outcome<std::vector<WebhookRecord>> Webhooks::list() {
    return readOne<std::vector<WebhookRecord>>(
        m_context.reader, [](const ports::Store& store) { return store.webhooks(); });
}

void Webhooks::ping(WebhookId id, Reply<SendingAnswer> reply) {
    submit<SendingAnswer>(
        m_context.writer,
        [context = m_context, id](ports::Store& store) {
            return decidePing(store, id, context.clock.now(), context.random);
        },
        awakening(std::move(reply)));
}

void Webhooks::resend(DeliveryId id, AccountId by, Reply<SendingAnswer> reply) {
    submit<SendingAnswer>(
        m_context.writer,
        [context = m_context, id, by](ports::Store& store) {
            return decideResend(store, id, by, context.clock.now());
        },
        awakening(std::move(reply)));
}

/// A person who sends something waits for it.
Reply<SendingAnswer> Webhooks::awakening(Reply<SendingAnswer> reply) {
    return [this, reply = std::move(reply)](const Outcome<SendingAnswer>& answer) {
        if (answer && *answer) {
            const std::lock_guard lock(m_lock);
            m_resting.erase((*answer)->delivery.webhook);
        }
        reply(answer);
    };
}

Outcome<Result<Webhooks::Page, Refused>> Webhooks::deliveries(WebhookId id, DeliveryId before,
                                                              std::size_t limit) {
    using Read = Result<Page, Refused>;
    const std::size_t most = std::clamp<std::size_t>(limit, 1, kMostPerPage);
    return readOne<Read>(m_context.reader, [&](const ports::Store& store) -> Read {
        if (!store.webhook(id))
            return Err{Refused{}};
        Page page;
        for (auto& delivery : store.deliveries(id, before, most + 1))
            page.items.push_back(sendingOf(store, std::move(delivery)));
        if (page.items.size() > most) {
            page.items.resize(most);
            page.next = page.items.back().delivery.id;
        }
        return page;
    });
}

Outcome<std::vector<WebhookId>> Webhooks::due() {
    if (!m_sender)
        return std::vector<WebhookId>{};
    const Instant now = m_context.clock.now();
    return readOne<std::vector<WebhookId>>(
        m_context.reader, [&](const ports::Store& store) { return store.dueWebhooks(now); });
}

Webhooks::Tried Webhooks::deliverOne(WebhookId id) {
    using Found = std::optional<Claimed>;
    const auto claimed =
        submitAndWait<Found>(m_context.writer, [context = m_context, id](ports::Store& store) {
            const Instant now = context.clock.now();
            const auto webhook = store.webhook(id);
            const auto due = webhook && webhook->active ? store.dueDelivery(id, now) : std::nullopt;
            if (!due)
                return Decided<Found>{{}, false};
            auto delivery = *store.delivery(*due);
            ++delivery.attempts;
            delivery.nextAt = now + kClaimed;
            store.put(delivery);
            return Decided<Found>{Claimed{delivery, callOf(store, *webhook, delivery, now)}};
        });
    if (!claimed || !*claimed)
        return Tried::None;
    const auto reply = m_sender->send((*claimed)->call);
    const bool isTaken = reply.outcome == ports::WebhookReply::Outcome::Taken;
    const auto settled = submitAndWait<Done>(
        m_context.writer,
        [context = m_context, delivery = (*claimed)->delivery.id, &reply](ports::Store& store) {
            return decideSettle(store, delivery, reply, context.clock.now());
        });
    return settled.ok() && isTaken ? Tried::Taken : Tried::InVain;
}

bool Webhooks::mayBegin(WebhookId id) {
    const std::lock_guard lock(m_lock);
    const auto rest = m_resting.find(id);
    const bool isResting = rest != m_resting.end() && m_context.clock.now() < rest->second.until;
    return m_sender && !isResting && m_busy.insert(id).second;
}

void Webhooks::end(WebhookId id, Tried last, bool anyTaken) {
    const std::lock_guard lock(m_lock);
    m_busy.erase(id);
    if (anyTaken)
        m_resting.erase(id);
    if (last != Tried::InVain)
        return;
    Rest& rest = m_resting[id];
    rest.until = m_context.clock.now() + pauseAfter(++rest.inVain, kFirstRest, kLongestRest);
}

std::size_t Webhooks::advance(WebhookId id) {
    if (!mayBegin(id))
        return 0;
    std::size_t tried = 0;
    bool anyTaken = false;
    auto last = Tried::Taken;
    while (tried < kMostAtOnce && !m_ending && last == Tried::Taken) {
        last = deliverOne(id);
        tried += last == Tried::None ? 0 : 1;
        anyTaken = anyTaken || last == Tried::Taken;
    }
    end(id, last, anyTaken);
    return tried;
}

void Webhooks::prune(Reply<Done> reply) {
    submit<Done>(
        m_context.writer,
        [context = m_context](ports::Store& store) {
            const Instant moment = context.clock.now() - kKept;
            store.dropDeliveriesSettledBefore(moment);
            store.dropEventsBefore(moment);
            return Decided<Done>{Done{}};
        },
        std::move(reply));
}

} // namespace foyer::server::services
