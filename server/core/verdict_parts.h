#pragma once

// What several rules ask and do. Private to the verdicts.

#include "server/core/verdicts.h"

namespace foyer::server::core {

/// Where the right to sell a seat is, seen from the terminal that wrote the entry. What a lost
/// allotment of its own still claims counts as the pool's: nobody else has it.
enum class RightPlace : std::uint8_t { Own, Pool, Elsewhere };
RightPlace placeOf(const Knowledge& known, SeatNo seat);

const AllotmentFacts* findAllotment(const Knowledge& known, AllotmentId id);
const TicketRecord* findTicket(const Knowledge& known, TicketId id);
/// The allotment that owns the seat's right; null id when it is in the pool.
AllotmentId allotmentOf(const Knowledge& known, SeatNo seat);
/// "F12", or its number when the plan does not have it.
std::string nameOfSeat(const Knowledge& known, SeatNo seat);

/// A decision without effects.
Decision plain(const Knowledge& known, protocol::Rule rule, protocol::Outcome outcome,
               std::string reason = {});

/// "F7", "F7 and F8", "F7, F8 and F9".
std::string listOf(const std::vector<std::string>& words);
/// "19:52" on the clocks of the cinema.
std::string clockTimeOf(const Knowledge& known, Instant at);

/// The right of a ticket's seat once the ticket is gone: back to the allotment it was sold from,
/// also when that had been emptied, because the terminal may sell it again under the same token.
/// One that is lost or of a life that is over has nobody left to sell from it; what replaces one of
/// a former plan is the store's to find.
std::optional<Claim> rightAfter(const Knowledge& known, const TicketRecord& ticket);
std::optional<Claim> rightAfter(const Knowledge& known, AllotmentId from, SeatNo seat);
bool ownsItsSeat(const Knowledge& known, const TicketRecord& ticket);

/// That life had the disk which wrote the entry: it is the entry's own, or a later one up to that
/// which carries it over.
bool hadTheDisk(const Knowledge& known, Incarnation life);

/// "terminal/life/number": what an entry is called in the subject of a task, which no other has.
std::string textOf(const Origin& written);
/// A task for the people of that terminal, due before the showtime.
protocol::Task taskFor(const Knowledge& known, protocol::TaskKind kind, TerminalId owner);
/// Somebody was let in who may have no right to sit there.
protocol::Task doorTask(const Knowledge& known, TerminalId owner, TicketId ticket,
                        BookingId booking, std::string text);
protocol::Revocation revocationOf(ShowtimeId showtime, TicketId ticket, SeatNo seat,
                                  protocol::RevocationReason reason);

/// The sale belongs to a booking that is known in part, from the paper of its tickets.
bool isOnPaper(const Knowledge& known, const protocol::Sale& sale);

/// The entry, when it is a sale that can be taken as it stands and is not known from paper.
const protocol::Sale* soundSale(const Knowledge& known, const protocol::Payload& payload);
bool isCancelled(const Knowledge& known);
bool namesLostRight(const Knowledge& known, const protocol::Sale& sale);
/// The seat in the present plan; nothing when that has none for it.
std::optional<SeatNo> presentSeat(const Knowledge& known, SeatNo seat);
/// Whose ticket owns the seat of the present plan; null: nobody's that was loaded.
const Occupant* occupantOf(const Knowledge& known, SeatNo seat);

/// One life of a terminal sells a seat twice, by whatever right or at risk, only if it has voided
/// the first sale in between. While that void is not heard, the sale with the higher number in its
/// journal has the seat, whichever was heard of first (R8). The other ticket is void, and its money
/// is owed until the void is heard, which settles it: so nothing is lost where there was none,
/// because the disk was copied and nobody has noticed.
///
/// The ticket of the later sale, known from paper: the line's own has given way to it.
const Occupant* successorOf(const Knowledge& known, const protocol::Sale& sale, std::size_t line);
/// The ticket of the earlier sale, which has the seat still.
const Occupant* predecessorOf(const Knowledge& known, const protocol::Sale& sale, std::size_t line);
/// A line of the sale has a successor.
bool isOvertaken(const Knowledge& known, const protocol::Sale& sale);
/// Seats for those of its lines that have none; the others keep the number they were sold by.
std::optional<std::vector<SeatNo>> seatsBeside(const Knowledge& known, const protocol::Sale& sale);
/// The ticket of the sale's line is void from the start.
void giveWay(const Knowledge& known, const protocol::Sale& sale, std::size_t line,
             const Occupant& successor, Decision& decision);
/// The ticket that has the seat is void now: the entry the paper names has sold it anew. People of
/// the door are told if it had been let in.
void overtake(const Knowledge& known, const Occupant& predecessor, TerminalId door,
              Decision& decision);

/// It was given for free, and whom the house asks has said so.
bool isCompApproved(const Knowledge& known, const protocol::Sale& sale);
/// Where the showtime's list, with the discounts that the sale says were asked for, comes to other
/// prices.
std::vector<PriceVariance> variancesOf(const Knowledge& known, const protocol::Sale& sale);

/// Who sits in a seat of another number or name than the one sold has to be told, and the paper
/// that says another number is revoked. `seats`: where each ticket was sold and where it is good.
void tellMoves(const Knowledge& known, const protocol::Sale& sale,
               const std::vector<protocol::SeatMove>& seats, Decision& decision);
/// The sale with its tickets on these seats, one for each line: accepted where they are the ones
/// sold, otherwise reseated, which somebody has to tell the customer, as of another name.
Decision seatedOn(const Knowledge& known, const protocol::Sale& sale, protocol::Rule rule,
                  const std::vector<SeatNo>& seats);
/// The sale on paper that has no seats: its money is owed, its tickets are void.
Decision refundDue(const Knowledge& known, const protocol::Sale& sale, protocol::Rule rule,
                   const std::string& because);

/// The ticket gives its seat up to one that was sold by right: it is void and its money is owed.
void oust(const Knowledge& known, const Occupant& occupant, Decision& decision);

/// Seats for a party: `seats` are those it has, nothing for whoever must move. Equal or better.
std::optional<std::vector<SeatNo>> otherSeats(const Knowledge& known,
                                              const std::vector<domain::TicketLine>& lines,
                                              const std::vector<std::optional<SeatNo>>& seats);
/// The seats of the lines that can stay: own ones and those in the pool.
std::vector<std::optional<SeatNo>> seatsToKeep(const Knowledge& known,
                                               const std::vector<domain::TicketLine>& lines);

/// Supervisors and managers.
bool isInCharge(const std::optional<domain::Operator>& op);

// Parts of R12, each for its kinds of entries.
std::optional<Decision> r12MoneyBack(const Knowledge& known, const protocol::Payload& payload);
std::optional<Decision> r12DoorRecord(const Knowledge& known, const protocol::Payload& payload);
std::optional<Decision> r12OpenPayment(const Knowledge& known, const protocol::Payload& payload);
/// The task of an open payment is settled without paying back: it had never come. Requires: the
/// task is of that kind.
void settleOpenPayment(const Knowledge& known, Decision& decision);

/// Why the sale cannot be taken as it stands, whoever owns its seats; empty when it is sound.
/// Never does arithmetic on amounts it has not bounded: a poisoned entry must not stop the server.
std::string faultOf(const Knowledge& known, const protocol::Sale& sale);

/// Amounts beyond this (ten million in most currencies) are damage, not money.
constexpr std::int64_t kMostMinor = 1'000'000'000;
bool isSaneAmount(Money amount);

/// Whether two values of the range are equal.
template <class Range, class Key>
bool hasRepeats(const Range& range, Key key) {
    for (auto a = range.begin(); a != range.end(); ++a)
        for (auto b = range.begin(); b != a; ++b)
            if (key(*a) == key(*b))
                return true;
    return false;
}

constexpr std::size_t kMostLines = 200; // of one sale or exchange

} // namespace foyer::server::core
