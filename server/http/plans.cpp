#include "server/http/helpers.h"
#include "server/http/resources.h"
#include "shared/wire/change_json.h"

namespace foyer::server::http {

namespace {

// A plan never changes: its id is its ETag, and whoever has it need never ask again.
constexpr auto kForEver = "public, max-age=31536000, immutable";

void sendPlan(const Answer& answer, PlanId id, edge::SharedBytes body,
              std::string_view ifNoneMatch) {
    const std::string etag = '"' + id.toString() + '"';
    if (matchesEtag(ifNoneMatch, etag))
        return answer.send(notModified(etag, kForEver));
    edge::Response response;
    response.headers.emplace_back("Content-Type", "application/json");
    response.headers.emplace_back("Cache-Control", kForEver);
    response.headers.emplace_back("ETag", etag);
    response.shared = std::move(body);
    answer.send(std::move(response));
}

void getPlan(const Backend& backend, Bodies& bodies, const Call& call, Answer answer) {
    const auto id = call.id<PlanId>();
    if (!id)
        return answer.problem(Fault::UnknownThing);
    const std::string ifNoneMatch(call.request.header("if-none-match"));
    if (auto body = bodies.plan(*id))
        return sendPlan(answer, *id, std::move(body), ifNoneMatch);
    runOr503(backend.workers, answer,
             [&catalogue = backend.catalogue, &bodies, id = *id, ifNoneMatch, answer] {
                 const auto plan = catalogue.plan(id);
                 if (!plan)
                     return answer.problem(faultOf(plan.error()));
                 if (!*plan)
                     return answer.problem(Fault::UnknownThing);
                 auto body = std::make_shared<const std::string>(wire::encodePlan(**plan));
                 bodies.keep(id, body);
                 sendPlan(answer, id, std::move(body), ifNoneMatch);
             });
}

} // namespace

void addPlans(Routes& routes, const Backend& backend, Bodies& bodies) {
    routes.push_back({edge::Method::Get, "/v1/seating-plans/{id}", "getSeatingPlan",
                      [backend, &bodies](const Call& call, Answer answer) {
                          getPlan(backend, bodies, call, std::move(answer));
                      }});
}

} // namespace foyer::server::http
