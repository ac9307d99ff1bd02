// What a decision comes to in the database.

#include "server/core/plan_change.h"
#include "server/services/intake.h"
#include "server/services/recalls.h"
#include "server/services/refunds_due.h"
#include "server/services/terminals.h"
#include "shared/base/mutant.h"

#include <algorithm>
#include <set>

namespace foyer::server::services {

namespace {

/// A terminal's clock may be damaged too; a time nobody can have meant is replaced by our own.
Date businessDayFor(const core::Knowledge& known, const protocol::Payload& payload, Instant now) {
    constexpr std::chrono::days kMostApart{366};
    const auto offset = std::chrono::minutes{known.showtime ? known.showtime->utcOffsetMinutes : 0};
    const Date today = businessDayOf(now, offset);
    const auto isNear = [&](Date day) {
        return day > today - kMostApart && day < today + kMostApart;
    };
    if (const auto* sale = std::get_if<protocol::Sale>(&payload))
        return isNear(sale->businessDay) ? sale->businessDay : today;
    const Instant at = protocol::timeOf(payload).value_or(now);
    const bool near = at > now - kMostApart && at < now + kMostApart;
    return near ? businessDayOf(at, offset) : today;
}

/// The day of what the entry is about, which cannot be closed before it is decided, whenever it
/// arrives; no later one than today.
Date dayOfDuties(const core::Knowledge& known, const protocol::Payload& payload, Instant now) {
    const auto offset = std::chrono::minutes{known.showtime ? known.showtime->utcOffsetMinutes : 0};
    return std::min(businessDayFor(known, payload, now), businessDayOf(now, offset));
}

bool isValid(const ports::Store& store, TicketId id) {
    const auto ticket = store.ticket(id);
    return ticket && ticket->state == core::TicketState::Valid;
}

ports::AdmissionRecord recordFrom(const core::Scan& scan, const ports::EntryKey& own) {
    const core::Origin& by = scan.by;
    return {scan.admission,
            by.terminal.isNull() ? own : ports::EntryKey{by.terminal, by.incarnation, by.seq}};
}

} // namespace

void Intake::saveEntry(std::size_t index, BookingId booking, const protocol::Verdict& verdict) {
    const auto& entry = m_checked.upload.entries[index];
    const ports::EntryKey key = keyOf(index);
    m_store.add(ports::EntryRecord{key, entry.type, entry.payloadText, entry.prevHash, entry.hash,
                                   entry.signature, booking, m_now},
                verdict, m_now);
    for (const auto& carried : m_checked.entries[index].carried) {
        m_store.addCarried(keyOf(carried), key, carried.hash);
        m_store.setBack(key.terminal, carried.incarnation, m_now);
    }
}

/// Order matters to the foreign keys: entry and verdict, booking and tickets, then what refers.
void Intake::save(std::size_t index, const core::Needs& needs, const core::Knowledge& known,
                  core::Decision& decision) {
    const ports::EntryKey key = keyOf(index);
    saveEntry(index, needs.booking, decision.verdict);
    saveSale(key, decision);
    if (!decision.claims.empty())
        saveRights(needs.showtime, decision.verdict, decision.claims);
    saveSuspended(needs.showtime, decision);
    saveMoney(key, needs, known, m_checked.entries[index].payload, decision);
    if (!decision.ticketStates.empty())
        replaceReseated(decision, needs.booking);
    for (const auto& occupant : decision.ousted)
        replaceReseated(decision, occupant.booking.id);
    saveDuties(key, needs, dayOfDuties(known, m_checked.entries[index].payload, m_now), decision);
    saveEvents(index, needs, decision);
}

/// Nobody needs new paper of a ticket that is void or was exchanged. Who has not got that of
/// another one yet is told of it by the new task, if there is one. Requires: tickets are saved.
void Intake::replaceReseated(core::Decision& decision, BookingId booking) {
    const auto before = m_store.openTask(protocol::TaskKind::Reseated, booking.toString());
    if (!before)
        return;
    std::vector<TicketId> left = before->task.tickets;
    std::erase_if(left, [&](TicketId id) { return !isValid(m_store, id); });
    const auto task =
        std::find_if(decision.tasks.begin(), decision.tasks.end(), [&](const auto& each) {
            return each.kind == protocol::TaskKind::Reseated && each.booking == booking;
        });
    if (task == decision.tasks.end() && !left.empty())
        return;
    if (!left.empty()) {
        task->tickets.insert(task->tickets.end(), left.begin(), left.end());
        task->text += " " + before->task.text;
    }
    replaceTask(m_store, protocol::TaskKind::Reseated, booking, m_now);
}

/// A booking is filed under the entry that is here: a carried sale's own number may be another
/// disk's too, and a sale known from paper has no entry yet.
void Intake::saveSale(const ports::EntryKey& key, core::Decision& decision) {
    for (const auto& [ticket, state] : decision.ticketStates)
        m_store.setState(ticket, state);
    if (decision.voided)
        m_store.setState(*decision.voided, core::BookingState::Void);
    for (auto* booking : {&decision.newBooking, &decision.changedBooking}) {
        if (!*booking)
            continue;
        if (!(*booking)->fromPaper) {
            (*booking)->incarnation = key.incarnation;
            (*booking)->seq = key.seq;
        } else if (booking == &decision.newBooking) {
            (*booking)->seq = Seq{-m_store.nextEpoch().value};
        }
    }
    if (decision.newBooking)
        m_store.add(*decision.newBooking);
    if (decision.changedBooking)
        m_store.change(*decision.changedBooking);
    for (const auto& ticket : decision.newTickets)
        m_store.add(ticket);
    for (const auto& ticket : decision.changedTickets)
        m_store.change(ticket);
}

/// The right of an allotment under a former plan is its terminal's under the present one: it sells
/// the seat again by the former token as long as it has not heard of the change.
core::Claim Intake::underThePresentPlan(core::Claim claim) {
    const auto former = m_store.allotment(AllotmentId{claim.owner});
    const auto periods = m_store.formerPlans(former->showtime);
    const auto isOver = [&](Epoch token) { return core::periodOf(periods, token).has_value(); };
    if (!isOver(former->epoch) || mutated(Mutant::VoidAfterChangeFrees))
        return claim;
    std::optional<protocol::Allotment> lease;
    for (auto& open : m_store.openAllotments(former->terminal, former->incarnation))
        if (open.showtime == former->showtime && !isOver(open.epoch))
            lease = std::move(open);
    if (!lease) {
        lease = *former;
        lease->id = AllotmentId::make(m_now, m_random);
        lease->epoch = m_store.nextEpoch();
        lease->state = protocol::AllotmentState::Live;
        m_store.put(*lease);
    }
    claim.owner = lease->id.uuid;
    claim.epoch = lease->epoch;
    return claim;
}

void Intake::saveRights(ShowtimeId showtime, const protocol::Verdict& verdict,
                        std::vector<core::ClaimChange> changes) {
    std::set<AllotmentId> losing;
    std::set<AllotmentId> gaining;
    for (core::ClaimChange& change : changes) {
        const bool isGivenUp = !change.after || change.after->kind == core::ClaimKind::Hold;
        if (change.before && change.before->kind == core::ClaimKind::Allotment && isGivenUp)
            losing.insert(AllotmentId{change.before->owner});
        if (change.after && change.after->kind == core::ClaimKind::Allotment)
            change.after = underThePresentPlan(*change.after);
        if (change.after && change.after->kind == core::ClaimKind::Allotment)
            gaining.insert(AllotmentId{change.after->owner});
        if (!change.after || change.after->kind != core::ClaimKind::Block)
            continue;
        const auto block = BlockId::make(m_now, m_random); // one a seat: each may have its own way
        m_store.add(ports::BlockRecord{block, showtime, verdict.reason, m_now});
        change.after->owner = block.uuid;
    }
    CHECK(m_store.apply(showtime, changes));
    for (const AllotmentId id : losing)
        closeIfEmpty(m_store, id);
    for (const AllotmentId id : gaining)
        if (!mutated(Mutant::AllotmentStaysClosed))
            reopenIfClosed(m_store, id);
}

/// Requires: its seats are blocked by now.
void Intake::saveSuspended(ShowtimeId showtime, const core::Decision& decision) {
    if (decision.suspended.empty())
        return;
    std::vector<SeatNo> seats;
    for (const core::Suspended& each : decision.suspended)
        if (each.at)
            seats.push_back(*each.at);
    const core::Claims claims = m_store.claims(showtime, seats);
    for (core::Suspended each : decision.suspended) {
        const auto claim = each.at ? claims.at(*each.at) : std::nullopt;
        const bool isOurs =
            std::any_of(decision.claims.begin(), decision.claims.end(),
                        [&](const core::ClaimChange& change) { return change.seat == each.at; });
        if (isOurs && claim && claim->kind == core::ClaimKind::Block)
            each.block = BlockId{claim->owner};
        else
            each.from = {};
        m_store.add(each, decision.tasks.front().subject);
    }
}

void Intake::saveMoney(const ports::EntryKey& key, const core::Needs& needs,
                       const core::Knowledge& known, const protocol::Payload& payload,
                       const core::Decision& decision) {
    for (const auto& owed : decision.owed)
        m_store.add(owed, needs.booking);
    for (const auto& each : decision.ousted)
        m_store.add(core::Owed{each.ticket.line.ticket, false}, each.booking.id);
    for (const auto& paid : decision.paidBack)
        m_store.add(paid, needs.booking, key, m_now);
    if (const auto* refund = std::get_if<protocol::Refund>(&payload);
        refund && !decision.paidBack.empty() && !refund->tender.amount.isZero())
        askProvider(*refund, decision.paidBack);
    for (const auto& variance : decision.variances)
        m_store.add(variance);
    if (const auto* sale = std::get_if<protocol::Sale>(&payload);
        sale && sale->comp && (decision.newBooking || decision.changedBooking))
        m_store.add(*sale->comp, sale->booking);
    if (!decision.declined.empty())
        m_store.addDecline(needs.booking, decision.declined, key);
    if (decision.postings.empty())
        return;
    CHECK(domain::isBalanced(decision.postings));
    m_store.add(ports::LedgerRecord{Uuid::make(m_now, m_random), decision.ledgerEvent, key,
                                    businessDayFor(known, payload, m_now), m_now,
                                    decision.postings});
}

/// Whoever has decided it: money that came by a provider goes back by it.
void Intake::askProvider(const protocol::Refund& refund, const std::vector<core::PaidBack>& paid) {
    const auto id = m_store.paymentOfBooking(refund.booking);
    if (!id || refund.tender.kind != domain::TenderKind::Card || mutated(Mutant::RefundNotAsked))
        return;
    auto record = *m_store.payment(*id);
    // What is not there any more went back before (verdict R13), or was never taken (R10).
    if (!core::askRefund(record.payment, refund.tender.amount.minor))
        return;
    record.attempts = 0;
    record.nextTry = m_now;
    m_store.change(record);
    for (const auto& each : paid)
        m_store.addRefunded(*id, each.ticket, {record.payment.toRefund, each.amount.currency});
}

void Intake::saveDuties(const ports::EntryKey& key, const core::Needs& needs, Date day,
                        core::Decision& decision) {
    for (protocol::Revocation& revocation : decision.revocations) {
        revocation.id = RevocationId::make(m_now, m_random);
        revocation.at = m_now;
        if (!mutated(Mutant::RevocationForgotten))
            m_store.add(revocation);
    }
    for (protocol::Reseating& reseating : decision.reseatings) {
        reseating.at = m_now;
        m_store.put(reseating);
    }
    for (protocol::Task& task : decision.tasks)
        open(std::move(task), day);
    if (decision.closed)
        m_store.close(decision.closed->task,
                      {m_now, decision.closed->by, decision.closed->action, decision.closed->note});
    if (decision.refundIsDone)
        if (const auto due =
                m_store.openTask(protocol::TaskKind::RefundDue, needs.booking.toString()))
            m_store.close(due->task.id, {m_now, {}, protocol::TaskAction::RefundTender, {}});
    for (const core::Scan& scan : decision.scans)
        m_store.putScan(recordFrom(scan, key));
    if (decision.admission)
        m_store.put(recordFrom(*decision.admission, key));
    if (!decision.sold.isNull())
        sellHold(m_store, decision.sold, needs.booking);
    if (!decision.answered.isNull())
        if (const auto asked = m_store.recall(decision.answered);
            asked && asked->recall.terminal == key.terminal)
            settleRecall(m_store, decision.answered);
    if (decision.ended)
        endLife(*decision.ended);
}

/// All that life had to say is here. What it still had on lease is free again, unless another copy
/// of its disk may still sell from it: then only declaring it lost frees it.
void Intake::endLife(Incarnation life) {
    const TerminalId terminal = m_checked.upload.terminal;
    if (!m_store.isCloned(terminal, life) || mutated(Mutant::CopiedLifeFreed)) {
        m_store.setEnded(terminal, life);
        for (protocol::Allotment& allotment : m_store.openAllotments(terminal, life)) {
            const auto claims = m_store.claims(allotment.showtime, allotment.seats);
            std::vector<core::ClaimChange> changes;
            for (const core::Claim& claim : claims.all())
                changes.push_back({claim.seat, claim, {}});
            CHECK(m_store.apply(allotment.showtime, changes));
            allotment.state = protocol::AllotmentState::Returned;
            m_store.put(allotment);
        }
    }
    if (const auto task =
            m_store.openTask(protocol::TaskKind::FormerLife, formerLifeOf(terminal, life)))
        m_store.close(task->task.id, {m_now,
                                      {},
                                      protocol::TaskAction::Settle,
                                      "Its entries came with those of the next life."});
}

} // namespace foyer::server::services
