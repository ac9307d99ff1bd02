#include "server/services/losses.h"

#include "server/core/authority.h"
#include "server/services/audit.h"
#include "server/services/recovery.h"
#include "server/services/terminals.h"
#include "shared/base/mutant.h"

#include <algorithm>
#include <tuple>

namespace foyer::server::services {

using protocol::AllotmentState;
using Exposure = Losses::Exposure;

namespace {

/// Of the dearest ticket type that is sold there.
Money dearest(const domain::PriceList& prices, const std::string& area, domain::DayPart dayPart) {
    Money most{0, prices.currency};
    for (const auto& type : prices.ticketTypes)
        if (const auto price = prices.price(area, type.key, dayPart))
            most.minor = std::max(most.minor, price->minor);
    return most;
}

Money mostFor(const ports::Store& store, const domain::Showtime& showtime,
              const std::vector<SeatNo>& seats) {
    const auto plan = store.plan(showtime.plan);
    const auto prices = store.priceList(showtime.priceList);
    if (!plan || !prices)
        return {};
    Money sum{0, prices->currency};
    for (const SeatNo seat : seats)
        if (seat.value < plan->seatCount())
            sum = sum + dearest(*prices, plan->areaOf(seat).key, showtime.dayPart);
    return sum;
}

Losses::AtStake stakeOf(const ports::Store& store, const domain::Showtime& showtime,
                        const ports::ExposedShowtime& row) {
    Losses::AtStake stake;
    stake.showtime = showtime.id;
    if (const auto movie = store.movie(showtime.movie))
        stake.movie = movie->title;
    stake.start = showtime.start;
    stake.seats = row.seats.size();
    stake.most = mostFor(store, showtime, row.seats);
    stake.expired = row.state == AllotmentState::Expired;
    return stake;
}

void add(Exposure& exposure, Losses::AtStake stake) {
    exposure.seats += stake.seats;
    if (stake.most.minor > 0) {
        const auto same = std::find_if(exposure.most.begin(), exposure.most.end(),
                                       [&](Money m) { return m.currency == stake.most.currency; });
        if (same == exposure.most.end())
            exposure.most.push_back(stake.most);
        else
            *same = *same + stake.most;
    }
    exposure.showtimes.push_back(std::move(stake));
}

std::int64_t entriesOf(const ports::Store& store, TerminalId terminal, Incarnation life) {
    for (const auto& journal : store.knownJournals(terminal))
        if (journal.life == life)
            return journal.last.value;
    return 0;
}

Exposure exposureOf(const ports::Store& store, const ports::TerminalRecord& terminal,
                    Incarnation life) {
    Exposure exposure;
    exposure.terminal = terminal;
    exposure.life = life;
    if (exposure.isFormer()) {
        exposure.entries = entriesOf(store, terminal.id, life);
    } else {
        exposure.entries = terminal.nextSeq.value - 1;
        exposure.lastSeen = terminal.lastSeenAt;
    }
    exposure.loss = store.loss(terminal.id, life);
    if (exposure.loss && exposure.loss->isDeclared() && !isGone(exposure.loss))
        exposure.loss.reset(); // it is back
    for (const auto& row : store.exposed(terminal.id, life)) {
        const auto showtime = store.showtime(row.showtime);
        if (!showtime)
            continue;
        // One that is sold out counts as well: a void gives it a seat again.
        if (const auto allotment = store.allotment(row.allotment)) {
            // A renewal is a sign of life too.
            exposure.lastSeen = std::max(exposure.lastSeen, allotment->grantedAt);
            if (row.state == AllotmentState::Live)
                exposure.declarable =
                    std::max(exposure.declarable.value_or(Instant{}), core::endOfLease(*allotment));
        }
        if (!row.seats.empty())
            add(exposure, stakeOf(store, *showtime, row));
    }
    return exposure;
}

std::optional<Losses::Refusal> refusalOf(const Exposure& exposure, const Presence& presence,
                                         Instant now) {
    using Refusal = Losses::Refusal;
    if (exposure.loss && exposure.loss->isDeclared())
        return Refusal::DeclaredBefore;
    const bool mayDeclare = mutated(Mutant::LiveTerminalDeclaredLost);
    // It is the present disk that is heard.
    if (!exposure.isFormer() && presence.isReachable(exposure.terminal.id, now) && !mayDeclare)
        return Refusal::Reachable;
    if (exposure.declarable && !mayDeclare)
        return Refusal::StillLive;
    return {};
}

std::size_t freeAll(ports::Store& store, const Exposure& exposure) {
    std::size_t freed = 0;
    const auto& terminal = exposure.terminal;
    for (const auto& row : store.exposed(terminal.id, exposure.life)) {
        auto allotment = store.allotment(row.allotment);
        const auto claims = store.claims(row.showtime, row.seats);
        const protocol::Right right{allotment->id, allotment->epoch};
        const auto changes = core::giveBack(claims, right, row.seats);
        freed += changes.size();
        CHECK(store.apply(row.showtime, changes));
        allotment->state = AllotmentState::Lost;
        store.put(*allotment);
    }
    return freed;
}

std::string nameOf(const Exposure& exposure) {
    const std::string name = "\"" + exposure.terminal.name + "\"";
    return exposure.isFormer() ? "The former disk of terminal " + name + " (life " +
                                     std::to_string(exposure.life.value) + ")"
                               : "Terminal " + name;
}

void openTask(ports::Store& store, const Exposure& exposure, Instant now, Random& random) {
    protocol::Task task;
    task.id = TaskId::make(now, random);
    task.kind = protocol::TaskKind::LostTerminal;
    task.subject = formerLifeOf(exposure.terminal.id, exposure.life);
    task.text = nameOf(exposure) +
                " was declared lost. Its paper is let in where the seat was not sold again; "
                "scan it at the door. If the device or its disk is found, start it with the "
                "network: what it sold is taken in and settled.";
    task.actions = {protocol::TaskAction::Settle};
    task.openedAt = now;
    task.deadline = dueBefore(store, exposure.terminal.id, exposure.life, now);
    // What it sold unseen is of that day or a later one.
    const Instant since = exposure.lastSeen == Instant{} ? now : std::min(exposure.lastSeen, now);
    store.open({std::move(task), businessDayOf(since, {})});
}

Decided<Losses::Answer> refuse(Losses::Refusal refusal) {
    return {Err{refusal}, false};
}

/// The task of the lost terminal says what to do with its disk now.
void closeFormerLife(ports::Store& store, const Exposure& exposure, OperatorId op, Instant now) {
    const auto open = store.openTask(protocol::TaskKind::FormerLife,
                                     formerLifeOf(exposure.terminal.id, exposure.life));
    if (open)
        store.close(open->task.id,
                    {now, op, protocol::TaskAction::Settle, "Its disk was declared lost."});
}

/// The disk of a former life that has nothing on lease is no loss, whatever it may hold: its
/// entries are waited for by a task.
bool isKnown(const std::optional<ports::TerminalRecord>& terminal, const ports::Store& store,
             std::optional<Incarnation> life) {
    if (!terminal || !life || *life == terminal->incarnation)
        return terminal.has_value();
    const auto former = store.formerLivesOnLease(terminal->id);
    return store.loss(terminal->id, *life) ||
           std::find(former.begin(), former.end(), *life) != former.end();
}

Decided<Losses::Answer> decideDeclare(ports::Store& store, TerminalId id,
                                      std::optional<Incarnation> life, OperatorId op,
                                      const Presence& presence, Instant now, Random& random) {
    const auto terminal = store.terminal(id);
    if (!isKnown(terminal, store, life))
        return refuse(Losses::Refusal::UnknownTerminal);
    const Exposure exposure = exposureOf(store, *terminal, life.value_or(terminal->incarnation));
    if (const auto refusal = refusalOf(exposure, presence, now))
        return refuse(*refusal);
    const bool isSecond = exposure.loss && now < exposure.loss->firstAt + Losses::kWaitsForSecond;
    if (isSecond && exposure.loss->firstBy == op)
        return refuse(Losses::Refusal::SamePerson);
    ports::LossRecord loss{id, exposure.life, op, now, {}, {}, textOf(exposure)};
    if (!isSecond) {
        store.put(loss);
        writeAudit(store, now, op.toString(), "terminal.loss_proposed", loss.exposure);
        return {Losses::Declared{false, 0}};
    }
    loss.firstBy = exposure.loss->firstBy;
    loss.firstAt = exposure.loss->firstAt;
    loss.secondBy = op;
    loss.secondAt = now;
    store.put(loss);
    const std::size_t freed = freeAll(store, exposure);
    openTask(store, exposure, now, random);
    closeFormerLife(store, exposure, op, now);
    if (!exposure.isFormer())
        markRefilled(store, id, now);
    writeAudit(store, now, op.toString(), "terminal.lost", loss.exposure);
    return {Losses::Declared{true, freed}};
}

} // namespace

std::string textOf(const Exposure& exposure) {
    std::string text = nameOf(exposure) + ": " + std::to_string(exposure.seats) + " seats on lease";
    for (const Money& most : exposure.most)
        text += ", at most " + most.toString();
    text += " that it may have sold; journal known up to entry " +
            std::to_string(exposure.entries) + ".";
    return text;
}

Exposure Losses::look(const ports::Store& store, const ports::TerminalRecord& terminal,
                      Incarnation life) const {
    Exposure exposure = exposureOf(store, terminal, life);
    if (exposure.isFormer())
        return exposure;
    exposure.reachable = m_presence.isReachable(terminal.id, m_context.clock.now());
    // The database knows only when it last wrote something down.
    if (const auto heard = m_presence.heardAt(terminal.id))
        exposure.lastSeen = std::max(exposure.lastSeen, *heard);
    exposure.lastEntry = m_presence.lastEntry(terminal.id);
    if (const auto recovery = store.openRecovery())
        for (const auto& each : recovery->terminals)
            exposure.awaited =
                exposure.awaited || (each.terminal == terminal.id && !each.refilledAt);
    return exposure;
}

Outcome<Result<Exposure, Losses::Refusal>> Losses::exposure(TerminalId id) {
    return readOne<Result<Exposure, Refusal>>(
        m_context.reader, [&](const ports::Store& store) -> Result<Exposure, Refusal> {
            const auto terminal = store.terminal(id);
            if (!terminal)
                return Err{Refusal::UnknownTerminal};
            return look(store, *terminal, terminal->incarnation);
        });
}

Outcome<std::vector<Exposure>> Losses::all() {
    return readOne<std::vector<Exposure>>(m_context.reader, [&](const ports::Store& store) {
        std::vector<Exposure> all;
        for (const auto& terminal : store.terminals()) {
            if (terminal.kind == ports::TerminalKind::Online)
                continue;
            all.push_back(look(store, terminal, terminal.incarnation));
            for (const Incarnation life : store.formerLivesOnLease(terminal.id))
                all.push_back(look(store, terminal, life));
        }
        std::sort(all.begin(), all.end(), [](const Exposure& a, const Exposure& b) {
            return std::tie(a.terminal.name, a.terminal.id, b.life) <
                   std::tie(b.terminal.name, b.terminal.id, a.life);
        });
        return all;
    });
}

void Losses::declare(TerminalId terminal, std::optional<Incarnation> life, OperatorId op,
                     Reply<Answer> reply) {
    submit<Answer>(
        m_context.writer,
        [context = m_context, &presence = m_presence, terminal, life, op](ports::Store& store) {
            return decideDeclare(store, terminal, life, op, presence, context.clock.now(),
                                 context.random);
        },
        std::move(reply));
}

} // namespace foyer::server::services
