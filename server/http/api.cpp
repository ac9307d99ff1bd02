#include "server/http/api.h"

#include "server/http/access.h"
#include "server/http/bodies.h"
#include "server/http/replays.h"
#include "server/http/resources.h"
#include "shared/crypto/hash.h"
#include "shared/crypto/random.h"

namespace foyer::server::http {

namespace {

bool takesJson(const edge::Request& request) {
    if (request.body.empty())
        return true;
    const auto type = request.header("content-type");
    return type.starts_with("application/json") &&
           (type.size() == 16 || type[16] == ';' || type[16] == ' ');
}

std::string_view bearerOf(const edge::Request& request) {
    constexpr std::string_view scheme = "Bearer ";
    const auto value = request.header("authorization");
    return value.starts_with(scheme) ? value.substr(scheme.size()) : std::string_view{};
}

std::string scopeOf(const Route& route, const Call& call) {
    const std::string who = call.caller   ? call.caller->terminal.toString()
                            : call.person ? call.person->subject.toString()
                                          : "";
    return route.operation + '\n' + who;
}

/// Terminals' tokens have no dots.
bool isSigned(std::string_view token) {
    return token.find('.') != std::string_view::npos;
}

Party whoCalls(const Call& call) {
    if (call.caller)
        return Party::Terminal;
    return call.person ? partyOf(call.person->role) : Party::Anonymous;
}

/// Keeps what is answered for whoever asks again with the same key.
class KeepingResponder final : public edge::Responder {
public:
    KeepingResponder(Replays& replays, std::string scope, std::string key, Answer answer)
        : m_replays(replays)
        , m_scope(std::move(scope))
        , m_key(std::move(key))
        , m_answer(std::move(answer)) {}

    /// Unanswered: nobody knows what happened, so the key is free for another try.
    ~KeepingResponder() override {
        if (!m_sent)
            m_replays.drop(m_scope, m_key);
    }

