#include "server/http/helpers.h"
#include "server/http/person.h"
#include "server/http/resources.h"
#include "shared/wire/office_json.h"

namespace foyer::server::http {

namespace {

using services::Days;
using services::Losses;

std::vector<protocol::Task> tasksOf(const std::vector<ports::TaskRecord>& records) {
    std::vector<protocol::Task> tasks;
    for (const auto& record : records)
        tasks.push_back(record.task);
    return tasks;
}

void tasks(const Backend& backend, const Call& call, const Answer& answer) {
    const TerminalId asker = call.caller ? call.caller->terminal : TerminalId{};
    runOr503(backend.workers, answer, [backend, asker, answer] {
        const auto all = backend.catalogue.openTasks(asker);
        if (!all)
            return answer.problem(faultOf(all.error()));
        answer.json(wire::encodeTasks(*all));
    });
}

void share(const Backend& backend, const Call& call, const Answer& answer) {
    const auto showtime = call.id<ShowtimeId>();
    if (!showtime)
        return answer.problem(Fault::UnknownShowtime);
    runOr503(backend.workers, answer, [backend, id = *showtime, answer] {
        const auto seats = backend.seats.snapshot(id);
        const auto parts = backend.catalogue.sharesOf(id);
        if (!seats || !parts)
            return answer.problem(faultOf(!seats ? seats.error() : parts.error()));
        if (!*seats)
            return answer.problem(Fault::UnknownShowtime);
        protocol::Share share{id, (*seats)->states.size(), 0, 0, 0, 0, 0, {}};
        using domain::SeatState;
        const auto count = [&](SeatState state) {
            return static_cast<std::size_t>(
                std::count((*seats)->states.begin(), (*seats)->states.end(), state));
        };
        share.free = count(SeatState::Free);
        share.held = count(SeatState::Held);
        share.allotted = count(SeatState::Allotted);
        share.sold = count(SeatState::Sold);
        share.blocked = count(SeatState::Blocked);
        for (const auto& part : *parts)
            share.terminals.push_back(
                {part.terminal, part.name, part.seats,
                 backend.presence.isReachable(part.terminal, backend.clock.now())});
        answer.json(wire::encodeShare(share));
    });
}

protocol::Exposure exposureOf(const Losses::Exposure& from, Instant now) {
    protocol::Exposure exposure;
    exposure.terminal = from.terminal.id;
    exposure.life = from.life;
    exposure.former = from.isFormer();
    exposure.name = from.terminal.name;
    exposure.kind = from.terminal.kind;
    exposure.barred = !from.isFormer() && from.terminal.state == ports::TerminalState::Quarantined;
    exposure.reachable = from.reachable;
    exposure.awaited = from.awaited;
    exposure.lastSeen = from.lastSeen;
    exposure.entries = from.entries;
    if (from.lastEntry)
        exposure.unsent = std::max<std::int64_t>(0, from.lastEntry->value - exposure.entries);
    exposure.seats = from.seats;
    exposure.most = from.most;
    for (const auto& part : from.showtimes)
        exposure.showtimes.push_back(
            {part.showtime, part.movie, part.start, part.seats, part.most, part.expired});
    exposure.declarable = from.declarable;
    if (from.loss && from.loss->isDeclared()) {
        exposure.standing = protocol::Standing::Lost;
    } else if (from.loss && now < from.loss->firstAt + Losses::kWaitsForSecond) {
        exposure.standing = protocol::Standing::Proposed;
        exposure.first = {from.loss->firstBy, from.loss->firstAt,
                          from.loss->firstAt + Losses::kWaitsForSecond};
    }
    return exposure;
}

void terminals(const Backend& backend, const Call& call, const Answer& answer) {
    // An older office tells rows apart by their terminal only.
    const bool knowsLives = !call.caller || call.report().schema > 1;
    runOr503(backend.workers, answer, [backend, knowsLives, answer] {
        const auto all = backend.losses.all();
        if (!all)
            return answer.problem(faultOf(all.error()));
        protocol::Exposures told;
        for (const auto& each : *all)
            if (knowsLives || !each.isFormer())
                told.push_back(exposureOf(each, backend.clock.now()));
        answer.json(wire::encodeTerminals(told));
    });
}

void exposure(const Backend& backend, const Call& call, const Answer& answer) {
    const auto terminal = call.id<TerminalId>();
    if (!terminal)
        return answer.problem(Fault::UnknownThing);
    runOr503(backend.workers, answer, [backend, id = *terminal, answer] {
        const auto found = backend.losses.exposure(id);
        if (!found)
            return answer.problem(faultOf(found.error()));
        if (!*found)
            return answer.problem(faultOf(found->error()));
        answer.json(wire::encodeExposure(exposureOf(**found, backend.clock.now())));
    });
}

void declareLost(const Backend& backend, const Call& call, const Answer& answer) {
    const auto terminal = call.id<TerminalId>();
    if (!terminal)
        return answer.problem(Fault::UnknownThing);
    const auto request = bodyOr400(wire::decodeLossRequest(call.request.body), answer);
    if (!request)
        return;
    withPerson(
        backend, call, request->person, answer, domain::Role::Supervisor,
        [backend, id = *terminal, life = request->life](OperatorId op, const Answer& to) {
            backend.losses.declare(
                id, life, op,
                replyTo<Losses::Answer>(to, [](const Answer& then, const Losses::Answer& declared) {
                    if (!declared)
                        return then.problem(faultOf(declared.error()));
                    then.json(wire::encodeLoss({declared->lost, declared->freed}));
                }));
        });
}

std::optional<Date> dayOf(const Call& call) {
    int year = 0;
    unsigned month = 0;
    unsigned day = 0;
    const std::string& text = call.variables.at(0);
    if (text.size() != 10 || std::sscanf(text.c_str(), "%4d-%2u-%2u", &year, &month, &day) != 3)
        return {};
    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month},
                                           std::chrono::day{day}};
    return date.ok() ? std::optional<Date>(std::chrono::sys_days{date}) : std::nullopt;
}

