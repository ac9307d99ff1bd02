// R8: a seat that its terminal has sold, voided and sold anew before anything of it was heard.

#include "server/core/verdict_parts.h"
#include "shared/base/mutant.h"

#include <algorithm>
#include <compare>

namespace foyer::server::core {

using domain::TicketLine;
using protocol::RevocationReason;
using protocol::Sale;
using protocol::TaskAction;
using protocol::TaskKind;

namespace {

/// The paper was printed by a later life of the disk: it names a right of that former one.
bool isNamedByPaper(const Knowledge& known, Incarnation life) {
    return life < known.origin.incarnation &&
           std::any_of(known.named.begin(), known.named.end(), [&](AllotmentId id) {
               const AllotmentFacts* right = findAllotment(known, id);
               return right && right->terminal == known.origin.terminal &&
                      right->incarnation == life;
           });
}

/// Tokens are given out in order, and a disk has one of them at a time for a seat. Paper that a
/// later life has printed bears that life's number, and the sale's own place in whichever journal
/// it stands: where the places do not tell, the ticket's number does, by its time.
std::strong_ordering orderOf(const TicketRecord& ticket, const Knowledge& known, const Sale& sale,
                             std::size_t index) {
    const protocol::Right& right = sale.rights[index];
    if (ticket.epoch.value > 0 && right.epoch.value > 0 && ticket.epoch != right.epoch)
        return ticket.epoch <=> right.epoch;
    const auto lives = ticket.life <=> known.origin.incarnation;
    const auto places = ticket.seq <=> known.origin.seq;
    const AllotmentFacts* lease = findAllotment(known, right.allotment);
    const bool isReprint = lease && lease->incarnation != known.origin.incarnation;
    const bool placesTell = lives == 0 ? !isReprint : lives == places;
    return placesTell ? places : ticket.line.ticket <=> sale.lines[index].ticket;
}

/// The ticket that has the line's seat, when the same disk has sold it.
const Occupant* siblingOf(const Knowledge& known, const TicketLine& line) {
    const auto seat = presentSeat(known, line.seat);
    const Occupant* other = seat ? occupantOf(known, *seat) : nullptr;
    if (!other || known.wasCopied || mutated(Mutant::SecondSaleIgnored))
        return nullptr;
    const TicketRecord& ticket = other->ticket;
    const bool isSame = other->booking.terminal == known.origin.terminal && ticket.seq.value > 0 &&
                        (hadTheDisk(known, ticket.life) || isNamedByPaper(known, ticket.life)) &&
                        ticket.paperSeat.value_or(ticket.line.seat) == line.seat;
    return isSame ? other : nullptr;
}

std::string soldAnew(const Knowledge& known, SeatNo seat, Seq entry) {
    return nameOfSeat(known, seat) + " was sold anew by its own terminal, as entry " +
           std::to_string(entry.value) + " of its journal: this sale was void by then.";
}

/// One for the booking, whatever its tickets are.
void owe(const Knowledge& known, const BookingId booking, const TicketLine& line,
         const std::string& why, Decision& decision) {
    for (protocol::Task& other : decision.tasks)
        if (other.kind == TaskKind::RefundDue && other.booking == booking) {
            other.tickets.push_back(line.ticket);
            other.amount = *other.amount + line.price;
            return;
        }
    protocol::Task task = taskFor(known, TaskKind::RefundDue, known.origin.terminal);
    task.subject = booking.toString();
    task.text = "Booking " + domain::referenceOf(booking) + ": " + why +
                " The terminal has handed the money back; when its journal is heard, that settles "
                "this by itself. Pay only if you know that the customer has not had it; "
                "if you know that they have, a supervisor settles it.";
    task.booking = booking;
    task.tickets = {line.ticket};
    task.amount = line.price;
    task.actions = {TaskAction::RefundTender, TaskAction::CallCustomer, TaskAction::Settle};
    decision.tasks.push_back(std::move(task));
}

} // namespace

const Occupant* successorOf(const Knowledge& known, const Sale& sale, std::size_t index) {
    const Occupant* other = siblingOf(known, sale.lines[index]);
    const bool isLater =
        other && other->booking.fromPaper && orderOf(other->ticket, known, sale, index) > 0;
    return isLater ? other : nullptr;
}

const Occupant* predecessorOf(const Knowledge& known, const Sale& sale, std::size_t index) {
    const Occupant* other = siblingOf(known, sale.lines[index]);
    return other && orderOf(other->ticket, known, sale, index) < 0 ? other : nullptr;
}

bool isOvertaken(const Knowledge& known, const Sale& sale) {
    for (std::size_t i = 0; i < sale.lines.size(); ++i)
        if (successorOf(known, sale, i))
            return true;
    return false;
}

std::optional<std::vector<SeatNo>> seatsBeside(const Knowledge& known, const Sale& sale) {
    Sale rest = sale;
    rest.lines.clear();
    for (std::size_t i = 0; i < sale.lines.size(); ++i)
        if (!successorOf(known, sale, i))
            rest.lines.push_back(sale.lines[i]);
    const auto found = otherSeats(known, rest.lines, seatsToKeep(known, rest.lines));
    if (!found)
        return {};
    std::vector<SeatNo> seats;
    auto next = found->begin();
    for (std::size_t i = 0; i < sale.lines.size(); ++i)
        seats.push_back(successorOf(known, sale, i) ? sale.lines[i].seat : *next++);
    return seats;
}

void giveWay(const Knowledge& known, const Sale& sale, std::size_t index, const Occupant& successor,
             Decision& decision) {
    const TicketLine& line = sale.lines[index];
    TicketRecord ticket{sale.booking, sale.showtime, line, {}};
    ticket.state = TicketState::Void;
    ticket.epoch = sale.rights[index].epoch;
    ticket.life = known.origin.incarnation;
    ticket.seq = known.origin.seq;
    decision.newTickets.push_back(std::move(ticket));
    decision.owed.push_back({line.ticket, false});
    decision.revocations.push_back(
        revocationOf(sale.showtime, line.ticket, line.seat, RevocationReason::Voided));
    const std::string why = soldAnew(known, successor.ticket.line.seat, successor.ticket.seq);
    if (decision.verdict.reason.empty())
        decision.verdict.reason = why;
    owe(known, sale.booking, line, why, decision);
}

void overtake(const Knowledge& known, const Occupant& predecessor, TerminalId door,
              Decision& decision) {
    const TicketRecord& ticket = predecessor.ticket;
    const std::string why = soldAnew(known, ticket.line.seat, known.origin.seq);
    decision.ticketStates.emplace_back(ticket.line.ticket, TicketState::Void);
    decision.ousted.push_back(predecessor);
    decision.revocations.push_back(revocationOf(ticket.showtime, ticket.line.ticket,
                                                ticket.line.seat, RevocationReason::Voided));
    owe(known, ticket.booking, ticket.line, why, decision);
    if (predecessor.letIn)
        decision.tasks.push_back(doorTask(
            known, door, ticket.line.ticket, ticket.booking,
            why + " It had been let in before; somebody else has the right to sit there."));
}

} // namespace foyer::server::core
