#include "server/services/showtime_changes.h"

#include "server/core/deadline.h"
#include "server/services/audit.h"
#include "server/services/booking_letters.h"
#include "server/services/events.h"
#include "server/services/quotes.h"
#include "server/services/recalls.h"
#include "server/services/refunds_due.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace foyer::server::services {

using core::Claim;
using core::ClaimKind;
using protocol::RevocationReason;
using protocol::TaskAction;
using protocol::TaskKind;
using Summary = ShowtimeChanges::Summary;

namespace {

Decided<ShowtimeChanges::Answer> refuse(ShowtimeChanges::Refusal refusal,
                                        core::MappingFault fault = {}) {
    return {Err{ShowtimeChanges::Error{refusal, std::move(fault)}}, false};
}

std::string actorOf(OperatorId by) {
    return by.isNull() ? "server" : by.toString();
}

std::vector<core::BookingFacts> bookingsOf(const ports::Store& store, ShowtimeId showtime) {
    std::vector<core::BookingFacts> all;
    for (const BookingId id : store.validBookings(showtime))
        all.push_back({*store.booking(id), store.tickets(id)});
    return all;
}

/// A seat may keep its number and get another name, or the other way round.
bool isMoved(const core::PlanChangeFacts& facts, const core::TicketMove& move) {
    return move.to && (*move.to != move.from ||
                       facts.to->seatName(*move.to) != facts.from->seatName(move.from));
}

/// One change of one showtime, within its transaction.
class Change {
public:
    Change(ports::Store& store, domain::Showtime showtime, Instant now, Random& random)
        : m_store(store), m_showtime(std::move(showtime)), m_now(now), m_random(random) {}

    Summary cancel();
    Summary movePlan(const core::PlanChangeFacts& facts);

private:
    void open(TaskKind kind, const core::BookingFacts& booking, const std::string& text,
              std::vector<TicketId> tickets);
    void openRefund(const core::BookingFacts& booking, const std::string& because);
    void revoke(TicketId ticket, SeatNo seat, RevocationReason reason);
    void clear(const core::Claims& claims);
    void moveTickets(const core::PlanChange& change,
                     const std::map<BookingId, const core::BookingFacts*>& bookings);
    std::vector<Claim> leasedAnew(std::vector<Claim> claims,
                                  const std::vector<AllotmentId>& former);
    void saveMappings(const core::PlanChangeFacts& facts);
    void tellBooking(const core::PlanChangeFacts& facts, const core::BookingFacts& booking,
                     const std::vector<core::TicketMove>& moves);
    std::vector<protocol::Reseating> reseatings(const core::PlanChangeFacts& facts,
                                                BookingId booking,
                                                const std::vector<core::TicketMove>& moves) const;
    void tellMoves(const core::BookingFacts& booking, std::vector<protocol::Reseating> moves);

