#include "server/http/person.h"
#include "server/http/resources.h"
#include "shared/wire/change_json.h"

namespace foyer::server::http {

namespace {

void read(const Backend& backend, const Answer& answer) {
    runOr503(backend.workers, answer, [backend, answer] {
        const auto policy = backend.policies.policy();
        if (!policy)
            return answer.problem(faultOf(policy.error()));
        answer.json(wire::encodePolicy(*policy));
    });
}

void put(const Backend& backend, const Call& call, const Answer& answer) {
    const auto wish = bodyOr400(wire::decodePolicyRequest(call.request.body), answer);
    if (!wish)
        return;
    withPerson(backend, call, wish->person, answer, domain::Role::Manager,
               [backend, policy = wish->policy](OperatorId by, const Answer& to) {
                   backend.policies.put(policy, by,
                                        replyTo<Done>(to, [policy](const Answer& then, Done) {
                                            then.json(wire::encodePolicy(policy));
                                        }));
               });
}

} // namespace

void addPolicy(Routes& routes, const Backend& backend) {
    routes.push_back({edge::Method::Get, "/v1/policy", "getPolicy",
                      [backend](const Call&, Answer answer) { read(backend, answer); }});
    routes.push_back({edge::Method::Put, "/v1/policy", "putPolicy",
                      [backend](const Call& call, Answer answer) { put(backend, call, answer); }});
}

} // namespace foyer::server::http
