#include "server/http/helpers.h"
#include "server/http/jwt.h"
#include "server/http/resources.h"
#include "shared/wire/session_json.h"

namespace foyer::server::http {

namespace {

using services::Accounts;

constexpr std::chrono::minutes kAccessLife{15};

/// The session with a token that says so for the next quarter of an hour.
std::string sessionText(const Backend& backend, const Accounts::SignedIn& in) {
    const Instant now = backend.clock.now();
    const wire::JwtClaims claims{std::string(kTokenIssuer),
                                 std::string(kTokenAudience),
                                 in.account,
                                 in.session,
                                 in.role,
                                 now,
                                 std::min<Instant>(now + kAccessLife, in.endsAt)};
    return wire::encodeSession({signToken(*backend.tokenKeys(), claims),
                                std::chrono::floor<std::chrono::seconds>(claims.expiresAt - now),
                                in.refreshToken,
                                in.endsAt,
                                {in.account, "", in.name, in.role}});
}

void refuse(const Answer& answer, const Accounts::Refusal& refusal) {
    if (refusal.kind == Accounts::Refusal::Kind::WrongPassword)
        return answer.problem(Fault::SignInRefused);
    refuseSlowly(answer, Fault::SignInSlowed, refusal.wait);
}

/// Hashing has workers of its own: however many people sign in, seats are sold meanwhile.
void signIn(const Backend& backend, const Call& call, const Answer& answer) {
    auto ask = bodyOr400(wire::decodeSignIn(call.request.body), answer);
    if (!ask)
        return;
    runOr503(backend.hashers, answer,
             [backend, ask = *std::move(ask), address = call.request.peer, answer] {
                 backend.accounts.signIn(
                     ask.email, ask.password, address,
                     replyTo<Accounts::SignInAnswer>(
                         answer, [backend](const Answer& to, const Accounts::SignInAnswer& in) {
                             if (!in)
                                 return refuse(to, in.error());
                             to.json(sessionText(backend, *in), 201);
                         }));
             });
}

void refresh(const Backend& backend, const Call& call, Answer answer) {
    auto ask = bodyOr400(wire::decodeRefresh(call.request.body), answer);
    if (!ask)
        return;
    backend.accounts.refresh(
        std::move(ask->refreshToken),
        replyTo<Accounts::RefreshAnswer>(
            std::move(answer), [backend](const Answer& to, const Accounts::RefreshAnswer& in) {
                if (!in)
                    return to.problem(faultOf(in.error()));
                to.json(sessionText(backend, *in));
            }));
}

void signOut(const Backend& backend, const Call& call, Answer answer) {
    auto ask = bodyOr400(wire::decodeRefresh(call.request.body), answer);
    if (!ask)
        return;
    backend.accounts.signOut(
        std::move(ask->refreshToken),
        replyTo<Done>(std::move(answer), [](const Answer& to, const Done&) { sendNothing(to); }));
}

void account(const Backend& backend, const Call& call, const Answer& answer) {
    runOr503(backend.workers, answer, [backend, claims = *call.person, answer] {
        const auto person = backend.accounts.person(claims.subject, claims.session);
        if (!person)
            return answer.problem(faultOf(person.error()));
        if (!*person)
            return answer.problem(Fault::Unauthenticated);
        answer.json(wire::encodeAccount({(*person)->account, (*person)->email, (*person)->name,
                                         (*person)->role, (*person)->language, (*person)->phone}));
    });
}

void keys(const Backend& backend, const Answer& answer) {
    edge::Response response{.status = 200, .headers = {}, .body = {}, .shared = {}};
    response.headers = {{"Content-Type", "application/jwk-set+json"},
                        {"Cache-Control", "public, max-age=300"}};
    response.body = backend.tokenKeys()->published();
    answer.send(std::move(response));
}

} // namespace

void addSessions(Routes& routes, const Backend& backend) {
    routes.push_back(
        {edge::Method::Post, "/v1/sessions", "signIn",
         [backend](const Call& call, const Answer& answer) { signIn(backend, call, answer); }});
    routes.push_back({edge::Method::Post, "/v1/sessions/refresh", "refreshSession",
                      [backend](const Call& call, Answer answer) {
                          refresh(backend, call, std::move(answer));
                      }});
    routes.push_back({edge::Method::Post, "/v1/sessions/end", "endSession",
                      [backend](const Call& call, Answer answer) {
                          signOut(backend, call, std::move(answer));
                      }});
    routes.push_back(
        {edge::Method::Get, "/v1/account", "getAccount",
         [backend](const Call& call, const Answer& answer) { account(backend, call, answer); }});
    routes.push_back({edge::Method::Get, "/.well-known/jwks.json", "getKeys",
                      [backend](const Call&, const Answer& answer) { keys(backend, answer); }});
    addRegistrations(routes, backend);
    addCustomers(routes, backend);
    addMessages(routes, backend);
}

} // namespace foyer::server::http