    void send(edge::Response response) override {
        m_sent = true;
        if (response.status >= 500)
            m_replays.drop(m_scope, m_key);
        else
            m_replays.keep(m_scope, m_key, response);
        m_answer.send(std::move(response));
    }

private:
    Replays& m_replays;
    std::string m_scope;
    std::string m_key;
    Answer m_answer;
    bool m_sent = false;
};

const AccessLog kNoLog;

/// A span of our own, whatever the caller's is.
ports::TracePtr traceOf(const edge::Request& request) {
    auto trace = std::make_shared<ports::Trace>(ports::Trace{request.id, {}});
    const auto said = request.header("traceparent");
    if (said.empty())
        return trace;
    trace->context = ports::traceContextFrom(said);
    if (trace->context)
        crypto::fillRandom(trace->context->span);
    return trace;
}

} // namespace

Api::Api(const Backend& backend, AccessLog log)
    : m_backend(backend)
    , m_log(std::move(log))
    , m_bodies(std::make_unique<Bodies>())
    , m_replays(std::make_unique<Replays>())
    , m_router(std::make_unique<Router>(routes()))
    , m_traffic(std::make_unique<Traffic>(m_router->routes().size())) {}

Api::~Api() = default;

std::vector<Route> Api::routes() {
    Routes routes;
    addSeats(routes, m_backend, *m_bodies); // first: asked for most
    addSync(routes, m_backend);
    addAllotments(routes, m_backend);
    addHolds(routes, m_backend);
    addQuotes(routes, m_backend);
    addBookings(routes, m_backend);
    addTickets(routes, m_backend);
    addPayments(routes, m_backend);
    addOffice(routes, m_backend);
    addWebhooks(routes, m_backend);
    addShowtimeChanges(routes, m_backend);
    addPolicy(routes, m_backend);
    addSessions(routes, m_backend);
    addTerminals(routes, m_backend);
    addShowtimes(routes, m_backend);
    addBestSeats(routes, m_backend);
    addMovies(routes, m_backend);
    addAuditoriums(routes, m_backend);
    addPlans(routes, m_backend, *m_bodies);
    addHealth(routes, m_backend, m_draining);
    addDocs(routes);
    addProblemPages(routes);
    return routes;
}

void Api::forget(ShowtimeId showtime) {
    m_bodies->forget(showtime);
}

void Api::handle(edge::Request request, edge::ResponderPtr responder) {
    const auto trace = traceOf(request);
    const ports::TraceScope scope(trace);
    Answer answer(request, trace, std::move(responder), m_log, m_traffic.get());
    dispatch(std::move(request), std::move(answer));
}

void Api::dispatch(edge::Request request, Answer answer) {
    auto found = m_router->find(request.method, request.path);
    if (found.allowed.empty())
        return answer.problem(Fault::UnknownRoute);
    if (!found.route) {
        const bool asksWhat = request.method == edge::Method::Options;
        edge::Response response =
            asksWhat ? edge::Response{.status = 204, .headers = {}, .body = {}, .shared = {}}
                     : problemResponse(Fault::MethodNotAllowed, request.id);
        response.headers.emplace_back("Allow", found.allowed);
        return answer.send(std::move(response));
    }
    answer.routed(static_cast<std::size_t>(found.route - m_router->routes().data()));
    Call call{std::move(request), std::move(found.variables), {}};
    identify(call);
    if (call.caller)
        hear(*call.caller, call.report());
    const Party party = whoCalls(call);
    if (!mayCall(found.route->operation, party))
        return answer.problem(party == Party::Anonymous ? Fault::Unauthenticated
                                                        : Fault::Forbidden);
    if (found.route->becomesTerminal && m_backend.auth.requiresCertificates() &&
        !call.request.certified)
        return answer.problem(Fault::Forbidden);
    if (!takesJson(call.request))
        return answer.problem(Fault::UnsupportedMedia);
    guardReplay(*found.route, std::move(call), std::move(answer));
}

/// A token that proves nothing is none.
void Api::identify(Call& call) {
    const auto token = bearerOf(call.request);
    if (token.empty())
        return;
    if (!isSigned(token)) {
        call.caller = m_backend.auth.callerOf(token, call.request.certified);
        return;
    }
    if (auto claims = readToken(*m_backend.tokenKeys(), token, m_backend.clock.now()))
        call.person = std::move(*claims);
}

/// Any request of a terminal is a sign of life, and tells how far it has come.
void Api::hear(const services::Caller& caller, const protocol::Report& report) {
    // Who speaks schema 1 does not say how far its journal is.
    if (report.schema < 2) {
        m_backend.presence.heard(caller.terminal, m_backend.clock.now());
        return m_backend.recovery.heardOlder(caller);
    }
    m_backend.presence.heard(caller.terminal, m_backend.clock.now(), report.last, report.heard);
    m_backend.recovery.heard(caller, report, m_backend.seats.stamp());
}

void Api::guardReplay(const Route& route, Call call, Answer answer) {
    const std::string key(call.request.header("idempotency-key"));
    if (key.empty() || call.request.method != edge::Method::Post)
        return route.handler(std::move(call), std::move(answer));
    if (key.size() > Replays::kLongestKey)
        return answer.problem(Fault::InvalidParameter);
    const auto scope = scopeOf(route, call);
    const auto digest =
        crypto::Hasher{}.add(asBytes(call.request.path)).add(asBytes(call.request.body)).finish();
    auto found = m_replays->claim(scope, key, digest, m_backend.clock.now());
    switch (found.claim) {
    case Replays::Claim::Replayed:
        if (route.answersAnew)
            return route.handler(std::move(call), std::move(answer));
        return answer.send(*std::move(found.response));
    case Replays::Claim::InFlight:
        return answer.problem(Fault::KeyInFlight);
    case Replays::Claim::Reused:
        return answer.problem(Fault::KeyReused);
    case Replays::Claim::First:
        break;
    }
    const auto trace = answer.trace();
    Answer keeping(call.request, trace,
                   std::make_unique<KeepingResponder>(*m_replays, scope, key, std::move(answer)),
                   kNoLog);
    route.handler(std::move(call), std::move(keeping));
}

} // namespace foyer::server::http
