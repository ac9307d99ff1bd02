#include "server/services/holds.h"

#include "server/services/recalls.h"
#include "server/services/secret.h"
#include "shared/base/mutant.h"
#include "shared/crypto/hash.h"

#include <algorithm>
#include <set>

namespace foyer::server::services {

using core::HoldError;
using core::HoldRefusal;
using ports::HoldRecord;
using ports::HoldState;

namespace {

constexpr std::size_t kMostAtOnce = 200;    // the writer has others waiting
constexpr std::chrono::hours kSoldKept{24}; // a booking may be asked for again
HoldView viewOf(const ports::Store& store, const HoldRecord& hold) {
    return {hold.id,        hold.showtime, hold.state,   store.seatsOfHold(hold.id),
            hold.expiresAt, hold.extended, hold.booking, store.stamp()};
}

template <class Answer>
Decided<Answer> refuse(HoldRefusal refusal, bool keep = false) {
    return {Err{HoldError{refusal, {}}}, keep};
}

/// The hold, when the token is its own and its time is not up.
std::optional<HoldRecord> ownHold(const ports::Store& store, HoldId id, std::string_view token,
                                  Instant now) {
    auto hold = store.hold(id);
    if (!hold || hold->tokenHash != hashOfHoldToken(token) || isOver(store, *hold, now))
        return {};
    return hold;
}

/// By somebody who gives nothing back.
bool isOneTaken(const core::Claims& claims) {
    return std::any_of(claims.all().begin(), claims.all().end(), [](const core::Claim& claim) {
        return claim.kind != core::ClaimKind::Allotment;
    });
}

/// `claims`: of the seats asked for, without those of holds that were over.
core::HoldFacts factsFor(const ports::Store& store, const core::HoldAsk& ask, core::Claims claims,
                         const Presence& presence, Instant now) {
    core::HoldFacts facts;
    facts.showtime = store.showtime(ask.showtime);
    if (!facts.showtime)
        return facts;
    const auto plan = store.plan(facts.showtime->plan);
    facts.seatCount = plan ? plan->seatCount() : 0;
    facts.claims = std::move(claims);
    // Who gets no seat needs not be counted: in a rush most are told that theirs is taken.
    if (!isOneTaken(facts.claims)) {
        facts.heldByCustomer = store.seatsHeldBy(ask.customer, now);
        facts.heldFromAddress = store.seatsHeldFrom(ask.address, now);
    }
    facts.recovering = store.isRecovering();
    for (const core::Claim& claim : facts.claims.all())
        if (claim.kind == core::ClaimKind::Allotment)
            if (const auto found = store.allotment(AllotmentId{claim.owner}))
                facts.allotments[found->id] = {found->kind, found->state,
                                               presence.isReachable(found->terminal, now)};
    return facts;
}

void askBack(ports::Store& store, const HoldRecord& hold, AllotmentId from,
             const std::vector<SeatNo>& seats, Instant until, Random& random) {
    const auto allotment = store.allotment(from);
    protocol::Recall recall;
    recall.id = RecallId::make(hold.createdAt, random);
    recall.terminal = allotment->terminal;
    recall.showtime = hold.showtime;
    recall.allotment = from;
    recall.epoch = allotment->epoch;
    recall.seats = seats;
    recall.until = until;
    store.add(ports::RecallRecord{std::move(recall), hold.id});
}

Decided<Holds::MakeAnswer> decideMake(ports::Store& store, const core::HoldAsk& ask,
                                      const Presence& presence, Instant now, Random& random) {
    auto claims = store.claims(ask.showtime, ask.seats);
    if (freeExpiredHolds(store, claims, {}, now))
        claims = store.claims(ask.showtime, ask.seats);
    const auto policy = store.policy();
    auto grant =
        core::decideHold(factsFor(store, ask, std::move(claims), presence, now), ask, policy, now);
    if (!grant)
        return {Err{grant.error()}, true}; // what was over stays freed
    Holds::Made made;
    made.token = toBase64Url(newSecret(random));
    HoldRecord hold;
    hold.id = HoldId::make(now, random);
    hold.showtime = ask.showtime;
    hold.tokenHash = hashOfHoldToken(made.token);
    hold.state = grant->recalls.empty() ? HoldState::Held : HoldState::Waiting;
    hold.customer = ask.customer;
    hold.address = ask.address;
    hold.account = ask.account;
    hold.email = ask.email;
    hold.language = ask.language;
    hold.phone = ask.phone;
    hold.createdAt = now;
    hold.expiresAt = now + policy.holdLasts;
    store.put(hold);
    CHECK(store.apply(ask.showtime, core::holdBy(hold.id, grant->now)));
    for (const auto& [allotment, seats] : grant->recalls)
        askBack(store, hold, allotment, seats, now + policy.recallAnswersIn, random);
    made.hold = {hold.id,        hold.showtime, hold.state,   std::move(grant->now),
                 hold.expiresAt, hold.extended, hold.booking, store.stamp()};
    return {std::move(made)};
}

Decided<Holds::Answer> decideExtend(ports::Store& store, HoldId id, std::string_view token,
                                    Instant now) {
    auto hold = ownHold(store, id, token, now);
    if (!hold)
        return refuse<Holds::Answer>(HoldRefusal::UnknownHold);
    if (hold->state == HoldState::Sold)
        return refuse<Holds::Answer>(HoldRefusal::SoldBefore);
    if (hold->state == HoldState::Waiting)
        return refuse<Holds::Answer>(HoldRefusal::StillWaiting);
    if (hold->extended)
        return refuse<Holds::Answer>(HoldRefusal::ExtendedBefore);
    hold->extended = true;
    hold->expiresAt += store.policy().holdExtension;
    store.put(*hold);
    return {viewOf(store, *hold)};
}

Decided<Holds::Answer> decideRelease(ports::Store& store, HoldId id, std::string_view token,
                                     Instant now) {
    const auto hold = ownHold(store, id, token, now);
    if (!hold)
        return refuse<Holds::Answer>(HoldRefusal::UnknownHold);
    if (hold->state == HoldState::Sold)
        return refuse<Holds::Answer>(HoldRefusal::SoldBefore);
    HoldView was = viewOf(store, *hold);
    releaseHold(store, id);
    was.stamp = store.stamp();
    return {std::move(was)};
}

Decided<Holds::Answer> decideContact(ports::Store& store, HoldId id, std::string_view token,
                                     const Holds::Contact& contact, Instant now) {
    auto hold = ownHold(store, id, token, now);
    if (!hold)
        return refuse<Holds::Answer>(HoldRefusal::UnknownHold);
    if (hold->state == HoldState::Sold)
        return refuse<Holds::Answer>(HoldRefusal::SoldBefore);
    hold->email = contact.email;
    hold->language = contact.language;
    hold->phone = contact.phone;
    if (hold->account.isNull())
        hold->account = contact.account;
    store.put(*hold);
    return {viewOf(store, *hold)};
}

Decided<std::int64_t> decideSweep(ports::Store& store, Instant now) {
    const auto over = store.endedHolds(now, kMostAtOnce);
    for (const HoldId id : over)
        releaseHold(store, id);
    for (const HoldId id : store.soldHoldsBefore(now - kSoldKept, kMostAtOnce))
        store.drop(id);
    return {static_cast<std::int64_t>(over.size())};
}

/// Goes on as long as there is more than one command may free; `before`: how many ended so far.
void sweepFrom(const Context& context, std::int64_t before, Reply<std::int64_t> reply) {
    submit<std::int64_t>(
        context.writer,
        [context](ports::Store& store) { return decideSweep(store, context.clock.now()); },
        [context, before, reply = std::move(reply)](const Outcome<std::int64_t>& ended) {
            if (ended && *ended == std::int64_t{kMostAtOnce})
                return sweepFrom(context, before + *ended, reply);
            reply(ended ? Outcome<std::int64_t>(before + *ended) : ended);
        });
}

} // namespace

Hash hashOfHoldToken(std::string_view token) {
    return crypto::Hasher{}.add(asBytes("foyer-hold-1")).add(asBytes(token)).finish();
}

bool isOver(const ports::Store& store, const HoldRecord& hold, Instant now) {
    if (hold.state == HoldState::Sold || mutated(Mutant::HoldNeverOver))
        return false;
    if (hold.expiresAt <= now)
        return true;
    if (hold.state != HoldState::Waiting)
        return false; // nobody has to answer any more
    const auto recalls = store.openRecallsOf(hold.id);
    return std::any_of(recalls.begin(), recalls.end(),
                       [&](const auto& record) { return record.recall.until <= now; });
}

void freeExpiredHolds(ports::Store& store, ShowtimeId showtime, const std::vector<SeatNo>& seats,
                      Instant now) {
    freeExpiredHolds(store, store.claims(showtime, seats), {}, now);
}

bool freeExpiredHolds(ports::Store& store, const core::Claims& claims, HoldId but, Instant now) {
    std::set<HoldId> holders;
    for (const core::Claim& claim : claims.all())
        if (claim.kind == core::ClaimKind::Hold && claim.owner != but.uuid)
            holders.insert(HoldId{claim.owner});
    bool any = false;
    for (const HoldId id : holders)
        if (const auto hold = store.hold(id); hold && isOver(store, *hold, now)) {
            releaseHold(store, id);
            any = true;
        }
    return any;
}

void Holds::make(core::HoldAsk ask, Reply<MakeAnswer> reply) {
    submit<MakeAnswer>(
        m_context.writer,
        [context = m_context, &presence = m_presence, ask = std::move(ask)](ports::Store& store) {
            return decideMake(store, ask, presence, context.clock.now(), context.random);
        },
        std::move(reply), 1, false);
}

Outcome<Holds::Answer> Holds::find(HoldId id, std::string_view token) {
    const Instant now = m_context.clock.now();
    return readOne<Answer>(m_context.reader, [&](const ports::Store& store) -> Answer {
        const auto hold = ownHold(store, id, token, now);
        if (!hold)
            return Err{HoldError{HoldRefusal::UnknownHold, {}}};
        return viewOf(store, *hold);
    });
}

void Holds::extend(HoldId id, std::string token, Reply<Answer> reply) {
    submit<Answer>(
        m_context.writer,
        [context = m_context, id, token = std::move(token)](ports::Store& store) {
            return decideExtend(store, id, token, context.clock.now());
        },
        std::move(reply));
}

void Holds::setContact(HoldId id, std::string token, Contact contact, Reply<Answer> reply) {
    submit<Answer>(
        m_context.writer,
        [context = m_context, id, token = std::move(token),
         contact = std::move(contact)](ports::Store& store) {
            return decideContact(store, id, token, contact, context.clock.now());
        },
        std::move(reply));
}

void Holds::release(HoldId id, std::string token, Reply<Answer> reply) {
    submit<Answer>(
        m_context.writer,
        [context = m_context, id, token = std::move(token)](ports::Store& store) {
            return decideRelease(store, id, token, context.clock.now());
        },
        std::move(reply));
}

void Holds::sweep(Reply<std::int64_t> reply) {
    sweepFrom(m_context, 0, std::move(reply));
}

} // namespace foyer::server::services
