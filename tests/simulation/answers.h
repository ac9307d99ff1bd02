#pragma once

#include "server/services/context.h"
#include "shared/base/check.h"

#include <optional>
#include <utility>

namespace foyer::simulation {

/// The outcome of a use case on an inline writer, which has come when it returns.
template <class Answer, class Call>
server::services::Outcome<Answer> answerOf(Call call) {
    std::optional<server::services::Outcome<Answer>> outcome;
    call([&](server::services::Outcome<Answer> given) { outcome.emplace(std::move(given)); });
    CHECK(outcome);
    return std::move(*outcome);
}

} // namespace foyer::simulation
