#pragma once

// What a person answers for: by their PIN at a terminal, or because they are signed in.

#include "server/http/api.h"
#include "server/http/helpers.h"
#include "shared/wire/office_json.h"

namespace foyer::server::http {

/// The operator that the account signed in answers for; nothing when the answer has been given.
std::optional<OperatorId> signedInOperator(const Backend& backend, const wire::JwtClaims& claims,
                                           const Answer& answer, domain::Role least);
/// The operator named, once the PIN was theirs; nothing when the answer has been given.
std::optional<OperatorId> provedOperator(const Backend& backend, const wire::PersonRequest& person,
                                         const Answer& answer, domain::Role least);

/// Runs `then(operator, answer)` on a worker once the person has proved who they are and that they
/// are at least of this role; otherwise the answer is given.
template <class Then>
void withPerson(const Backend& backend, const Call& call, const wire::PersonRequest& person,
                const Answer& answer, domain::Role least, Then then) {
    const auto& signedIn = call.person;
    if (person.op.isNull() && !signedIn) {
        wire::Problem problem;
        problem.errors = {{"/operator", "is missing: who answers for this?"}};
        return answer.problem(Fault::InvalidBody, std::move(problem));
    }
    runOr503(backend.workers, answer, [backend, answer, least, then, person, signedIn] {
        const auto op = person.op.isNull() ? signedInOperator(backend, *signedIn, answer, least)
                                           : provedOperator(backend, person, answer, least);
        if (op)
            then(*op, answer);
    });
}

} // namespace foyer::server::http
