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

/// Runs `then(person, answer)` on one of these workers, if the session is still good; otherwise the
/// answer is given. Requires: somebody is signed in (access.h).
template <class Then>
void withSignedIn(const Backend& backend, Workers& workers, const Call& call, const Answer& answer,
                  Then then) {
    runOr503(workers, answer, [backend, claims = *call.person, answer, then = std::move(then)] {
        const auto person = backend.accounts.person(claims.subject, claims.session);
        if (!person)
            return answer.problem(faultOf(person.error()));
        if (!*person)
            return answer.problem(Fault::Unauthenticated); // signed out since
        then(**person, answer);
    });
}

} // namespace foyer::server::http
