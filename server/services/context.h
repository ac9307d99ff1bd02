#pragma once

// What every service is made from, and how it runs its work on the one writer.

#include "server/ports/clock.h"
#include "server/ports/store.h"
#include "server/ports/trace.h"
#include "server/ports/writer.h"
#include "shared/base/random.h"
#include "shared/base/result.h"

#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace foyer::server::services {

/// All must outlive the services. `random` is drawn from on the writer's thread only; serve passes
/// the system's, since codes are made from it; the simulation passes a seeded one.
struct Context {
    ports::Writer& writer;
    ports::Reader& reader;
    const ports::Clock& clock;
    Random& random;
};

/// The outcome of a use case: the answer (itself often a Result with a refusal), or the operating
/// failure that kept it from being durable.
template <class Answer>
using Outcome = Result<Answer, ports::Failure>;

/// Called exactly once: on the writer's thread after the commit, or on the caller's thread when
/// refused at once. With an inline writer it has been called when the use case returns.
template <class Answer>
using Reply = std::function<void(Outcome<Answer>)>;

/// What a command decided: whether its effects are kept, and what is answered.
template <class Answer>
struct Decided {
    Answer answer;
    bool keep = true;
};

/// Runs `work(Store&) -> Decided<Answer>` as one command and replies when it is durable. `entries`
/// and `undoable` as in ports::Command.
template <class Answer, class Work>
void submit(ports::Writer& writer, Work work, Reply<Answer> reply, std::size_t entries = 1,
            bool undoable = true) {
    auto answer = std::make_shared<std::optional<Answer>>();
    ports::Command command;
    command.entries = entries;
    command.undoable = undoable;
    const ports::TracePtr trace = ports::currentTrace();
    command.work = [answer, trace, work = std::move(work)](ports::Store& store) mutable {
        const ports::TraceScope scope(trace);
        Decided<Answer> decided = work(store);
        answer->emplace(std::move(decided.answer));
        return decided.keep;
    };
    command.done = [answer, trace,
                    reply = std::move(reply)](std::optional<ports::Failure> failure) {
        const ports::TraceScope scope(trace);
        if (failure)
            reply(Err{*failure});
        else
            reply(std::move(**answer));
    };
    writer.submit(std::move(command));
}

/// Runs `work(const Store&) -> Answer` on one moment of the committed state.
template <class Answer, class Work>
Outcome<Answer> readOne(ports::Reader& reader, Work work) {
    std::optional<Answer> answer;
    const auto failure =
        reader.read([&](const ports::Store& store) { answer.emplace(work(store)); });
    if (failure)
        return Err{*failure};
    return std::move(*answer);
}

} // namespace foyer::server::services
