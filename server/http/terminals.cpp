#include "server/http/helpers.h"
#include "server/http/resources.h"
#include "shared/wire/lives_text.h"

namespace foyer::server::http {

namespace {

using services::Enrolment;
using services::TerminalAuth;

void enrol(const Backend& backend, const Call& call, Answer answer) {
    const auto ask = bodyOr400(wire::decodeEnrolRequest(call.request.body), answer);
    if (!ask)
        return;
    const auto former = wire::livesFrom(call.request.header(wire::kLivesHeader));
    auto reply = [&auth = backend.auth, hasTold = former.has_value()](
                     const Answer& to, const Enrolment::Redeemed& redeemed) {
        if (!redeemed)
            return to.problem(Fault::CodeRefused);
        // Tokens of the terminal's former disk end here.
        auth.forget(redeemed->terminal);
        wire::EnrolAnswer told{redeemed->terminal, redeemed->incarnation, redeemed->name,
                               redeemed->cinema, redeemed->stamp};
        if (hasTold) // an older program understands nothing more
            told.journals = redeemed->journals;
        to.json(wire::encodeEnrolAnswer(told), 201);
    };
    backend.enrolment.redeem(ask->code, ask->publicKey,
                             replyTo<Enrolment::Redeemed>(std::move(answer), std::move(reply)),
                             former);
}

void challenge(const Backend& backend, const Call& call, Answer answer) {
    const auto id = call.id<TerminalId>();
    if (!id)
        return answer.problem(Fault::UnknownThing);
    if (!bodyOr400(wire::decodeEmpty(call.request.body), answer))
        return;
    answer.json(wire::encodeChallenge({backend.auth.challenge(*id), TerminalAuth::kChallengeLife}));
}

/// Looks the key up in the database, so it leaves the loop.
void grant(const Backend& backend, const Call& call, Answer answer) {
    const auto id = call.id<TerminalId>();
    if (!id)
        return answer.problem(Fault::UnknownThing);
    const auto ask = bodyOr400(wire::decodeTokenRequest(call.request.body), answer);
    if (!ask)
        return;
    // Who speaks schema 1 does not say how far its journal is.
    const protocol::Report report = call.report();
    const auto last = report.schema > 1 ? std::optional(report.last) : std::nullopt;
    runOr503(backend.workers, answer, [&auth = backend.auth, id = *id, ask = *ask, last, answer] {
        const auto granted = auth.redeem({id, ask.incarnation}, ask.nonce, ask.signature, last);
        if (!granted)
            return answer.problem(faultOf(granted.error()));
        if (!*granted)
            return answer.problem(faultOf(granted->error()));
        answer.json(wire::encodeTokenAnswer({(*granted)->text, TerminalAuth::kTokenLife}));
    });
}

} // namespace

void addTerminals(Routes& routes, const Backend& backend) {
    routes.push_back(
        {edge::Method::Post, "/v1/terminals", "enrolTerminal",
         [backend](const Call& call, Answer answer) { enrol(backend, call, std::move(answer)); },
         false, true});
    routes.push_back({edge::Method::Post, "/v1/terminals/{id}/challenge", "challengeTerminal",
                      [backend](const Call& call, Answer answer) {
                          challenge(backend, call, std::move(answer));
                      },
                      false, true});
    routes.push_back(
        {edge::Method::Post, "/v1/terminals/{id}/token", "grantToken",
         [backend](const Call& call, Answer answer) { grant(backend, call, std::move(answer)); },
         false, true});
}

} // namespace foyer::server::http
