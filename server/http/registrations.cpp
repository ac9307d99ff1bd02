#include "server/http/helpers.h"
#include "server/http/resources.h"
#include "shared/wire/account_json.h"
#include "shared/wire/session_json.h"

namespace foyer::server::http {

namespace {

using services::Registrations;

/// What a member of the body must be, where the address, the name or the password cannot be one.
void refuseMember(const Answer& answer, std::string pointer, std::string message) {
    wire::Problem problem;
    problem.errors = {{std::move(pointer), std::move(message)}};
    answer.problem(Fault::InvalidBody, std::move(problem));
}

void refusePassword(const Answer& answer) {
    refuseMember(answer, "/password", "must have 10 to 200 bytes");
}

void refuse(const Answer& answer, const Registrations::Refusal& refusal) {
    switch (refusal.kind) {
    case Registrations::Refusal::Kind::BadEmail:
        return refuseMember(answer, "/email", "is no address");
    case Registrations::Refusal::Kind::NameMissing:
        return refuseMember(answer, "/name", "must have 1 to 200 bytes");
    case Registrations::Refusal::Kind::BadPassword:
        return refusePassword(answer);
    case Registrations::Refusal::Kind::TooOften:
        return refuseSlowly(answer, Fault::AskedTooOften, refusal.wait);
    }
}

void refuse(const Answer& answer, Registrations::TokenRefusal refusal) {
    switch (refusal) {
    case Registrations::TokenRefusal::Unknown:
        return answer.problem(Fault::TokenRefused);
    case Registrations::TokenRefusal::BadPassword:
        return refusePassword(answer);
    }
}

services::Reply<Registrations::Asked> accepting(Answer answer) {
    return replyTo<Registrations::Asked>(std::move(answer),
                                         [](const Answer& to, const Registrations::Asked& asked) {
                                             if (!asked)
                                                 return refuse(to, asked.error());
                                             to.json("{}", 202);
                                         });
}

void begin(const Backend& backend, const Call& call, const Answer& answer) {
    auto ask = bodyOr400(wire::decodeRegister(call.request.body), answer);
    if (!ask)
        return;
    runOr503(backend.hashers, answer,
             [backend, ask = *std::move(ask), address = call.request.peer, answer] {
                 backend.registrations.begin({ask.email, ask.name, ask.password, ask.language},
                                             address, accepting(answer));
             });
}

void confirm(const Backend& backend, const Call& call, Answer answer) {
    auto token = bodyOr400(wire::decodeToken(call.request.body), answer);
    if (!token)
        return;
    backend.registrations.confirm(
        *std::move(token),
        replyTo<Registrations::Confirmed>(
            std::move(answer), [](const Answer& to, const Registrations::Confirmed& made) {
                if (!made)
                    return refuse(to, made.error());
                to.json(wire::encodeAccount({made->id, made->email, made->name, made->role}), 201);
            }));
}

void askReset(const Backend& backend, const Call& call, Answer answer) {
    const auto email = bodyOr400(wire::decodeEmail(call.request.body), answer);
    if (email)
        backend.registrations.askReset(*email, call.request.peer, accepting(std::move(answer)));
}

void reset(const Backend& backend, const Call& call, const Answer& answer) {
    auto ask = bodyOr400(wire::decodeNewPassword(call.request.body), answer);
    if (!ask)
        return;
    runOr503(backend.hashers, answer, [backend, ask = *std::move(ask), answer] {
        backend.registrations.reset(
            ask.token, ask.password,
            replyTo<Registrations::Reset>(answer,
                                          [](const Answer& to, const Registrations::Reset& done) {
                                              if (!done)
                                                  return refuse(to, done.error());
                                              sendNothing(to);
                                          }));
    });
}

} // namespace

void addRegistrations(Routes& routes, const Backend& backend) {
    routes.push_back(
        {edge::Method::Post, "/v1/accounts", "registerAccount",
         [backend](const Call& call, const Answer& answer) { begin(backend, call, answer); }});
    routes.push_back({edge::Method::Post, "/v1/accounts/confirm", "confirmAccount",
                      [backend](const Call& call, Answer answer) {
                          confirm(backend, call, std::move(answer));
                      }});
    routes.push_back({edge::Method::Post, "/v1/accounts/reset", "askPasswordReset",
                      [backend](const Call& call, Answer answer) {
                          askReset(backend, call, std::move(answer));
                      }});
    routes.push_back(
        {edge::Method::Post, "/v1/accounts/password", "resetPassword",
         [backend](const Call& call, const Answer& answer) { reset(backend, call, answer); }});
}

} // namespace foyer::server::http
