#include "server/http/helpers.h"
#include "server/http/resources.h"
#include "shared/wire/quote_json.h"

namespace foyer::server::http {

namespace {

using services::Quotes;

Fault quoteFaultOf(Quotes::Refusal refusal) {
    switch (refusal) {
    case Quotes::Refusal::UnknownShowtime:
        return Fault::UnknownShowtime;
    case Quotes::Refusal::UnknownSeat:
        return Fault::UnknownSeat;
    case Quotes::Refusal::TypeNotSold:
        return Fault::TypeNotSold;
    }
    checkFailed("a refusal outside its enumeration", __FILE__, __LINE__);
}

void quote(const Backend& backend, const Call& call, const Answer& answer) {
    const auto showtime = call.id<ShowtimeId>();
    if (!showtime)
        return answer.problem(Fault::UnknownShowtime);
    auto wanted = bodyOr400(wire::decodeQuoteRequest(call.request.body), answer);
    if (!wanted)
        return;
    Quotes::Ask ask{*showtime, {}, {}, {backend.clock.now(), std::move(wanted->codes)}};
    for (auto& seat : wanted->seats) {
        ask.seats.push_back(seat.seat);
        if (!seat.ticketType.empty())
            ask.ticketTypes[seat.seat] = std::move(seat.ticketType);
    }
    runOr503(backend.workers, answer, [backend, ask = std::move(ask), answer] {
        auto found = backend.quotes.quote(ask);
        if (!found)
            return answer.problem(faultOf(found.error()));
        if (!*found)
            return answer.problem(quoteFaultOf((*found).error()));
        wire::QuoteAnswer told{std::move((*found)->tickets),
                               (*found)->total,
                               {},
                               std::move((*found)->unknownCodes),
                               std::move((*found)->usedUpCodes)};
        for (const auto& [key, name] : (*found)->discounts)
            told.discounts.push_back({key, name});
        answer.json(wire::encodeQuote(told));
    });
}

} // namespace

void addQuotes(Routes& routes, const Backend& backend) {
    routes.push_back(
        {edge::Method::Post, "/v1/showtimes/{id}/quote", "quoteSeats",
         [backend](const Call& call, const Answer& answer) { quote(backend, call, answer); }});
}

} // namespace foyer::server::http
