#include "server/http/person.h"

namespace foyer::server::http {

std::optional<OperatorId> signedInOperator(const Backend& backend, const wire::JwtClaims& claims,
                                           const Answer& answer, domain::Role least) {
    const auto found = backend.accounts.person(claims.subject, claims.session);
    const auto refuse = [&](Fault fault) {
        answer.problem(fault);
        return std::nullopt;
    };
    if (!found)
        return refuse(faultOf(found.error()));
    const auto& person = *found;
    if (!person)
        return refuse(Fault::Unauthenticated); // signed out since
    if (person->role < domain::accountRoleOf(least))
        return refuse(Fault::PersonNotEntitled);
    if (!person->op)
        return refuse(Fault::NoOperator);
    return person->op;
}

std::optional<OperatorId> provedOperator(const Backend& backend, const wire::PersonRequest& person,
                                         const Answer& answer, domain::Role least) {
    const auto proved = backend.people.answerFor(person.op, person.pin, least);
    if (proved && *proved)
        return (*proved)->id;
    answer.problem(proved ? faultOf(proved->error()) : faultOf(proved.error()));
    return {};
}

} // namespace foyer::server::http
