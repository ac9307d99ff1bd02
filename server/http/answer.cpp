#include "server/http/answer.h"

namespace foyer::server::http {

Answer::Answer(const edge::Request& request, ports::TracePtr trace, edge::ResponderPtr responder,
               const AccessLog& log, Traffic* traffic)
    : m_shared(new Shared{std::move(responder),
                          log,
                          {request.method, {}, std::move(trace), 0, {}},
                          traffic,
                          traffic ? traffic->unrouted() : 0,
                          {}}) {
    if (log)
        m_shared->record.path = request.path;
    if (log || traffic)
        m_shared->begun = std::chrono::steady_clock::now();
}

/// Nobody answered: the edge says 500 in our place.
Answer::Shared::~Shared() {
    if (responder && traffic)
        traffic->answered(route, 500, sinceBegun());
}

std::chrono::nanoseconds Answer::Shared::sinceBegun() const {
    return log || traffic ? std::chrono::steady_clock::now() - begun : std::chrono::nanoseconds{};
}

void Answer::send(edge::Response response) const {
    const int status = response.status;
    const auto responder = std::move(m_shared->responder);
    CHECK(responder);
    const auto took = m_shared->sinceBegun();
    if (m_shared->traffic)
        m_shared->traffic->answered(m_shared->route, status, took);
    responder->send(std::move(response));
    if (!m_shared->log)
        return;
    auto& record = m_shared->record;
    record.status = status;
    record.took = std::chrono::duration_cast<std::chrono::microseconds>(took);
    m_shared->log(record);
}

void Answer::problem(Fault fault, wire::Problem extra) const {
    send(problemResponse(fault, requestId(), std::move(extra)));
}

void Answer::json(std::string body, int status) const {
    edge::Response response;
    response.status = status;
    response.headers.emplace_back("Content-Type", "application/json");
    response.headers.emplace_back("Cache-Control", "no-store");
    response.body = std::move(body);
    send(std::move(response));
}

} // namespace foyer::server::http