protocol::DayAnswer dayAnswer(Date day, const Days::Open& open) {
    protocol::DayAnswer answer;
    answer.day = day;
    answer.closed = open.closed;
    if (!open.closed)
        answer.endsAt = open.endsAt;
    answer.tasks = tasksOf(open.tasks);
    answer.recovering = open.recovering;
    for (const auto& terminal : open.unheard)
        answer.unheard.push_back(terminal.name);
    return answer;
}

void openItems(const Backend& backend, const Call& call, const Answer& answer) {
    const auto day = dayOf(call);
    if (!day)
        return answer.problem(Fault::InvalidParameter);
    runOr503(backend.workers, answer, [backend, day = *day, answer] {
        const auto open = backend.days.open(day);
        if (!open)
            return answer.problem(faultOf(open.error()));
        answer.json(wire::encodeDay(dayAnswer(day, *open)));
    });
}

void closeDay(const Backend& backend, const Call& call, const Answer& answer) {
    const auto day = dayOf(call);
    if (!day)
        return answer.problem(Fault::InvalidParameter);
    const auto person = bodyOr400(wire::decodePersonRequest(call.request.body), answer);
    if (!person)
        return;
    withPerson(
        backend, call, *person, answer, domain::Role::Manager,
        [backend, day = *day](OperatorId op, const Answer& to) {
            backend.days.close(
                day, op,
                replyTo<Days::Answer>(to, [day](const Answer& then, const Days::Answer& closed) {
                    if (closed) {
                        Days::Open nothing;
                        nothing.closed = true;
                        return then.json(wire::encodeDay(dayAnswer(day, nothing)));
                    }
                    wire::Problem problem;
                    for (const auto& record : closed.error().open.tasks)
                        problem.errors.push_back({"/tasks", record.task.text});
                    for (const auto& terminal : closed.error().open.unheard)
                        problem.errors.push_back(
                            {"/unheard", "\"" + terminal.name + "\" was not heard"});
                    then.problem(faultOf(closed.error().refusal), std::move(problem));
                }));
        });
}

void recovery(const Backend& backend, const Answer& answer) {
    runOr503(backend.workers, answer, [backend, answer] {
        const auto state = backend.recovery.state();
        if (!state)
            return answer.problem(faultOf(state.error()));
        wire::RecoveryAnswer told;
        if (const auto& open = state->recovery) {
            told = {true,
                    open->reason,
                    open->startedAt,
                    {},
                    open->awaitsProvider() && (state->hasPayments || backend.payments.isOffered())};
            for (const auto& each : open->terminals)
                if (!each.refilledAt)
                    told.waitsFor.push_back(each.terminal);
        }
        // Also when it is asked once more, after the recovery.
        if (backend.paymentsProblem)
            told.paymentsProblem = backend.paymentsProblem();
        answer.json(wire::encodeRecovery(told));
    });
}

} // namespace

void addOffice(Routes& routes, const Backend& backend) {
    const auto add = [&](edge::Method method, const char* path, const char* operation, auto run) {
        routes.push_back({method, path, operation, [backend, run](const Call& call, Answer answer) {
                              run(backend, call, answer);
                          }});
    };
    add(edge::Method::Get, "/v1/tasks", "listTasks", tasks);
    add(edge::Method::Get, "/v1/showtimes/{id}/share", "getShare", share);
    add(edge::Method::Get, "/v1/terminals", "listTerminals", terminals);
    add(edge::Method::Get, "/v1/terminals/{id}/exposure", "getExposure", exposure);
    add(edge::Method::Post, "/v1/terminals/{id}/loss", "declareLost", declareLost);
    add(edge::Method::Get, "/v1/business-days/{id}", "getBusinessDay", openItems);
    add(edge::Method::Post, "/v1/business-days/{id}/close", "closeBusinessDay", closeDay);
    add(edge::Method::Get, "/v1/recovery", "getRecovery",
        [](const Backend& b, const Call&, const Answer& answer) { recovery(b, answer); });
}

} // namespace foyer::server::http
