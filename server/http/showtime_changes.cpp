// What the house does to a showtime that is on sale already.

#include "server/http/person.h"
#include "server/http/resources.h"

namespace foyer::server::http {

namespace {

using services::ShowtimeChanges;
using Changed = ShowtimeChanges::Answer;

services::Reply<Changed> told(const Answer& answer) {
    return replyTo<Changed>(answer, [](const Answer& to, const Changed& changed) {
        if (changed)
            return to.json(
                wire::encodeShowtimeChanged({changed->moved, changed->reseated, changed->owed}));
        wire::Problem problem;
        const auto& error = changed.error();
        if (error == ShowtimeChanges::Refusal::BadMapping)
            problem.errors.push_back(
                {"/mapping/" + std::to_string(error.fault.pair), error.fault.reason});
        to.problem(faultOf(error.refusal), std::move(problem));
    });
}

void cancel(const Backend& backend, ShowtimeId id, const Call& call, const Answer& answer) {
    const auto person = bodyOr400(wire::decodePersonRequest(call.request.body), answer);
    if (!person)
        return;
    withPerson(backend, call, *person, answer, domain::Role::Manager,
               [backend, id](OperatorId by, const Answer& to) {
                   backend.showtimeChanges.cancel(id, told(to), by);
               });
}

void changePlan(const Backend& backend, ShowtimeId id, const Call& call, const Answer& answer) {
    auto wish = bodyOr400(wire::decodePlanChange(call.request.body), answer);
    if (!wish)
        return;
    withPerson(backend, call, wish->person, answer, domain::Role::Manager,
               [backend, id, wish = *wish](OperatorId by, const Answer& to) {
                   if (wish.mapping)
                       backend.showtimeChanges.changePlan(id, wish.plan, *wish.mapping, told(to),
                                                          by);
                   else
                       backend.showtimeChanges.changePlanByNames(id, wish.plan, told(to), by);
               });
}

void changePrices(const Backend& backend, ShowtimeId id, const Call& call, const Answer& answer) {
    const auto wish = bodyOr400(wire::decodePriceChange(call.request.body), answer);
    if (!wish)
        return;
    withPerson(backend, call, wish->person, answer, domain::Role::Manager,
               [backend, id, prices = wish->priceList](OperatorId by, const Answer& to) {
                   backend.showtimeChanges.changePrices(id, prices, told(to), by);
               });
}

} // namespace

void addShowtimeChanges(Routes& routes, const Backend& backend) {
    const auto add = [&](const char* path, const char* operation, auto run) {
        routes.push_back(
            {edge::Method::Post, path, operation, [backend, run](const Call& call, Answer answer) {
                 const auto showtime = call.id<ShowtimeId>();
                 if (!showtime)
                     return answer.problem(Fault::UnknownShowtime);
                 run(backend, *showtime, call, answer);
             }});
    };
    add("/v1/showtimes/{id}/cancel", "cancelShowtime", cancel);
    add("/v1/showtimes/{id}/plan", "changeShowtimePlan", changePlan);
    add("/v1/showtimes/{id}/prices", "changeShowtimePrices", changePrices);
}

} // namespace foyer::server::http