    ports::Store& m_store;
    domain::Showtime m_showtime;
    Instant m_now;
    Random& m_random;
    Summary m_summary;
};

void Change::open(TaskKind kind, const core::BookingFacts& booking, const std::string& text,
                  std::vector<TicketId> tickets) {
    protocol::Task task;
    task.id = TaskId::make(m_now, m_random);
    task.kind = kind;
    task.subject = booking.booking.id.toString();
    task.text = "Booking " + domain::referenceOf(booking.booking.id) + ": " + text;
    task.owner = booking.booking.terminal;
    task.booking = booking.booking.id;
    task.showtime = m_showtime.id;
    if (kind == TaskKind::RefundDue)
        task.actions = {TaskAction::RefundTender, TaskAction::CallCustomer, TaskAction::Settle};
    else
        task.actions = {TaskAction::PrintTicket, TaskAction::CallCustomer, TaskAction::Settle};
    task.tickets = std::move(tickets);
    task.openedAt = m_now;
    task.deadline = core::deadlineFor(m_showtime.start, m_now);
    const ports::TaskRecord record{
        std::move(task), businessDayOf(m_now, std::chrono::minutes{m_showtime.utcOffsetMinutes})};
    if (kind == TaskKind::RefundDue)
        return openRefundDue(m_store, record, m_now);
    replaceTask(m_store, kind, booking.booking.id, m_now);
    m_store.open(record);
}

void Change::openRefund(const core::BookingFacts& booking, const std::string& because) {
    open(TaskKind::RefundDue, booking,
         because + " Hand the money back by the means it came in, or sell the customer another "
                   "showtime for it.",
         {});
}

void Change::revoke(TicketId ticket, SeatNo seat, RevocationReason reason) {
    m_store.add(protocol::Revocation{RevocationId::make(m_now, m_random), ticket, m_showtime.id,
                                     seat, reason, m_now});
}

Summary Change::cancel() {
    m_showtime.state = domain::ShowtimeState::Cancelled;
    m_store.put(m_showtime);
    tellOfCancelledShowtime(m_store, m_showtime.id, m_now, m_random);
    for (const auto& booking : bookingsOf(m_store, m_showtime.id)) {
        for (const auto& ticket : booking.tickets)
            if (ticket.state == core::TicketState::Valid) {
                m_store.add(core::Owed{ticket.line.ticket, false}, booking.booking.id);
                ++m_summary.owed;
            }
        openRefund(booking, "the showtime is cancelled.");
        tellOfCancelled(m_store, booking.booking.id, m_now, m_random);
        tellOfCancelledBooking(m_store, booking.booking, "showtime_cancelled", m_now, m_random);
        // Nobody needs a new ticket any more.
        replaceTask(m_store, TaskKind::Reseated, booking.booking.id, m_now);
    }
    return m_summary;
}

void Change::clear(const core::Claims& claims) {
    std::vector<core::ClaimChange> changes;
    for (const Claim& claim : claims.all())
        changes.push_back({claim.seat, claim, {}});
    CHECK(m_store.apply(m_showtime.id, changes));
}

/// Every open allotment is replaced by one under the new plan, for the same terminal and as old:
/// the former token means the former plan's seats for ever. Also one that is sold out, whose
/// terminal may sell a seat again by it before it hears of the change.
std::vector<Claim> Change::leasedAnew(std::vector<Claim> claims,
                                      const std::vector<AllotmentId>& former) {
    std::map<Uuid, protocol::Allotment> anew;
    for (const AllotmentId id : former) {
        protocol::Allotment lease = *m_store.allotment(id);
        lease.id = AllotmentId::make(m_now, m_random);
        lease.epoch = m_store.nextEpoch();
        m_store.put(lease);
        anew.emplace(id.uuid, std::move(lease));
    }
    for (Claim& claim : claims)
        if (claim.kind == ClaimKind::Allotment) {
            const auto& lease = anew.at(claim.owner);
            claim.owner = lease.id.uuid;
            claim.epoch = lease.epoch;
        }
    return claims;
}

/// By way of numbers that no plan has, because one ticket's new seat may be another's former one.
void Change::moveTickets(const core::PlanChange& change,
                         const std::map<BookingId, const core::BookingFacts*>& bookings) {
    std::uint16_t aside = 65'535;
    std::vector<ports::TicketRecord> moved;
    for (const core::TicketMove& move : change.tickets) {
        const auto& tickets = bookings.at(move.booking)->tickets;
        auto ticket = *std::find_if(tickets.begin(), tickets.end(), [&](const auto& each) {
            return each.line.ticket == move.ticket;
        });
        if (!move.to) {
            ++m_summary.owed;
            m_store.setState(move.ticket, core::TicketState::Void);
            m_store.add(core::Owed{move.ticket, false}, move.booking);
            revoke(move.ticket, move.from, RevocationReason::Refunded);
            continue;
        }
        if (*move.to == move.from)
            continue;
        ++m_summary.moved;
        m_summary.reseated += move.isMapped ? 0 : 1;
        revoke(move.ticket, move.from, RevocationReason::Reseated);
        m_store.dropRevocation(move.ticket, *move.to);
        if (!ticket.paperSeat)
            ticket.paperSeat = move.from;
        ticket.line.seat = SeatNo{aside--};
        m_store.change(ticket);
        ticket.line.seat = *move.to;
        moved.push_back(std::move(ticket));
    }
    for (const auto& ticket : moved)
        m_store.change(ticket);
}

/// Requires: no token of the new plan has been given yet.
void Change::saveMappings(const core::PlanChangeFacts& facts) {
    for (const core::PlanPeriod& former : m_store.formerPlans(m_showtime.id))
        m_store.put(m_showtime.id, former,
                    core::composed(m_store.seatMapping(m_showtime.id, former), facts.mapping));
    m_store.put(m_showtime.id, core::PlanPeriod{m_store.nextEpoch(), facts.from->id},
                facts.mapping);
}

/// Where the tickets that move are good now. Who has not got the new paper of an earlier move yet
/// still has the one before it.
std::vector<protocol::Reseating>
Change::reseatings(const core::PlanChangeFacts& facts, BookingId booking,
                   const std::vector<core::TicketMove>& moves) const {
    const auto open = m_store.openTask(TaskKind::Reseated, booking.toString());
    std::map<TicketId, protocol::Reseating> rows;
    if (open)
        for (const TicketId ticket : open->task.tickets)
            if (auto row = m_store.reseating(ticket))
                rows[ticket] = std::move(*row);
    for (const core::TicketMove& move : moves) {
        if (!move.to)
            rows.erase(move.ticket);
        if (!isMoved(facts, move))
            continue;
        auto& row = rows[move.ticket];
        if (row.ticket.isNull()) {
            row.from = move.from;
            row.fromName = facts.from->seatName(move.from);
        }
        row.ticket = move.ticket;
        row.booking = booking;
        row.showtime = m_showtime.id;
        row.to = *move.to;
        row.toName = facts.to->seatName(*move.to);
    }
    std::vector<protocol::Reseating> all;
    for (auto& [ticket, row] : rows)
        all.push_back(std::move(row));
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
        return std::tie(a.from, a.ticket) < std::tie(b.from, b.ticket);
    });
    return all;
}

