// The hottest read of the house. Once a showtime is in memory it is answered on the loop from bytes
// that all readers of one version share.

#include "server/http/helpers.h"
#include "server/http/resources.h"

namespace foyer::server::http {

namespace {

constexpr auto kAskAgain = "no-cache";

enum class Form : std::uint8_t { Json, Letters, Bytes, None };

/// The first form the client names; the order of an Accept header serves as its preference.
Form formOf(std::string_view accept) {
    if (accept.empty())
        return Form::Json;
    const auto at = [&](std::string_view type) { return accept.find(type); };
    const std::pair<std::size_t, Form> places[] = {
        {std::min(at("application/json"), at("application/*")), Form::Json},
        {at("*/*"), Form::Json},
        {std::min(at("text/plain"), at("text/*")), Form::Letters},
        {at("application/octet-stream"), Form::Bytes}};
    auto best = std::pair{std::string_view::npos, Form::None};
    for (const auto& place : places)
        if (place.first < best.first)
            best = place;
    return best.second;
}

const char* mediaTypeOf(Form form) {
    switch (form) {
    case Form::Letters:
        return "text/plain; charset=us-ascii";
    case Form::Bytes:
        return "application/octet-stream";
    case Form::Json:
    case Form::None:
        break;
    }
    return "application/json";
}

/// What a request asks of a seat map, read once so that it can travel to a worker.
struct SeatsAsk {
    ShowtimeId showtime;
    Form form = Form::Json;
    std::optional<std::int64_t> since;
    std::string ifNoneMatch;
};

void sendMap(const Answer& answer, const SeatsAsk& ask, const services::SeatSnapshot& seats,
             PlanId plan) {
    const std::string etag =
        '"' + std::to_string(seats.version.value) + (ask.form == Form::Json ? "\"" : "-letters\"");
    if (matchesEtag(ask.ifNoneMatch, etag))
        return answer.send(notModified(etag, kAskAgain));
    edge::Response response;
    response.headers.emplace_back("Content-Type", mediaTypeOf(ask.form));
    response.headers.emplace_back("Cache-Control", kAskAgain);
    response.headers.emplace_back("ETag", etag);
    response.headers.emplace_back("Vary", "Accept");
    response.shared = ask.form == Form::Json ? seats.rendered([&](const services::SeatSnapshot&
                                                                      snapshot) {
        return wire::encodeSeatMap({snapshot.showtime, plan, snapshot.version, *snapshot.letters});
    })
                                             : seats.letters;
    answer.send(std::move(response));
}

/// True when the client's version is near enough to be told the difference only.
bool sendDelta(const Answer& answer, const SeatsAsk& ask, const services::ReadModel& seats) {
    if (!ask.since || ask.form != Form::Json)
        return false;
    const auto delta = seats.deltaSince(ask.showtime, CommitSeq{*ask.since});
    if (!delta)
        return false;
    answer.json(wire::encodeSeatsDelta(delta->seats, delta->since));
    return true;
}

void answerWith(const Backend& backend, const SeatsAsk& ask, PlanId plan, const Answer& answer) {
    const auto snapshot = backend.seats.snapshot(ask.showtime);
    if (!snapshot)
        return answer.problem(faultOf(snapshot.error()));
    if (!*snapshot)
        return answer.problem(Fault::UnknownShowtime);
    if (!sendDelta(answer, ask, backend.seats))
        sendMap(answer, ask, **snapshot, plan);
}

/// The first read of a showtime touches the database, so it leaves the loop.
void answerFirst(const Backend& backend, Bodies& bodies, const SeatsAsk& ask,
                 const Answer& answer) {
    const auto showtime = backend.catalogue.showtime(ask.showtime);
    if (!showtime)
        return answer.problem(faultOf(showtime.error()));
    if (!*showtime)
        return answer.problem(Fault::UnknownShowtime);
    answerWith(backend, ask, (*showtime)->plan, answer);
    bodies.keep(ask.showtime, (*showtime)->plan);
}

void getSeats(const Backend& backend, Bodies& bodies, const Call& call, Answer answer) {
    const auto id = call.id<ShowtimeId>();
    if (!id)
        return answer.problem(Fault::UnknownShowtime);
    Query query(call.request.query);
    const auto since = query.integer("since", 0, std::numeric_limits<std::int64_t>::max());
    if (!accepted(query, answer))
        return;
    SeatsAsk ask{*id, formOf(call.request.header("accept")), since,
                 std::string(call.request.header("if-none-match"))};
    if (ask.form == Form::None)
        return answer.problem(Fault::NotAcceptable);
    if (const auto plan = bodies.planOf(*id))
        return answerWith(backend, ask, *plan, answer);
    runOr503(backend.workers, answer, [backend, &bodies, ask = std::move(ask), answer] {
        answerFirst(backend, bodies, ask, answer);
    });
}

} // namespace

void addSeats(Routes& routes, const Backend& backend, Bodies& bodies) {
    routes.push_back({edge::Method::Get, "/v1/showtimes/{id}/seats", "getSeats",
                      [backend, &bodies](const Call& call, Answer answer) {
                          getSeats(backend, bodies, call, std::move(answer));
                      }});
    // A WebSocket handshake never comes here; this answers those who forgot to make one.
    routes.push_back(
        {edge::Method::Get, "/v1/live", "watchSeats",
         [](const Call&, const Answer& answer) { answer.problem(Fault::UpgradeRequired); }});
}

} // namespace foyer::server::http
