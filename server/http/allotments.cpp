#include "server/http/helpers.h"
#include "server/http/resources.h"
#include "shared/wire/sync_json.h"

namespace foyer::server::http {

namespace {

using Allotted = services::Allotments::Answer;

/// With the stamp every answer carries.
void refuse(const Answer& to, const protocol::AllotmentError& error, const protocol::Stamp& stamp,
            int schema) {
    wire::Problem problem;
    problem.stamp = stamp;
    const Fault fault = toldBySchema(faultOf(error.refusal), schema);
    if (fault == faultOf(error.refusal))
        problem.allotment = error;
    to.problem(fault, std::move(problem));
}

/// One reply for all three: the allotments, or the refusal.
services::Reply<Allotted> replyFor(const Backend& backend, const Call& call, Answer answer,
                                   int status) {
    return replyTo<Allotted>(std::move(answer),
                             [&seats = backend.seats, status, schema = call.report().schema](
                                 const Answer& to, const Allotted& allotted) {
                                 if (allotted) {
                                     protocol::AllotmentAnswer told = *allotted;
                                     for (auto& allotment : told.allotments)
                                         protocol::tellBySchema(allotment, schema);
                                     return to.json(wire::encodeAllotments(told), status);
                                 }
                                 refuse(to, allotted.error(), seats.stamp(), schema);
                             });
}

void ask(const Backend& backend, const Call& call, Answer answer) {
    auto ask = bodyOr400(wire::decodeAsk(call.request.body), answer);
    if (ask)
        backend.allotments.ask(*call.caller, *std::move(ask),
                               replyFor(backend, call, std::move(answer), 201));
}

void standing(const Backend& backend, const Call& call, Answer answer) {
    // A named showtime is welcome, but one request renews and tops up all of them.
    if (bodyOr400(wire::decodeStandingRequest(call.request.body), answer))
        backend.allotments.standing(*call.caller, replyFor(backend, call, std::move(answer), 200));
}

void giveBack(const Backend& backend, const Call& call, Answer answer) {
    const auto id = call.id<AllotmentId>();
    if (!id)
        return answer.problem(Fault::UnknownThing);
    auto ask = bodyOr400(wire::decodeReturnRequest(call.request.body), answer);
    if (ask)
        backend.allotments.giveBack(*call.caller, ask->showtime, {*id, ask->epoch},
                                    std::move(ask->seats),
                                    replyFor(backend, call, std::move(answer), 200));
}

} // namespace

void addAllotments(Routes& routes, const Backend& backend) {
    // Seats that the terminal gave back since must not be granted to it by what was true once.
    routes.push_back(
        {edge::Method::Post, "/v1/allotments", "askAllotment",
         [backend](const Call& call, Answer answer) { ask(backend, call, std::move(answer)); },
         true});
    routes.push_back({edge::Method::Post, "/v1/allotments/standing", "renewStanding",
                      [backend](const Call& call, Answer answer) {
                          standing(backend, call, std::move(answer));
                      }});
    routes.push_back({edge::Method::Post, "/v1/allotments/{id}/return", "returnAllotment",
                      [backend](const Call& call, Answer answer) {
                          giveBack(backend, call, std::move(answer));
                      }});
}

} // namespace foyer::server::http
