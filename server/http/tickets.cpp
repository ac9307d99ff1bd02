#include "server/http/helpers.h"
#include "server/http/resources.h"
#include "shared/wire/exchange_json.h"
#include "shared/wire/online_json.h"

namespace foyer::server::http {

namespace {

using services::Tickets;

/// Who that is today; the account of a session that has ended counts no more.
services::Outcome<services::Asker>
askerOf(const Backend& backend, const std::optional<wire::JwtClaims>& claims, std::string token) {
    services::Asker asker{std::move(token), {}, false};
    if (!claims)
        return asker;
    const auto person = backend.accounts.person(claims->subject, claims->session);
    if (!person)
        return Err{person.error()};
    if (*person) {
        asker.account = (*person)->account;
        asker.isOffice = (*person)->role >= domain::AccountRole::Supervisor;
    }
    return asker;
}

void getTickets(const Backend& backend, const Call& call, const Answer& answer) {
    const auto id = call.id<BookingId>();
    if (!id)
        return answer.problem(Fault::UnknownBooking);
    runOr503(backend.drawers, answer,
             [backend, id = *id, claims = call.person,
              token = std::string(call.request.header("hold-token")), answer] {
                 const auto asker = askerOf(backend, claims, token);
                 if (!asker)
                     return answer.problem(faultOf(asker.error()));
                 sendTickets(answer, backend.tickets.file(id, *asker));
             });
}

void refuseExchange(const Backend& backend, const Answer& answer,
                    const services::Bookings::ExchangeError& error) {
    wire::Problem problem;
    problem.stamp = backend.seats.stamp();
    if (error.refusal == services::Bookings::ExchangeRefusal::SeatTaken)
        problem.allotment = {protocol::AllotmentRefusal::SeatTaken, error.seats};
    answer.problem(faultOf(error.refusal), std::move(problem));
}

services::Reply<services::Bookings::ExchangeAnswer> replyForExchange(const Backend& backend,
                                                                     Answer answer) {
    return replyTo<services::Bookings::ExchangeAnswer>(
        std::move(answer),
        [backend](const Answer& to, const services::Bookings::ExchangeAnswer& done) {
            if (!done)
                return refuseExchange(backend, to, done.error());
            to.json(wire::encodeBooking({done->booking, domain::referenceOf(done->booking),
                                         done->showtime, done->tickets,
                                         domain::totalOf(done->tickets), done->stamp}));
        });
}

void exchangeBooking(const Backend& backend, const Call& call, const Answer& answer) {
    const auto id = call.id<BookingId>();
    if (!id)
        return answer.problem(Fault::UnknownBooking);
    auto ask = bodyOr400(wire::decodeExchangeRequest(call.request.body), answer);
    if (!ask)
        return;
    std::vector<services::Bookings::Swap> swaps;
    for (const auto& swap : ask->swaps)
        swaps.push_back({swap.ticket, swap.seat});
    runOr503(backend.workers, answer,
             [backend, id = *id, swaps = std::move(swaps), claims = call.person,
              token = std::string(call.request.header("hold-token")), answer] {
                 auto asker = askerOf(backend, claims, token);
                 if (!asker)
                     return answer.problem(faultOf(asker.error()));
                 backend.bookings.exchange(id, *std::move(asker), swaps,
                                           replyForExchange(backend, answer));
             });
}

} // namespace

void addTickets(Routes& routes, const Backend& backend) {
    routes.push_back(
        {edge::Method::Get, "/v1/bookings/{id}/tickets", "getTickets",
         [backend](const Call& call, const Answer& answer) { getTickets(backend, call, answer); }});
    routes.push_back({edge::Method::Post, "/v1/bookings/{id}/exchange", "exchangeBooking",
                      [backend](const Call& call, const Answer& answer) {
                          exchangeBooking(backend, call, answer);
                      }});
}

} // namespace foyer::server::http
