#include "server/http/helpers.h"
#include "server/http/resources.h"

namespace foyer::server::http {

namespace {

void ready(const Backend& backend, const std::atomic<bool>& draining, Answer answer) {
    if (draining)
        return answer.problem(Fault::Stopping);
    if (!backend.canWrite())
        return answer.problem(Fault::Storage);
    runOr503(backend.workers, answer, [&catalogue = backend.catalogue, answer] {
        const auto read = catalogue.cinemas();
        if (!read)
            return answer.problem(faultOf(read.error()));
        answer.json("{\"status\":\"ready\"}");
    });
}

} // namespace

void addHealth(Routes& routes, const Backend& backend, const std::atomic<bool>& draining) {
    routes.push_back({edge::Method::Get, "/livez", "isLive", [](const Call&, const Answer& answer) {
                          answer.json("{\"status\":\"live\"}");
                      }});
    routes.push_back(
        {edge::Method::Get, "/readyz", "isReady", [backend, &draining](const Call&, Answer answer) {
             ready(backend, draining, std::move(answer));
         }});
}

} // namespace foyer::server::http
