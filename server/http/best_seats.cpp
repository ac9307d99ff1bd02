// The seats that the counter would propose, to a customer who only says how many come.

#include "server/core/standing.h"
#include "server/http/helpers.h"
#include "server/http/resources.h"
#include "shared/wire/catalogue_json.h"

#include <algorithm>

namespace foyer::server::http {

namespace {

constexpr std::int64_t kLargestParty = 50;
constexpr std::int64_t kMostChoices = 5;

using Depth = domain::Preferences::Depth;

std::optional<Depth> depthFrom(std::string_view word) {
    if (word == "best")
        return Depth::Best;
    if (word == "front")
        return Depth::Front;
    return word == "back" ? std::optional(Depth::Back) : std::nullopt;
}

struct BestAsk {
    ShowtimeId showtime;
    std::size_t party = 0;
    std::size_t choices = 1;
    std::string area; // key; empty: any
    domain::Preferences wishes;
};

BestAsk readAsk(ShowtimeId showtime, Query& query) {
    BestAsk ask;
    ask.showtime = showtime;
    const auto party = query.integer("party", 1, kLargestParty);
    if (!party && !query.has("party"))
        query.fail("party", "must say how many come");
    ask.party = static_cast<std::size_t>(party.value_or(0));
    const auto wheelchairs = query.integer("wheelchairs", 0, kLargestParty).value_or(0);
    if (party && wheelchairs > *party)
        query.fail("wheelchairs", "must not be more than the party");
    ask.wishes.wheelchairs = static_cast<std::uint8_t>(wheelchairs);
    ask.area = query.text("area", 100).value_or("");
    ask.wishes.depth = query.word("depth", "best, front, back", depthFrom).value_or(Depth::Best);
    ask.choices = static_cast<std::size_t>(query.integer("choices", 1, kMostChoices).value_or(1));
    return ask;
}

/// False when the plan has no area of that name; then the answer has been given.
bool findArea(const domain::SeatingPlan& plan, BestAsk& ask, const Answer& answer) {
    if (ask.area.empty())
        return true;
    std::string known;
    for (std::size_t i = 0; i < plan.areas.size(); ++i) {
        if (plan.areas[i].key == ask.area) {
            ask.wishes.area = AreaNo{static_cast<std::uint8_t>(i)};
            return true;
        }
        known += (known.empty() ? "" : ", ") + plan.areas[i].key;
    }
    wire::Problem problem;
    problem.errors = {{"?area", "must be an area of this seating plan: " + known}};
    answer.problem(Fault::InvalidParameter, std::move(problem));
    return false;
}

void choose(const Backend& backend, BestAsk ask, const Answer& answer) {
    const auto showtime = backend.programme.showtime(ask.showtime);
    if (!showtime)
        return answer.problem(faultOf(showtime.error()));
    if (!*showtime)
        return answer.problem(Fault::UnknownShowtime);
    if (!core::isOnSale(**showtime, backend.clock.now()))
        return answer.problem(Fault::ShowtimeClosed);
    const auto plan = backend.programme.plan((*showtime)->plan);
    const auto seats = backend.seats.snapshot(ask.showtime);
    if (!plan || !seats)
        return answer.problem(faultOf(plan ? seats.error() : plan.error()));
    if (!*plan || !*seats)
        return answer.problem(Fault::UnknownShowtime);
    if (!findArea(**plan, ask, answer))
        return;
    // The showtime may be moving to another plan at this moment.
    if ((*seats)->states.size() != (*plan)->seatCount())
        return answer.problem(Fault::Overloaded);
    answer.json(
        wire::encodeBestSeats({ask.showtime, **plan, (*seats)->version,
                               domain::bestChoices(**plan, domain::freeSeats((*seats)->states),
                                                   ask.party, ask.choices, ask.wishes)}));
}

void getBestSeats(const Backend& backend, const Call& call, Answer answer) {
    const auto id = call.id<ShowtimeId>();
    if (!id)
        return answer.problem(Fault::UnknownShowtime);
    Query query(call.request.query);
    auto ask = readAsk(*id, query);
    if (!accepted(query, answer))
        return;
    runOr503(backend.workers, answer,
             [backend, ask = std::move(ask), answer] { choose(backend, ask, answer); });
}

} // namespace

void addBestSeats(Routes& routes, const Backend& backend) {
    routes.push_back({edge::Method::Get, "/v1/showtimes/{id}/best-seats", "findBestSeats",
                      [backend](const Call& call, Answer answer) {
                          getBestSeats(backend, call, std::move(answer));
                      }});
}

} // namespace foyer::server::http
