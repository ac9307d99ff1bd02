#pragma once

#include "server/services/context.h"

#include <future>

namespace foyer::server::services {

/// Runs a command and waits until it is durable, or refused. Never on the writer's thread.
template <class Answer, class Work>
Outcome<Answer> submitAndWait(ports::Writer& writer, Work work) {
    std::promise<Outcome<Answer>> promise;
    submit<Answer>(writer, std::move(work),
                   [&](Outcome<Answer> outcome) { promise.set_value(std::move(outcome)); });
    return promise.get_future().get();
}

} // namespace foyer::server::services
