#include "server/main/plan_intake.h"

#include "server/main/console.h"
#include "server/main/workbench.h"
#include "server/services/imports.h"
#include "shared/wire/plan_import.h"

#include <algorithm>

namespace foyer::server {

namespace {

using services::Imports;

std::string sentenceFor(const Imports::PlanOutcome& outcome, std::size_t seats) {
    const auto version =
        "version " + std::to_string(outcome.version) + ", " + std::to_string(seats) + " seats";
    switch (outcome.change) {
    case Imports::Change::Added:
        return "new plan, " + version;
    case Imports::Change::Updated:
        return "new version of a known plan: " + version;
    case Imports::Change::Same:
        return "known already: " + version;
    }
    return "";
}

} // namespace

Result<TakenPlan, Exit> takeInPlan(const services::Context& context, const std::string& file) {
    std::string text;
    if (!readFile(file, text))
        return Err{Exit::BadInput};
    auto read = wire::importPlan(text, file);
    for (const auto& message : read.messages)
        complain(message.toString(file));
    if (!read.usable()) {
        complain(file + " is not usable as a seating plan; nothing was stored");
        return Err{Exit::BadInput};
    }
    const auto seats = read.plan->seatCount();
    const auto stored =
        await<Imports::PlanOutcome>([&](services::Reply<Imports::PlanOutcome> reply) {
            Imports(context).plan(*std::move(read.plan), std::move(reply));
        });
    if (!stored) {
        complain(sentenceOf(stored.error()));
        return Err{Exit::Failed};
    }
    return TakenPlan{stored->id, seats, sentenceFor(*stored, seats)};
}

std::optional<std::string> placePlan(const services::Context& context, PlanId plan,
                                     const std::string& auditorium) {
    bool found = false;
    const auto done = await<Done>([&](services::Reply<Done> reply) {
        services::submit<Done>(
            context.writer,
            [&](ports::Store& store) {
                for (auto& known : store.auditoriums()) {
                    if (known.name != auditorium)
                        continue;
                    found = true;
                    known.plan = plan;
                    store.put(known);
                }
                return services::Decided<Done>{};
            },
            std::move(reply));
    });
    if (!done)
        return sentenceOf(done.error());
    if (!found)
        return "there is no auditorium \"" + auditorium + "\"; the plan is stored";
    return {};
}

} // namespace foyer::server
