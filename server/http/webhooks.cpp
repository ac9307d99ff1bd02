#include "server/http/helpers.h"
#include "server/http/person.h"
#include "server/http/resources.h"
#include "shared/wire/event_json.h"

namespace foyer::server::http {

namespace {

using services::Webhooks;
using Person = services::Accounts::Person;

wire::WebhookView viewOf(const ports::WebhookRecord& webhook, Instant now, bool withSecret) {
    wire::WebhookView view{
        webhook.id, webhook.url, webhook.kinds, webhook.note, webhook.active, webhook.createdAt,
        {},         {}};
    if (webhook.formerUntil && *webhook.formerUntil > now)
        view.formerSecretUntil = webhook.formerUntil;
    if (withSecret)
        view.secret = webhook.secret;
    return view;
}

wire::DeliveryView viewOf(const Webhooks::Sending& sending) {
    const auto& delivery = sending.delivery;
    wire::DeliveryView view;
    view.id = delivery.id;
    view.event = sending.event.id;
    view.type = nameOf(sending.event.kind);
    view.state = nameOf(delivery.state);
    view.attempts = delivery.attempts;
    view.lastStatus = delivery.lastStatus;
    view.lastError = delivery.lastError;
    view.createdAt = delivery.createdAt;
    if (delivery.state == ports::MessageState::Waiting)
        view.nextAt = delivery.nextAt;
    view.settledAt = delivery.settledAt;
    return view;
}

void refuse(const Answer& answer, const Webhooks::Refused& refused) {
    switch (refused.refusal) {
    case Webhooks::Refusal::Unknown:
        return answer.problem(Fault::UnknownThing);
    case Webhooks::Refusal::BadUrl: {
        wire::Problem problem;
        problem.errors = {{"/url", refused.why}};
        return answer.problem(Fault::WebhookUrlRefused, std::move(problem));
    }
    case Webhooks::Refusal::TooMany:
        return answer.problem(Fault::TooManyWebhooks);
    case Webhooks::Refusal::Gone:
        return answer.problem(Fault::WebhookGone);
    case Webhooks::Refusal::StillWaits:
        return answer.problem(Fault::NotResendable);
    }
}

/// The answers that show the secret.
services::Reply<Webhooks::Answer> replyForWebhook(const Backend& backend, const Answer& answer,
                                                  int status) {
    return replyTo<Webhooks::Answer>(
        answer, [backend, status](const Answer& to, const Webhooks::Answer& webhook) {
            if (!webhook)
                return refuse(to, webhook.error());
            to.json(wire::encodeWebhook(viewOf(*webhook, backend.clock.now(), true)), status);
        });
}

services::Reply<Webhooks::SendingAnswer> replyForSending(const Answer& answer) {
    return replyTo<Webhooks::SendingAnswer>(
        answer, [](const Answer& to, const Webhooks::SendingAnswer& sending) {
            if (!sending)
                return refuse(to, sending.error());
            to.json(wire::encodeDelivery(viewOf(*sending)), 202);
        });
}

void create(const Backend& backend, const Call& call, const Answer& answer) {
    auto ask = bodyOr400(wire::decodeWebhookRequest(call.request.body), answer);
    if (!ask)
        return;
    withSignedIn(backend, backend.workers, call, answer,
                 [backend, ask = *std::move(ask)](const Person& person, const Answer& to) {
                     backend.webhooks.create({ask.url, ask.events, ask.note}, person.account,
                                             replyForWebhook(backend, to, 201));
                 });
}

void listWebhooks(const Backend& backend, const Call& call, const Answer& answer) {
    withSignedIn(backend, backend.workers, call, answer,
                 [backend](const Person&, const Answer& to) {
                     const auto all = backend.webhooks.list();
                     if (!all)
                         return to.problem(faultOf(all.error()));
                     std::vector<wire::WebhookView> views;
                     for (const auto& webhook : *all)
                         views.push_back(viewOf(webhook, backend.clock.now(), false));
                     to.json(wire::encodeWebhooks(views));
                 });
}

void remove(const Backend& backend, const Call& call, const Answer& answer) {
    const auto id = call.id<WebhookId>();
    if (!id)
        return answer.problem(Fault::UnknownThing);
    withSignedIn(backend, backend.workers, call, answer,
                 [backend, id = *id](const Person& person, const Answer& to) {
                     backend.webhooks.remove(
                         id, person.account,
                         replyTo<Webhooks::Removed>(
                             to, [](const Answer& then, const Webhooks::Removed& removed) {
                                 if (!removed)
                                     return refuse(then, removed.error());
                                 sendNothing(then);
                             }));
                 });
}

void rotate(const Backend& backend, const Call& call, const Answer& answer) {
    const auto id = call.id<WebhookId>();
    if (!id)
        return answer.problem(Fault::UnknownThing);
    withSignedIn(backend, backend.workers, call, answer,
                 [backend, id = *id](const Person& person, const Answer& to) {
                     backend.webhooks.rotate(id, person.account, replyForWebhook(backend, to, 200));
                 });
}

void ping(const Backend& backend, const Call& call, const Answer& answer) {
    const auto id = call.id<WebhookId>();
    if (!id)
        return answer.problem(Fault::UnknownThing);
    withSignedIn(backend, backend.workers, call, answer,
                 [backend, id = *id](const Person&, const Answer& to) {
                     backend.webhooks.ping(id, replyForSending(to));
                 });
}

void listDeliveries(const Backend& backend, const Call& call, const Answer& answer) {
    const auto id = call.id<WebhookId>();
    if (!id)
        return answer.problem(Fault::UnknownThing);
    Query query(call.request.query);
    const auto before = query.id<DeliveryId>("cursor").value_or(DeliveryId{});
    const auto limit = query.integer("limit", 1, Webhooks::kMostPerPage).value_or(kUsualPage);
    if (!accepted(query, answer))
        return;
    withSignedIn(backend, backend.workers, call, answer,
                 [backend, id = *id, request = call.request, before, limit](const Person&,
                                                                            const Answer& to) {
                     const auto page =
                         backend.webhooks.deliveries(id, before, static_cast<std::size_t>(limit));
                     if (!page)
                         return to.problem(faultOf(page.error()));
                     if (!*page)
                         return refuse(to, page->error());
                     std::vector<wire::DeliveryView> views;
                     for (const auto& sending : (*page)->items)
                         views.push_back(viewOf(sending));
                     const auto next =
                         (*page)->next.isNull() ? std::string() : (*page)->next.toString();
                     sendPage(to, request, wire::encodeDeliveries(views, next), next);
                 });
}

void resendDelivery(const Backend& backend, const Call& call, const Answer& answer) {
    const auto id = call.id<DeliveryId>();
    if (!id)
        return answer.problem(Fault::UnknownThing);
    withSignedIn(backend, backend.workers, call, answer,
                 [backend, id = *id](const Person& person, const Answer& to) {
                     backend.webhooks.resend(id, person.account, replyForSending(to));
                 });
}

using Handle = void (*)(const Backend&, const Call&, const Answer&);

} // namespace

void addWebhooks(Routes& routes, const Backend& backend) {
    using edge::Method;
    const auto add = [&](Method method, const char* path, const char* operation, Handle handle) {
        routes.push_back(
            {method, path, operation, [backend, handle](const Call& call, const Answer& answer) {
                 handle(backend, call, answer);
             }});
    };
    add(Method::Post, "/v1/webhooks", "createWebhook", create);
    add(Method::Get, "/v1/webhooks", "listWebhooks", listWebhooks);
    add(Method::Delete, "/v1/webhooks/{id}", "deleteWebhook", remove);
    add(Method::Post, "/v1/webhooks/{id}/rotate", "rotateWebhookSecret", rotate);
    add(Method::Post, "/v1/webhooks/{id}/ping", "pingWebhook", ping);
    add(Method::Get, "/v1/webhooks/{id}/deliveries", "listWebhookDeliveries", listDeliveries);
    add(Method::Post, "/v1/webhook-deliveries/{id}/resend", "resendWebhookDelivery",
        resendDelivery);
}

} // namespace foyer::server::http