/// A ticket that came back to the seat on its paper needs no new one.
void Change::tellMoves(const core::BookingFacts& booking, std::vector<protocol::Reseating> moves) {
    std::vector<protocol::Reseating> due;
    std::copy_if(moves.begin(), moves.end(), std::back_inserter(due), protocol::needsNewTicket);
    const std::string sentence = core::sentenceFor(due);
    std::vector<TicketId> tickets;
    for (protocol::Reseating& move : moves) {
        move.reason = sentence;
        move.at = m_now;
        m_store.put(move);
        if (protocol::needsNewTicket(move))
            tickets.push_back(move.ticket);
    }
    if (tickets.empty())
        replaceTask(m_store, TaskKind::Reseated, booking.booking.id, m_now);
    else
        open(TaskKind::Reseated, booking,
             "\"" + sentence +
                 "\" The old paper is not valid any more. Print the new tickets and tell the "
                 "customer.",
             std::move(tickets));
}

void Change::tellBooking(const core::PlanChangeFacts& facts, const core::BookingFacts& booking,
                         const std::vector<core::TicketMove>& moves) {
    const bool owesAny =
        std::any_of(moves.begin(), moves.end(), [](const auto& move) { return !move.to; });
    const bool movesAny = std::any_of(moves.begin(), moves.end(),
                                      [&](const auto& move) { return isMoved(facts, move); });
    if (movesAny || owesAny)
        tellMoves(booking, reseatings(facts, booking.booking.id, moves));
    if (!owesAny)
        return;
    openRefund(booking, "the showtime has another seating plan without seats as good.");
    tellIfNoneIsLeft(m_store, booking.booking.id, "no_seat", m_now, m_random);
}

Summary Change::movePlan(const core::PlanChangeFacts& facts) {
    const core::PlanChange change = core::planChanged(facts);
    const std::vector<AllotmentId> former = m_store.openAllotmentIds(m_showtime.id);
    std::map<BookingId, const core::BookingFacts*> bookings;
    for (const auto& booking : facts.bookings)
        bookings[booking.booking.id] = &booking;
    clear(facts.claims);
    m_showtime.plan = facts.to->id;
    m_store.put(m_showtime);
    saveMappings(facts);
    moveTickets(change, bookings);
    std::vector<core::ClaimChange> claims;
    for (const Claim& claim : leasedAnew(change.claims, former))
        claims.push_back({claim.seat, {}, claim});
    CHECK(m_store.apply(m_showtime.id, claims));
    for (const AllotmentId id : former) {
        auto lease = *m_store.allotment(id);
        lease.state = protocol::AllotmentState::Returned;
        m_store.put(lease);
    }
    for (const HoldId hold : change.cutHolds)
        releaseHold(m_store, hold);
    std::map<BookingId, std::vector<core::TicketMove>> byBooking;
    for (const auto& move : change.tickets)
        byBooking[move.booking].push_back(move);
    for (const auto& [id, moves] : byBooking)
        tellBooking(facts, *bookings.at(id), moves);
    return m_summary;
}

/// The showtime, when it can still change.
Result<domain::Showtime, ShowtimeChanges::Refusal> changeable(const ports::Store& store,
                                                              ShowtimeId id) {
    auto showtime = store.showtime(id);
    if (!showtime)
        return Err{ShowtimeChanges::Refusal::UnknownShowtime};
    if (showtime->state == domain::ShowtimeState::Cancelled)
        return Err{ShowtimeChanges::Refusal::Cancelled};
    return std::move(*showtime);
}

