#include "server/http/answer.h"

namespace foyer::server::http {

Answer::Answer(const edge::Request& request, edge::ResponderPtr responder, const AccessLog& log)
    : m_shared(new Shared{std::move(responder), log, {request.method, {}, request.id, 0, {}}, {}}) {
    if (!log)
        return;
    m_shared->record.path = request.path;
    m_shared->begun = std::chrono::steady_clock::now();
}

void Answer::send(edge::Response response) const {
    const int status = response.status;
    const auto responder = std::move(m_shared->responder);
    CHECK(responder);
    responder->send(std::move(response));
    if (!m_shared->log)
        return;
    auto& record = m_shared->record;
    record.status = status;
    record.took = std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now() - m_shared->begun);
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
