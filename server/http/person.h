#pragma once

// What a person answers for by their PIN.

#include "server/http/api.h"
#include "server/http/helpers.h"
#include "shared/wire/office_json.h"

namespace foyer::server::http {

/// Runs `then(operator, answer)` on a worker once the person has proved who they are and that they
/// are at least of this role; otherwise the answer is given.
template <class Then>
void withPerson(const Backend& backend, const wire::PersonRequest& person, const Answer& answer,
                domain::Role least, Then then) {
    runOr503(backend.workers, answer, [backend, answer, least, then, person] {
        const auto proved = backend.people.answerFor(person.op, person.pin, least);
        if (!proved)
            return answer.problem(faultOf(proved.error()));
        if (!*proved)
            return answer.problem(faultOf(proved->error()));
        then((*proved)->id, answer);
    });
}

} // namespace foyer::server::http