Decided<ShowtimeChanges::Answer> decideCancel(ports::Store& store, ShowtimeId id, OperatorId by,
                                              Instant now, Random& random) {
    const auto showtime = changeable(store, id);
    if (!showtime)
        return refuse(showtime.error());
    writeAudit(store, now, actorOf(by), "showtime.cancelled", id.toString());
    return {Change(store, *showtime, now, random).cancel()};
}

/// Where the seats of the present plan are in the new one; nothing: where they have the same name.
using Mapping = std::optional<core::SeatMapping>;

Decided<ShowtimeChanges::Answer> decidePlan(ports::Store& store, ShowtimeId id, PlanId plan,
                                            const Mapping& mapping, OperatorId by, Instant now,
                                            Random& random) {
    using Refusal = ShowtimeChanges::Refusal;
    const auto showtime = changeable(store, id);
    if (!showtime)
        return refuse(showtime.error());
    if (store.isRecovering())
        return refuse(Refusal::Recovering);
    if (showtime->plan == plan)
        return refuse(Refusal::SamePlan);
    core::PlanChangeFacts facts{*showtime,
                                store.plan(showtime->plan),
                                store.plan(plan),
                                {},
                                store.priceList(showtime->priceList),
                                store.claims(id),
                                bookingsOf(store, id)};
    if (!facts.to)
        return refuse(Refusal::UnknownPlan);
    facts.mapping = mapping ? *mapping : core::sameNames(*facts.from, *facts.to);
    if (auto fault = core::faultOf(facts.mapping, *facts.from, *facts.to))
        return refuse(Refusal::BadMapping, std::move(*fault));
    writeAudit(store, now, actorOf(by), "showtime.plan_changed",
               id.toString() + " to " + plan.toString());
    return {Change(store, *showtime, now, random).movePlan(facts)};
}

Decided<ShowtimeChanges::Answer> decidePrices(ports::Store& store, ShowtimeId id,
                                              PriceListId prices, OperatorId by, Instant now) {
    using Refusal = ShowtimeChanges::Refusal;
    auto showtime = changeable(store, id);
    if (!showtime)
        return refuse(showtime.error());
    const auto listed = store.priceList(prices);
    if (!listed)
        return refuse(Refusal::UnknownPriceList);
    if (!isFor(*listed, *showtime))
        return refuse(Refusal::PricesNotValid);
    const auto before = store.priceList(showtime->priceList);
    if (before && before->currency != listed->currency)
        return refuse(Refusal::OtherCurrency);
    writeAudit(store, now, actorOf(by), "showtime.prices_changed",
               id.toString() + " to " + prices.toString());
    showtime->priceList = prices;
    store.put(*showtime);
    return {Summary{}};
}

void submitPlan(const Context& context, ShowtimeId showtime, PlanId plan, Mapping mapping,
                OperatorId by, Reply<ShowtimeChanges::Answer> reply) {
    submit<ShowtimeChanges::Answer>(
        context.writer,
        [context, showtime, plan, mapping = std::move(mapping), by](ports::Store& store) {
            return decidePlan(store, showtime, plan, mapping, by, context.clock.now(),
                              context.random);
        },
        std::move(reply));
}

} // namespace

void ShowtimeChanges::cancel(ShowtimeId showtime, Reply<Answer> reply, OperatorId by) {
    submit<Answer>(
        m_context.writer,
        [context = m_context, showtime, by](ports::Store& store) {
            return decideCancel(store, showtime, by, context.clock.now(), context.random);
        },
        std::move(reply));
}

void ShowtimeChanges::changePlan(ShowtimeId showtime, PlanId plan, core::SeatMapping mapping,
                                 Reply<Answer> reply, OperatorId by) {
    submitPlan(m_context, showtime, plan, std::move(mapping), by, std::move(reply));
}

void ShowtimeChanges::changePlanByNames(ShowtimeId showtime, PlanId plan, Reply<Answer> reply,
                                        OperatorId by) {
    submitPlan(m_context, showtime, plan, {}, by, std::move(reply));
}

void ShowtimeChanges::changePrices(ShowtimeId showtime, PriceListId prices, Reply<Answer> reply,
                                   OperatorId by) {
    submit<Answer>(
        m_context.writer,
        [context = m_context, showtime, prices, by](ports::Store& store) {
            return decidePrices(store, showtime, prices, by, context.clock.now());
        },
        std::move(reply));
}

} // namespace foyer::server::services
