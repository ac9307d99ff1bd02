#include "server/core/verdict_parts.h"

#include "server/core/deadline.h"
#include "shared/base/mutant.h"

#include <algorithm>

namespace foyer::server::core {

const AllotmentFacts* findAllotment(const Knowledge& known, AllotmentId id) {
    const auto found = std::find_if(known.allotments.begin(), known.allotments.end(),
                                    [&](const auto& each) { return each.id == id; });
    return found == known.allotments.end() ? nullptr : &*found;
}

const TicketRecord* findTicket(const Knowledge& known, TicketId id) {
    if (!known.booking)
        return nullptr;
    const auto& tickets = known.booking->tickets;
    const auto found = std::find_if(tickets.begin(), tickets.end(),
                                    [&](const auto& each) { return each.line.ticket == id; });
    return found == tickets.end() ? nullptr : &*found;
}

namespace {

/// Which of its allotments the entry names does not matter in this life: every one is its own
/// right, and a renewed grant may have overtaken the entry. Those of a life before are its own only
/// where it names them: a payment was begun in that life, and this one says that it was made. Has
/// the plan changed since, each right of that life went to another allotment of it.
bool isOwnLife(const Knowledge& known, const AllotmentFacts& owner) {
    if (owner.incarnation >= known.origin.incarnation)
        return owner.incarnation == known.origin.incarnation;
    const auto speaksOfIt = [&](AllotmentId id) {
        const AllotmentFacts* named = findAllotment(known, id);
        return id == owner.id || (known.formerPlan && named && named->terminal == owner.terminal &&
                                  named->incarnation == owner.incarnation);
    };
    return std::any_of(known.named.begin(), known.named.end(), speaksOfIt);
}

} // namespace

RightPlace placeOf(const Knowledge& known, SeatNo seat) {
    const auto claim = known.claims.at(seat);
    if (!claim)
        return RightPlace::Pool;
    if (claim->kind == ClaimKind::Hold && !known.hold.isNull() && claim->owner == known.hold.uuid)
        return RightPlace::Own;
    if (claim->kind != ClaimKind::Allotment)
        return RightPlace::Elsewhere;
    const auto* owner = findAllotment(known, {claim->owner});
    if (!owner || owner->terminal != known.origin.terminal || !isOwnLife(known, *owner))
        return mutated(Mutant::AtRiskDisplacesLease) ? RightPlace::Pool : RightPlace::Elsewhere;
    return owner->state == protocol::AllotmentState::Lost ? RightPlace::Pool : RightPlace::Own;
}

AllotmentId allotmentOf(const Knowledge& known, SeatNo seat) {
    const auto claim = known.claims.at(seat);
    return claim && claim->kind == ClaimKind::Allotment ? AllotmentId{claim->owner} : AllotmentId{};
}

std::string nameOfSeat(const Knowledge& known, SeatNo seat) {
    if (known.plan && seat.value < known.plan->seatCount())
        return known.plan->seatName(seat);
    return "no. " + std::to_string(seat.value);
}

Decision plain(const Knowledge& known, protocol::Rule rule, protocol::Outcome outcome,
               std::string reason) {
    Decision decision;
    decision.verdict = {known.origin.seq, rule, outcome, std::move(reason), {}};
    return decision;
}

bool isSaneAmount(Money amount) {
    return amount.minor >= 0 && amount.minor <= kMostMinor;
}

std::string listOf(const std::vector<std::string>& words) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0)
            text += i + 1 == words.size() ? " and " : ", ";
        text += words[i];
    }
    return text;
}

std::string clockTimeOf(const Knowledge& known, Instant at) {
    const std::chrono::minutes offset{known.showtime ? known.showtime->utcOffsetMinutes : 0};
    const Instant local = at + offset;
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(local - day).count();
    const auto two = [](std::int64_t number) {
        return (number < 10 ? "0" : "") + std::to_string(number);
    };
    return two(minutes / 60) + ":" + two(minutes % 60);
}

std::optional<Claim> rightAfter(const Knowledge& known, const TicketRecord& ticket) {
    return rightAfter(known, ticket.allotment, ticket.line.seat);
}

std::optional<Claim> rightAfter(const Knowledge& known, AllotmentId from, SeatNo seat) {
    const auto* allotment = findAllotment(known, from);
    if (!allotment || allotment->hasEnded || mutated(Mutant::VoidFreesRight) ||
        allotment->state == protocol::AllotmentState::Lost)
        return {};
    return Claim{seat, ClaimKind::Allotment, allotment->id.uuid, allotment->epoch};
}

bool ownsItsSeat(const Knowledge& known, const TicketRecord& ticket) {
    const auto claim = known.claims.at(ticket.line.seat);
    return claim && claim->kind == ClaimKind::Ticket && claim->owner == ticket.line.ticket.uuid;
}

const Occupant* occupantOf(const Knowledge& known, SeatNo seat) {
    for (const Occupant& each : known.occupants)
        if (each.ticket.line.seat == seat)
            return &each;
    return nullptr;
}

bool hadTheDisk(const Knowledge& known, Incarnation life) {
    return life == known.origin.incarnation ||
           (known.written.terminal == known.origin.terminal && known.origin.incarnation < life &&
            life <= known.written.incarnation);
}

std::string textOf(const Origin& written) {
    return written.terminal.toString() + "/" + std::to_string(written.incarnation.value) + "/" +
           std::to_string(written.seq.value);
}

protocol::Task taskFor(const Knowledge& known, protocol::TaskKind kind, TerminalId owner) {
    protocol::Task task;
    task.kind = kind;
    if (!mutated(Mutant::TaskWithoutOwner))
        task.owner = owner;
    task.actions = {protocol::TaskAction::Settle};
    task.deadline = known.now + kWhenItIsLate;
    if (known.showtime) {
        task.showtime = known.showtime->id;
        task.deadline = deadlineFor(known.showtime->start, known.now);
    }
    return task;
}

protocol::Task doorTask(const Knowledge& known, TerminalId owner, TicketId ticket,
                        BookingId booking, std::string text) {
    protocol::Task task = taskFor(known, protocol::TaskKind::DoubleAdmission, owner);
    task.subject = ticket.toString();
    task.text = std::move(text);
    task.tickets = {ticket};
    task.booking = booking;
    return task;
}

protocol::Revocation revocationOf(ShowtimeId showtime, TicketId ticket, SeatNo seat,
                                  protocol::RevocationReason reason) {
    return {{}, ticket, showtime, seat, reason, {}};
}

} // namespace foyer::server::core
