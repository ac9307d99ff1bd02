#include "server/services/allotments.h"

#include "server/core/authority.h"
#include "server/services/holds.h"
#include "server/services/terminals.h"
#include "shared/base/mutant.h"

#include <algorithm>
#include <set>

namespace foyer::server::services {

using protocol::Allotment;
using protocol::AllotmentAnswer;
using protocol::AllotmentError;
using protocol::AllotmentKind;
using protocol::AllotmentRefusal;
using protocol::AllotmentState;

namespace {

Decided<Allotments::Answer> refuse(AllotmentRefusal refusal) {
    return {Err{AllotmentError{refusal, {}}}, false};
}

bool isOpenFor(const Caller& caller, const Allotment& allotment) {
    return allotment.terminal == caller.terminal && allotment.incarnation == caller.incarnation &&
           (allotment.state == AllotmentState::Live || allotment.state == AllotmentState::Expired);
}

/// What all use cases share within one command.
struct Lease {
    ports::Store& store;
    const Caller& caller;
    Instant now;
    Random& random;

    /// Leases seats that are in the pool.
    AllotmentId grant(ShowtimeId showtime, AllotmentKind kind, const std::vector<SeatNo>& seats) {
        Allotment allotment;
        allotment.id = AllotmentId::make(now, random);
        allotment.terminal = caller.terminal;
        allotment.incarnation = caller.incarnation;
        allotment.showtime = showtime;
        allotment.epoch = store.nextEpoch();
        allotment.kind = kind;
        allotment.grantedAt = now;
        store.put(allotment);
        store.setBack(caller.terminal, caller.incarnation, now);
        CHECK(store.apply(showtime, core::leaseTo(allotment.id, allotment.epoch, seats)));
        return allotment.id;
    }
};

/// Those of the asker's open allotments that the seats asked for are in.
std::vector<Allotment> ownAmong(const ports::Store& store, const Caller& caller,
                                const core::Claims& claims) {
    std::set<AllotmentId> named;
    for (const core::Claim& claim : claims.all())
        if (claim.kind == core::ClaimKind::Allotment)
            named.insert(AllotmentId{claim.owner});
    std::vector<Allotment> own;
    for (const AllotmentId id : named)
        if (auto found = store.allotment(id); found && isOpenFor(caller, *found))
            own.push_back(std::move(*found));
    return own;
}

/// The terminal counts the whole ttl from this ask; the server must not count from an earlier one,
/// because the terminal has to stop first.
Allotment renewed(ports::Store& store, AllotmentId id, Instant now) {
    Allotment allotment = *store.allotment(id);
    allotment.grantedAt = std::max(allotment.grantedAt, now); // our clock may have been set back
    allotment.state = AllotmentState::Live;
    store.put(allotment);
    return allotment;
}

Decided<Allotments::Answer> decideAsk(Lease lease, const protocol::AllotmentAsk& ask) {
    ports::Store& store = lease.store;
    if (!isAdmitted(store, lease.caller))
        return refuse(AllotmentRefusal::TerminalBarred);
    core::AskFacts facts;
    facts.showtime = store.showtime(ask.showtime);
    facts.recovering = store.isRecovering();
    if (facts.showtime) {
        freeExpiredHolds(store, ask.showtime, ask.seats, lease.now);
        const auto plan = store.plan(facts.showtime->plan);
        facts.seatCount = plan ? plan->seatCount() : 0;
        facts.claims = store.claims(ask.showtime, ask.seats);
        facts.owned = ownAmong(store, lease.caller, facts.claims);
    }
    auto decided = core::decideAsk(facts, ask, lease.now);
    if (!decided)
        return {Err{decided.error()}, true}; // holds that were over stay ended
    AllotmentAnswer answer;
    for (const AllotmentId id : decided->leased)
        answer.allotments.push_back(renewed(store, id, lease.now));
    if (!decided->fromPool.empty()) {
        const auto id = lease.grant(ask.showtime, AllotmentKind::Asked, decided->fromPool);
        answer.allotments.push_back(*store.allotment(id));
    }
    answer.stamp = store.stamp();
    return {std::move(answer)};
}

std::vector<SeatNo> standingSeatsOf(const std::vector<Allotment>& allotments, ShowtimeId showtime) {
    std::vector<SeatNo> seats;
    for (const Allotment& allotment : allotments)
        if (allotment.kind == AllotmentKind::Standing && allotment.showtime == showtime)
            seats.insert(seats.end(), allotment.seats.begin(), allotment.seats.end());
    return seats;
}

void topUpOne(Lease& lease, const domain::Showtime& showtime, const std::vector<SeatNo>& owned,
              const core::StandingPolicy& policy) {
    ports::Store& store = lease.store;
    const auto plan = store.plan(showtime.plan);
    if (!plan)
        return;
    core::StandingFacts facts;
    facts.areas = plan->areas.size();
    facts.soldInWindow =
        store.soldSince(lease.caller.terminal, showtime.id, lease.now - policy.rateWindow);
    if (core::hasEnough(*plan, owned, policy, facts))
        return; // most of the time: nothing else needs to be loaded
    const core::Claims claims = store.claims(showtime.id);
    facts.freeSeats = plan->seatCount() - std::min(plan->seatCount(), claims.all().size());
    facts.standingSeats = static_cast<std::size_t>(store.standingSeats(showtime.id));
    const auto seats = core::topUp(*plan, claims, owned, policy, facts);
    if (!seats.empty())
        lease.grant(showtime.id, AllotmentKind::Standing, seats);
}

bool sellsInHouse(const ports::TerminalRecord& terminal) {
    return terminal.kind == ports::TerminalKind::Counter ||
           terminal.kind == ports::TerminalKind::Kiosk;
}

core::StandingPolicy policyOf(const ports::Store& store) {
    const protocol::Policy house = store.policy();
    return {house.rateWindow, house.outage, house.horizon, house.mostPercent};
}

Decided<Allotments::Answer> decideStanding(Lease lease,
                                           const std::optional<core::StandingPolicy>& own) {
    constexpr std::size_t kMostShowtimes = 500;
    ports::Store& store = lease.store;
    if (!isAdmitted(store, lease.caller))
        return refuse(AllotmentRefusal::TerminalBarred);
    store.renewAllotments(lease.caller.terminal, lease.caller.incarnation, lease.now);
    const auto sellable = [&] {
        return store.sellableAllotments(lease.caller.terminal, lease.caller.incarnation, lease.now);
    };
    const auto before = sellable();
    // Doors and offices sell nothing; while the server recovers nothing leaves the pool.
    if (!sellsInHouse(*store.terminal(lease.caller.terminal)) || store.isRecovering())
        return {AllotmentAnswer{store.stamp(), before}};
    const core::StandingPolicy policy = own.value_or(policyOf(store));
    ports::ShowtimeFilter ahead;
    ahead.endsAfter = lease.now;
    for (const auto& showtime : store.showtimes(ahead, {}, kMostShowtimes)) {
        if (showtime.start > lease.now + policy.horizon)
            break; // in the order of their start
        if (core::isOnSale(showtime, lease.now))
            topUpOne(lease, showtime, standingSeatsOf(before, showtime.id), policy);
    }
    return {AllotmentAnswer{store.stamp(), sellable()}};
}

/// Nobody can sell from these any more: their showtimes are over and their leases have run out. A
/// journal that comes later still finds its seats in the pool, where nobody can have taken them.
void closeEnded(ports::Store& store, Instant now) {
    constexpr std::size_t kMostAtOnce = 200; // the writer has others waiting
    const Instant ended = mutated(Mutant::ExpiryFreesSeats) ? now + std::chrono::hours{48} : now;
    for (Allotment& allotment : store.endedAllotments(ended, kMostAtOnce)) {
        const auto claims = store.claims(allotment.showtime, allotment.seats);
        const protocol::Right right{allotment.id, allotment.epoch};
        CHECK(store.apply(allotment.showtime, core::giveBack(claims, right, allotment.seats)));
        allotment.state = AllotmentState::Returned;
        store.put(allotment);
    }
}

Decided<Allotments::Answer> decideReturn(Lease lease, ShowtimeId showtime,
                                         const protocol::Right& right,
                                         const std::vector<SeatNo>& seats) {
    ports::Store& store = lease.store;
    if (!isAdmitted(store, lease.caller))
        return refuse(AllotmentRefusal::TerminalBarred);
    if (seats.size() > protocol::kMostSeatsPerAsk)
        return refuse(AllotmentRefusal::TooMany);
    const auto allotment = store.allotment(right.allotment);
    AllotmentAnswer answer;
    if (allotment && allotment->terminal == lease.caller.terminal &&
        allotment->incarnation == lease.caller.incarnation && allotment->showtime == showtime) {
        const auto claims = store.claims(showtime, seats);
        CHECK(store.apply(showtime, core::giveBack(claims, right, seats)));
        closeIfEmpty(store, right.allotment);
        answer.allotments.push_back(*store.allotment(right.allotment));
    }
    answer.stamp = store.stamp();
    return {std::move(answer)};
}

} // namespace

void Allotments::ask(const Caller& caller, protocol::AllotmentAsk ask, Reply<Answer> reply) {
    submit<Answer>(
        m_context.writer,
        [context = m_context, caller, ask = std::move(ask)](ports::Store& store) {
            return decideAsk({store, caller, context.clock.now(), context.random}, ask);
        },
        std::move(reply));
}

void Allotments::standing(const Caller& caller, Reply<Answer> reply) {
    submit<Answer>(
        m_context.writer,
        [context = m_context, caller, policy = m_policy](ports::Store& store) {
            return decideStanding({store, caller, context.clock.now(), context.random}, policy);
        },
        std::move(reply));
}

void Allotments::giveBack(const Caller& caller, ShowtimeId showtime, protocol::Right right,
                          std::vector<SeatNo> seats, Reply<Answer> reply) {
    submit<Answer>(
        m_context.writer,
        [context = m_context, caller, showtime, right,
         seats = std::move(seats)](ports::Store& store) {
            return decideReturn({store, caller, context.clock.now(), context.random}, showtime,
                                right, seats);
        },
        std::move(reply));
}

void Allotments::expire(Reply<std::int64_t> reply) {
    submit<std::int64_t>(
        m_context.writer,
        [context = m_context](ports::Store& store) {
            const Instant now = context.clock.now();
            const auto expired = store.expireAllotments(now);
            closeEnded(store, now);
            return Decided<std::int64_t>{expired};
        },
        std::move(reply));
}

} // namespace foyer::server::services
