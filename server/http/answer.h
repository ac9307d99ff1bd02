#pragma once

#include "server/http/problem.h"
#include "server/http/traffic.h"
#include "server/ports/trace.h"

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace foyer::server::http {

/// One answered request, for the log.
struct AccessRecord {
    edge::Method method;
    std::string path;
    ports::TracePtr trace;
    int status;
    std::chrono::microseconds took;
};
using AccessLog = std::function<void(const AccessRecord&)>;

/// The way back to whoever asked. Copies share it, so that it fits into callbacks; one of them
/// answers, once.
class Answer {
public:
    /// `log` may be empty and `traffic` null; else they must outlive every answer.
    Answer(const edge::Request& request, ports::TracePtr trace, edge::ResponderPtr responder,
           const AccessLog& log, Traffic* traffic = nullptr);

    /// Which route it goes to; none until this is said.
    void routed(std::size_t route) const { m_shared->route = route; }

    void send(edge::Response response) const;
    void problem(Fault fault, wire::Problem extra = {}) const;
    /// 200 (or `status`) with JSON that must not be cached.
    void json(std::string body, int status = 200) const;
    const std::string& requestId() const { return m_shared->record.trace->request; }
    const ports::TracePtr& trace() const { return m_shared->record.trace; }

private:
    struct Shared {
        edge::ResponderPtr responder;
        const AccessLog& log;
        AccessRecord record;
        Traffic* traffic;
        std::size_t route;
        std::chrono::steady_clock::time_point begun;

        ~Shared();
        std::chrono::nanoseconds sinceBegun() const;
    };
    std::shared_ptr<Shared> m_shared;
};

/// Replies to a use case that ends in `Outcome<T>`: failures become problems, values go to `then`.
template <class T, class Then>
auto replyTo(Answer answer, Then then) {
    return [answer = std::move(answer),
            then = std::move(then)](const Result<T, ports::Failure>& outcome) {
        if (!outcome)
            answer.problem(faultOf(outcome.error()));
        else
            then(answer, *outcome);
    };
}

} // namespace foyer::server::http
