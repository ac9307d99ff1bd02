#include "server/http/helpers.h"
#include "server/http/message_views.h"
#include "server/http/person.h"
#include "server/http/resources.h"
#include "server/services/short_texts.h"

namespace foyer::server::http {

namespace {

using ports::MessageState;
using services::Outbox;

void listMessages(const Backend& backend, Call call, const Answer& answer) {
    Query query(call.request.query);
    const auto word = query.text("state", 20).value_or("dead");
    const auto state = ports::messageStateFrom(word);
    if (!state)
        query.fail("state", "must be waiting, sent or dead");
    const auto before = query.id<MessageId>("cursor").value_or(MessageId{});
    const auto limit = query.integer("limit", 1, Outbox::kMostPerPage).value_or(kUsualPage);
    if (!accepted(query, answer))
        return;
    runOr503(backend.workers, answer,
             [backend, request = std::move(call.request), state = *state, before, limit, answer] {
                 const auto page =
                     backend.outbox.list(state, before, static_cast<std::size_t>(limit));
                 if (!page)
                     return answer.problem(faultOf(page.error()));
                 const auto next = page->next.isNull() ? std::string() : page->next.toString();
                 sendPage(answer, request, wire::encodeMessages(viewsOf(page->items), next), next);
             });
}

void refuse(const Answer& answer, Outbox::ResendRefusal refusal) {
    switch (refusal) {
    case Outbox::ResendRefusal::Unknown:
        return answer.problem(Fault::UnknownThing);
    case Outbox::ResendRefusal::NotDead:
    case Outbox::ResendRefusal::Emptied:
        return answer.problem(Fault::NotResendable);
    }
}

void resendMessage(const Backend& backend, const Call& call, const Answer& answer) {
    const auto id = call.id<MessageId>();
    if (!id)
        return answer.problem(Fault::UnknownThing);
    withSignedIn(backend, backend.workers, call, answer,
                 [backend, id = *id](const services::Accounts::Person& person, const Answer& to) {
                     backend.outbox.resend(
                         id, person.account,
                         replyTo<Outbox::ResendAnswer>(
                             to, [](const Answer& then, const Outbox::ResendAnswer& done) {
                                 if (!done)
                                     return refuse(then, done.error());
                                 sendNothing(then);
                             }));
                 });
}

void preview(const Call& call, const Answer& answer) {
    Query query(call.request.query);
    const auto language = query.text("language", 35).value_or("");
    if (!accepted(query, answer))
        return;
    const auto kind = domain::letterKindFrom(call.variables.at(0));
    if (!kind)
        return answer.problem(Fault::UnknownThing);
    ports::MessageRecord message;
    message.letter = services::sampleLetter(*kind, domain::letterLanguageFor(language));
    const std::string site = "https://tickets.example.com";
    const auto mail = services::mailOf(message, site, {});
    std::string sms;
    if (services::hasShortText(*kind)) {
        message.letter = services::shortened(message.letter);
        sms = services::shortTextOf(message, site).text;
    }
    answer.json(wire::encodeLetter(mail.subject, mail.text, mail.html, sms));
}

} // namespace

wire::MessageView viewOf(const ports::MessageRecord& message) {
    wire::MessageView view;
    view.id = message.id.toString();
    view.kind = nameOf(message.letter.kind);
    view.language = message.letter.language;
    view.channel = nameOf(message.channel);
    view.recipient = message.recipient;
    view.state = nameOf(message.state);
    view.attempts = message.attempts;
    view.createdAt = message.createdAt;
    if (message.state == MessageState::Waiting)
        view.nextAt = message.nextAt;
    view.settledAt = message.settledAt;
    view.lastError = message.lastError;
    return view;
}

std::vector<wire::MessageView> viewsOf(const std::vector<ports::MessageRecord>& messages) {
    std::vector<wire::MessageView> views;
    for (const auto& message : messages)
        views.push_back(viewOf(message));
    return views;
}

void addMessages(Routes& routes, const Backend& backend) {
    routes.push_back({edge::Method::Get, "/v1/messages", "listMessages",
                      [backend](Call call, const Answer& answer) {
                          listMessages(backend, std::move(call), answer);
                      }});
    routes.push_back({edge::Method::Post, "/v1/messages/{id}/resend", "resendMessage",
                      [backend](const Call& call, const Answer& answer) {
                          resendMessage(backend, call, answer);
                      }});
    routes.push_back({edge::Method::Get, "/v1/letters/{id}", "previewLetter",
                      [](const Call& call, const Answer& answer) { preview(call, answer); }});
}

} // namespace foyer::server::http
