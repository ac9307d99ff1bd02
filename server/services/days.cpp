#include "server/services/days.h"

#include "server/services/audit.h"
#include "server/services/terminals.h"
#include "shared/base/mutant.h"

namespace foyer::server::services {

namespace {

constexpr std::chrono::hours kDayBegins{6};

/// 06:00 of the next day, by the cinema's clock as its showtimes of that day had it.
Instant endOf(const ports::Store& store, Date day) {
    ports::ShowtimeFilter filter;
    filter.day = day;
    const auto some = store.showtimes(filter, {}, 1);
    const std::chrono::minutes offset{some.empty() ? 0 : some.front().utcOffsetMinutes};
    return std::chrono::sys_days{day + std::chrono::days{1}} + kDayBegins - offset;
}

bool sells(const ports::TerminalRecord& terminal) {
    return terminal.kind != ports::TerminalKind::Online &&
           terminal.state == ports::TerminalState::Active;
}

/// Who has spoken after the day's end has said how long its journal is: what it wrote on that day
/// is not behind that. A later life may have entries of the ones before to carry, of whatever
/// day, until it is heard itself.
bool mayHaveEntries(const ports::TerminalRecord& terminal, const Presence& presence, Instant end) {
    if (presence.hasMoreThan(terminal.id, Seq{terminal.nextSeq.value - 1}))
        return true;
    if (terminal.enrolledAt >= end)
        return terminal.incarnation.value > 1 && terminal.lastSeenAt <= terminal.enrolledAt &&
               !presence.isHeardSince(terminal.id, terminal.enrolledAt);
    return !presence.spokeAfter(terminal.id, end);
}

Days::Open openItems(const ports::Store& store, Date day, const Presence& presence) {
    Days::Open open;
    if (!mutated(Mutant::DayClosesWithOpenTask))
        open.tasks = store.tasksUntil(day);
    open.recovering = store.isRecovering();
    const Instant end = endOf(store, day);
    open.endsAt = end;
    for (const auto& terminal : store.terminals()) {
        if (sells(terminal) && !isGone(store, terminal) &&
            mayHaveEntries(terminal, presence, end) && !mutated(Mutant::DayClosesWithOpenEntry))
            open.unheard.push_back(terminal);
    }
    return open;
}

Decided<Days::Answer> decideClose(ports::Store& store, Date day, OperatorId by,
                                  const Presence& presence, Instant now) {
    using Refusal = Days::Refusal;
    const auto cinemas = store.cinemas();
    if (cinemas.empty())
        return {Err{Days::Error{Refusal::UnknownCinema, {}}}, false};
    const CinemaId cinema = cinemas.front().id;
    if (now < endOf(store, day))
        return {Err{Days::Error{Refusal::NotOver, {}}}, false};
    if (store.isClosed(cinema, day))
        return {Err{Days::Error{Refusal::ClosedBefore, {}}}, false};
    if (auto open = openItems(store, day, presence); !open.empty())
        return {Err{Days::Error{Refusal::ItemsOpen, std::move(open)}}, false};
    const ports::DayRecord record{cinema, day, now, by};
    store.put(record);
    writeAudit(store, now, by.toString(), "business_day.closed",
               std::to_string(day.time_since_epoch().count()));
    return {record};
}

} // namespace

Outcome<Days::Open> Days::open(Date day) {
    return readOne<Open>(m_context.reader, [&](const ports::Store& store) {
        Open items = openItems(store, day, m_presence);
        const auto cinemas = store.cinemas();
        items.closed = !cinemas.empty() && store.isClosed(cinemas.front().id, day);
        return items;
    });
}

void Days::close(Date day, OperatorId by, Reply<Answer> reply) {
    submit<Answer>(
        m_context.writer,
        [context = m_context, &presence = m_presence, day, by](ports::Store& store) {
            return decideClose(store, day, by, presence, context.clock.now());
        },
        std::move(reply));
}

} // namespace foyer::server::services
