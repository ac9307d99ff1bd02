#include "server/http/helpers.h"
#include "server/http/resources.h"
#include "shared/wire/online_json.h"

namespace foyer::server::http {

namespace {

using services::Holds;

const char* nameOf(ports::HoldState state) {
    switch (state) {
    case ports::HoldState::Waiting:
        return "waiting";
    case ports::HoldState::Held:
        return "held";
    case ports::HoldState::Sold:
        return "sold";
    }
    return "";
}

wire::HoldAnswer answerOf(const services::HoldView& hold) {
    return {hold.id,        hold.showtime, nameOf(hold.state), hold.seats,
            hold.expiresAt, hold.extended, hold.booking,       {},
            hold.stamp};
}

void refuse(const Backend& backend, const Answer& answer, const core::HoldError& error) {
    wire::Problem problem;
    problem.stamp = backend.seats.stamp();
    if (!error.seats.empty())
        problem.allotment = {protocol::AllotmentRefusal::SeatTaken, error.seats};
    answer.problem(faultOf(error.refusal), std::move(problem));
}

services::Reply<Holds::Answer> replyFor(const Backend& backend, Answer answer) {
    return replyTo<Holds::Answer>(std::move(answer),
                                  [backend](const Answer& to, const Holds::Answer& hold) {
                                      if (!hold)
                                          return refuse(backend, to, hold.error());
                                      to.json(wire::encodeHold(answerOf(*hold)));
                                  });
}

void makeHold(const Backend& backend, const Call& call, Answer answer) {
    const auto showtime = call.id<ShowtimeId>();
    if (!showtime)
        return answer.problem(Fault::UnknownThing);
    auto ask = bodyOr400(wire::decodeHoldRequest(call.request.body), answer);
    if (!ask)
        return;
    auto taken = backend.seats.takenOf(*showtime, ask->seats, backend.clock.now());
    if (!taken.empty())
        return refuse(backend, answer, {core::HoldRefusal::SeatTaken, std::move(taken)});
    const AccountId account = call.person ? call.person->subject : AccountId{};
    // Who is signed in is one customer, whatever they call themselves.
    auto customer = account.isNull() ? std::move(ask->customer) : account.toString();
    backend.holds.make(
        {*showtime, std::move(ask->seats), std::move(customer), call.request.peer, account,
         std::move(ask->email), std::move(ask->language), std::move(ask->phone)},
        replyTo<Holds::MakeAnswer>(
            std::move(answer), [backend](const Answer& to, const Holds::MakeAnswer& made) {
                if (!made)
                    return refuse(backend, to, made.error());
                auto hold = answerOf(made->hold);
                hold.token = made->token;
                // 202: seats are being recalled from a terminal; GET tells when they are here.
                to.json(wire::encodeHold(hold),
                        made->hold.state == ports::HoldState::Waiting ? 202 : 201);
            }));
}

void findHold(const Backend& backend, const Call& call, const Answer& answer) {
    const auto id = call.id<HoldId>();
    if (!id)
        return answer.problem(Fault::UnknownHold);
    runOr503(backend.workers, answer, [backend, id = *id, token = holdTokenOf(call), answer] {
        replyFor(backend, answer)(backend.holds.find(id, token));
    });
}

void extend(const Backend& backend, const Call& call, Answer answer) {
    const auto id = call.id<HoldId>();
    if (!id)
        return answer.problem(Fault::UnknownHold);
    if (bodyOr400(wire::decodeEmpty(call.request.body), answer))
        backend.holds.extend(*id, holdTokenOf(call), replyFor(backend, std::move(answer)));
}

void setContact(const Backend& backend, const Call& call, Answer answer) {
    const auto id = call.id<HoldId>();
    if (!id)
        return answer.problem(Fault::UnknownHold);
    auto ask = bodyOr400(wire::decodeContact(call.request.body), answer);
    if (!ask)
        return;
    const AccountId account = call.person ? call.person->subject : AccountId{};
    backend.holds.setContact(
        *id, holdTokenOf(call),
        {std::move(ask->email), std::move(ask->language), account, std::move(ask->phone)},
        replyFor(backend, std::move(answer)));
}

void release(const Backend& backend, const Call& call, Answer answer) {
    const auto id = call.id<HoldId>();
    if (!id)
        return answer.problem(Fault::UnknownHold);
    backend.holds.release(*id, holdTokenOf(call), replyFor(backend, std::move(answer)));
}

} // namespace

void addHolds(Routes& routes, const Backend& backend) {
    routes.push_back({edge::Method::Post, "/v1/showtimes/{id}/holds", "makeHold",
                      [backend](const Call& call, Answer answer) {
                          makeHold(backend, call, std::move(answer));
                      }});
    routes.push_back(
        {edge::Method::Get, "/v1/holds/{id}", "getHold",
         [backend](const Call& call, const Answer& answer) { findHold(backend, call, answer); }});
    routes.push_back(
        {edge::Method::Post, "/v1/holds/{id}/extend", "extendHold",
         [backend](const Call& call, Answer answer) { extend(backend, call, std::move(answer)); }});
    routes.push_back({edge::Method::Put, "/v1/holds/{id}/contact", "setHoldContact",
                      [backend](const Call& call, Answer answer) {
                          setContact(backend, call, std::move(answer));
                      }});
    routes.push_back({edge::Method::Delete, "/v1/holds/{id}", "releaseHold",
                      [backend](const Call& call, Answer answer) {
                          release(backend, call, std::move(answer));
                      }});
}

} // namespace foyer::server::http
