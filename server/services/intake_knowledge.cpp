// What a verdict may depend on, loaded for one entry.

#include "server/core/plan_change.h"
#include "server/services/admissions.h"
#include "server/services/holds.h"
#include "server/services/intake.h"
#include "server/services/quotes.h"
#include "server/services/terminals.h"
#include "shared/base/mutant.h"
#include "shared/domain/ticket.h"

#include <algorithm>

namespace foyer::server::services {

namespace {

/// A life that has told all has given back what it had (Intake::endLife), and one that is gone has
/// lost it: nobody sells from this one any more. As long as the disk of a former life may hold
/// entries, the next may carry over a sale that was made by this right, whatever people think.
bool hasEnded(const ports::Store& store, const protocol::Allotment& allotment) {
    return allotment.state == protocol::AllotmentState::Returned &&
           (store.isEnded(allotment.terminal, allotment.incarnation) ||
            isGone(store.loss(allotment.terminal, allotment.incarnation)));
}

core::Scan scanFrom(const ports::AdmissionRecord& record) {
    const ports::EntryKey& by = record.entry;
    return {record.admission, {by.terminal, by.incarnation, by.seq}};
}

/// The plan whose seats the entry says it names. Null: it says none, or the mark of one that the
/// showtime has never had.
PlanId planSaidBy(const core::Needs& needs, const std::vector<core::PlanPeriod>& periods,
                  PlanId present) {
    const auto isMarked = [&](PlanId plan) { return domain::planMark(plan) == needs.planMark; };
    if (needs.planMark == Epoch{})
        return needs.plan;
    if (isMarked(present))
        return present;
    const auto period = std::find_if(periods.rbegin(), periods.rend(),
                                     [&](const auto& each) { return isMarked(each.plan); });
    return period == periods.rend() ? PlanId{} : period->plan;
}

} // namespace

core::Knowledge Intake::knowledgeFor(std::size_t index, const core::Needs& needs) const {
    core::Knowledge known;
    known.origin = originOf(index);
    const ports::EntryKey key = keyOf(index);
    known.written = {key.terminal, key.incarnation, key.seq};
    known.now = m_now;
    known.paper = m_checked.entries[index].paper;
    known.named = needs.allotments;
    loadDuties(known, needs);
    if (needs.showtime.isNull())
        return known; // a record that asks for nothing
    known.showtime = m_store.showtime(needs.showtime);
    if (known.showtime) {
        known.plan = m_store.plan(known.showtime->plan);
        known.listed = m_store.priceList(known.showtime->priceList);
    }
    if (!needs.priceList.isNull())
        known.priceList = m_store.priceList(needs.priceList);
    known.recovering = m_store.isRecovering();
    if (const auto* sale = std::get_if<protocol::Sale>(&m_checked.entries[index].payload);
        sale && sale->comp)
        known.compsNeedSupervisor = m_store.policy().compsNeedSupervisor;
    loadBooking(known, needs);
    loadUses(known, needs);
    for (const TicketId ticket : needs.newTickets)
        if (m_store.ticket(ticket))
            known.takenTickets.push_back(ticket);
    loadRights(known, needs);
    return known;
}

void Intake::loadBooking(core::Knowledge& known, const core::Needs& needs) const {
    if (needs.booking.isNull())
        return;
    auto booking = m_store.booking(needs.booking);
    if (!booking)
        return;
    known.booking = core::BookingFacts{std::move(*booking), m_store.tickets(needs.booking)};
    known.owed = m_store.owed(needs.booking);
    known.paidBack = m_store.paidBack(needs.booking);
    if (needs.reference.empty())
        return;
    known.declinedBefore = m_store.isDeclined(needs.booking, needs.reference);
    known.onCard = m_store.onCard(needs.booking, known.booking->booking.total.currency);
    for (const auto& ticket : known.booking->tickets)
        if (isInside(m_store, ticket.line.ticket))
            known.admitted.push_back(ticket.line.ticket);
}

void Intake::loadUses(core::Knowledge& known, const core::Needs& needs) const {
    if (!known.listed)
        return;
    for (const domain::Discount& discount : known.listed->discounts)
        if (std::find(needs.discounts.begin(), needs.discounts.end(), discount.key) !=
                needs.discounts.end() &&
            isUsedUp(m_store, discount))
            known.usedUp.push_back(discount.key);
}

void Intake::loadDuties(core::Knowledge& known, const core::Needs& needs) const {
    if (!needs.hold.isNull())
        if (const auto hold = m_store.hold(needs.hold);
            hold && hold->state != ports::HoldState::Sold && hold->showtime == needs.showtime) {
            known.hold = hold->id;
            known.heldAt = hold->createdAt;
        }
    if (!needs.recall.isNull())
        if (const auto asked = m_store.recall(needs.recall);
            asked && asked->recall.open && asked->recall.terminal == known.origin.terminal)
            if (const auto hold = m_store.hold(asked->hold);
                hold && hold->state == ports::HoldState::Waiting && hold->expiresAt > m_now) {
                known.recall = asked->recall;
                known.waiting = hold->id;
            }
    if (!needs.ticket.isNull()) {
        known.ticket = m_store.ticket(needs.ticket);
        known.isSuspended = !known.ticket && m_store.isSuspended(needs.ticket);
        if (const auto scan = m_store.admission(needs.ticket))
            known.admission = scanFrom(*scan);
        for (const auto& scan : m_store.scans(needs.ticket))
            known.scans.push_back(scanFrom(scan));
    }
    if (!needs.openPayment.empty())
        known.isSetAside = m_store.hadTask(protocol::TaskKind::CardUnconfirmed, needs.openPayment);
    if (!needs.task.isNull())
        if (auto record = m_store.task(needs.task))
            known.task = std::move(record->task);
    // The task that was open before a restore has another number now.
    if (!known.task && !needs.openPayment.empty())
        if (auto record = m_store.openTask(protocol::TaskKind::CardUnconfirmed, needs.openPayment))
            known.task = std::move(record->task);
    if (known.task && known.task->kind == protocol::TaskKind::QuarantinedEntry)
        known.suspended = m_store.suspended(known.task->subject);
    // Another sale's good paper may bear the same number.
    std::erase_if(known.suspended, [&](const core::Suspended& each) {
        const auto ticket = m_store.ticket(each.ticket);
        return ticket && ticket->paperSeat.value_or(ticket->line.seat) == each.seat;
    });
    if (!known.suspended.empty())
        known.suspendedLetIn = m_store.wasLetIn(needs.booking);
    if (!needs.op.isNull())
        for (auto& op : m_store.operators())
            if (op.id == needs.op)
                known.op = std::move(op);
}

void Intake::loadAllotments(core::Knowledge& known, std::set<AllotmentId> ids) const {
    for (const auto& each : known.allotments)
        ids.erase(each.id);
    for (const AllotmentId id : ids)
        if (const auto found = m_store.allotment(id))
            known.allotments.push_back({found->id, found->terminal, found->incarnation,
                                        found->showtime, found->epoch, found->state,
                                        hasEnded(m_store, *found)});
}

/// What tells when the entry's seats were counted: a terminal that knows the present plan names at
/// least one token given under it. An exchange without any counts as its tickets did, unless it
/// knows where they are now. 0: it speaks of the present plan, or names another.
Epoch Intake::tokenOf(const core::Knowledge& known, const core::Needs& needs) {
    Epoch token = needs.token;
    if (token != Epoch{} || needs.given.empty() || !known.booking)
        return token;
    bool knowsBetter = true;
    for (const auto& [id, seat] : needs.given)
        for (const auto& ticket : known.booking->tickets)
            if (ticket.line.ticket == id) {
                knowsBetter &= ticket.line.seat == seat;
                token = std::max(token, ticket.epoch);
            }
    return knowsBetter ? Epoch{} : token;
}

/// Without a token no right has moved with the plan: then the last time of the plan it names is as
/// good as any, and the present one is better. A token of a history that was lost may be older than
/// the changes made since: then too the plan it names counts.
void Intake::loadFormerPlan(core::Knowledge& known, const core::Needs& needs) const {
    const auto periods = m_store.formerPlans(needs.showtime);
    const PlanId present = known.showtime->plan;
    std::optional<core::PlanPeriod> period;
    if (const Epoch token = tokenOf(known, needs); token != Epoch{})
        period = core::periodOf(periods, token);
    const PlanId said = planSaidBy(needs, periods, present);
    if (!said.isNull() && said != (period ? period->plan : present)) {
        period = said == present ? std::nullopt : core::lastOf(periods, said);
        if (!period && said != present)
            return loadForgottenPlan(known, said);
    }
    if (!period || (period->plan == present && mutated(Mutant::PlanThatReturnsIsTheFormer)))
        return;
    known.formerPlan = m_store.plan(period->plan);
    known.mapping = m_store.seatMapping(needs.showtime, *period);
}

/// The showtime has had that plan in a history that is lost, and nobody has published here where
/// its seats are now: seats of the same name are meant, as when a plan is changed without a
/// mapping.
void Intake::loadForgottenPlan(core::Knowledge& known, PlanId plan) const {
    const auto forgotten = m_store.plan(plan);
    known.planIsForeign = !forgotten || !known.plan;
    if (known.planIsForeign)
        return;
    known.formerPlan = forgotten;
    known.mapping = core::sameNames(*forgotten, *known.plan);
}

/// A hold that is over blocks nobody, whether it was swept or not (promise I5).
template <class Load>
void Intake::loadClaims(core::Knowledge& known, Load load) const {
    known.claims = load();
    if (freeExpiredHolds(m_store, known.claims, known.hold, m_now))
        known.claims = load();
}

void Intake::loadRights(core::Knowledge& known, const core::Needs& needs) const {
    std::vector<SeatNo> seats = needs.seats;
    std::set<AllotmentId> allotments(needs.allotments.begin(), needs.allotments.end());
    if (known.booking)
        for (const auto& ticket : known.booking->tickets) {
            seats.push_back(ticket.line.seat);
            allotments.insert(ticket.allotment);
        }
    for (const core::Suspended& each : known.suspended)
        allotments.insert(each.from);
    loadAllotments(known, std::move(allotments));
    if (!known.showtime)
        return;
    if (needs.seatsMayMove)
        loadFormerPlan(known, needs);
    // A plan change may have moved what is blocked.
    loadClaims(known, [&] {
        return known.suspended.empty() ? m_store.claims(needs.showtime, seats)
                                       : m_store.claims(needs.showtime);
    });
    const TerminalId seller = known.paper ? known.paper->terminal : known.origin.terminal;
    const Incarnation life = known.paper ? known.paper->incarnation : known.origin.incarnation;
    const auto ownersOf = [&] {
        std::set<AllotmentId> owners;
        for (const core::Claim& claim : known.claims.all())
            if (claim.kind == core::ClaimKind::Allotment)
                owners.insert(AllotmentId{claim.owner});
        return owners;
    };
    loadAllotments(known, ownersOf());
    const auto isTheirs = [&](const core::Claim& claim) {
        return std::any_of(known.allotments.begin(), known.allotments.end(),
                           [&](const auto& each) {
                               return each.id.uuid == claim.owner && each.terminal == seller &&
                                      each.incarnation == life;
                           }) ||
               (claim.kind == core::ClaimKind::Hold && claim.owner == known.hold.uuid);
    };
    const auto& all = known.claims.all();
    if (!needs.seatsMayMove || (!known.formerPlan && std::all_of(all.begin(), all.end(), isTheirs)))
        return;
    loadClaims(known, [&] { return m_store.claims(needs.showtime); }); // others have to be found
    loadAllotments(known, ownersOf());
    loadOccupants(known, needs);
    const bool besideCopied =
        std::any_of(known.occupants.begin(), known.occupants.end(), [&](const auto& each) {
            return each.booking.terminal == seller && m_store.isCloned(seller, each.ticket.life);
        });
    // Paper says another entry than the one that is here by its number.
    known.wasCopied = m_store.isCloned(seller, life) || besideCopied ||
                      (known.paper && m_store.entry({seller, life, known.paper->seq}).has_value());
}

void Intake::loadOccupants(core::Knowledge& known, const core::Needs& needs) const {
    std::vector<SeatNo> seats;
    if (!known.formerPlan)
        seats = needs.seats;
    for (const auto& [from, to] : known.mapping)
        if (std::find(needs.seats.begin(), needs.seats.end(), from) != needs.seats.end())
            seats.push_back(to);
    const core::Claims claims = m_store.claims(needs.showtime, seats);
    for (const core::Claim& claim : claims.all()) {
        if (claim.kind != core::ClaimKind::Ticket)
            continue;
        auto ticket = m_store.ticket(TicketId{claim.owner});
        auto booking = m_store.booking(ticket->booking);
        const bool isIn = isInside(m_store, ticket->line.ticket);
        known.occupants.push_back({std::move(*ticket), std::move(*booking), isIn});
    }
}

} // namespace foyer::server::services
