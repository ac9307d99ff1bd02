// Sales on their seats, on others, or on none; exchanges; sales that only paper tells of.

#include "server/main/proof/fold.h"
#include "shared/domain/ticket.h"

#include <algorithm>

namespace foyer::server::proof {

using domain::Account;
using protocol::Outcome;
using protocol::RevocationReason;
using protocol::TaskKind;

namespace {

std::optional<SeatNo> movedTo(const protocol::Verdict& verdict, TicketId ticket) {
    for (const auto& move : verdict.moves)
        if (move.ticket == ticket)
            return move.to;
    return {};
}

void earn(Postings& postings, Money price, std::int64_t tax) {
    postings.add(Account::TicketRevenue, Money{tax - price.minor, price.currency});
    postings.add(Account::TaxPayable, Money{-tax, price.currency});
}

Money priceOf(const protocol::Sale& sale) {
    Money sum{0, sale.lines.front().price.currency};
    for (const auto& line : sale.lines)
        sum += line.price;
    return sum;
}

/// A business day that a damaged clock has not made up.
std::optional<Date> dayOf(const protocol::Sale& sale, Instant now) {
    constexpr std::chrono::days kMostApart{360};
    const Date today = std::chrono::floor<std::chrono::days>(now);
    if (sale.businessDay < today - kMostApart || sale.businessDay > today + kMostApart)
        return {};
    return sale.businessDay;
}

} // namespace

void Fold::sale(const protocol::Sale& entry, Work& work) {
    if (work.is(Outcome::Noted))
        return find("I2", work, "is a paid sale that was only noted.");
    if (entry.lines.empty())
        return find("I2", work, "is a sale of nothing that was taken for sound.");
    checkMoves(entry, work);
    work.expected.businessDay = dayOf(entry, work.row.receivedAt);
    Booking* booking = m_book.booking(entry.booking);
    if (booking && booking->fromPaper)
        return completed(entry, *booking, work);
    if (booking)
        return find("I2", work, "sells booking " + entry.booking.toString() + " a second time.");
    newSale(entry, work);
}

void Fold::checkMoves(const protocol::Sale& entry, const Work& work) {
    if (work.is(Outcome::Reseated) == work.verdict().moves.empty())
        find("I2", work,
             "was answered " + std::string(nameOf(work.verdict().outcome)) + " with " +
                 std::to_string(work.verdict().moves.size()) + " moves.");
    for (const auto& move : work.verdict().moves) {
        const auto line = std::find_if(entry.lines.begin(), entry.lines.end(), [&](const auto& l) {
            return l.ticket == move.ticket && l.seat == move.from;
        });
        if (line == entry.lines.end())
            find("I2", work,
                 "has not sold seat no. " + std::to_string(move.from.value) +
                     ", from which ticket " + move.ticket.toString() + " was moved.");
    }
}

void Fold::newSale(const protocol::Sale& entry, Work& work) {
    Booking& booking = m_book.bookings[entry.booking];
    booking.entry = work.row.key;
    booking.entry.terminal = work.origin.terminal;
    booking.showtime = entry.showtime;
    booking.valid = !work.is(Outcome::RefundDue);
    booking.total = priceOf(entry);
    booking.businessDay = entry.businessDay;
    booking.tenders = entry.tenders;
    booking.comp = nameOf(entry.comp);
    for (const auto& tender : entry.tenders)
        hand(work.expected.postings, tender, 1);
    for (std::size_t i = 0; i < entry.lines.size(); ++i)
        addTicket(entry, i, work.origin, booking, work);
    work.expected.event = booking.valid ? "sale" : "refund_due";
}

/// One line of a sale, as its verdict has it: on its seat, on another, or owed for.
void Fold::addTicket(const protocol::Sale& entry, std::size_t index, const EntryKey& soldBy,
                     Booking& booking, Work& work) {
    const domain::TicketLine& line = entry.lines[index];
    if (m_book.ticket(line.ticket))
        return find("I2", work, "sells ticket " + line.ticket.toString() + " a second time.");
    booking.tickets.push_back(line.ticket);
    Ticket& ticket = m_book.tickets[line.ticket];
    ticket = {entry.booking, entry.showtime, line.seat, line.ticketType,
              line.price,    line.tax.minor, false,     nameOf(line.reductions)};
    ticket.soldBy = soldBy;
    if (index < entry.rights.size())
        ticket.epoch = entry.rights[index].epoch;
    if (work.is(Outcome::RefundDue)) {
        ticket.fate = Fate::Void;
        ticket.owed = true;
        work.expected.postings.add(Account::RefundPayable, -line.price);
        revoke(work, line.ticket, line.seat, ticket,
               {RevocationReason::Refunded, RevocationReason::Lost});
        return duty(work, TaskKind::RefundDue, entry.booking.toString());
    }
    earn(work.expected.postings, line.price, line.tax.minor);
    if (const auto to = movedTo(work.verdict(), line.ticket)) {
        ticket.seat = *to;
        ticket.paperSeat = line.seat;
        revoke(work, line.ticket, line.seat, ticket,
               {RevocationReason::Reseated, RevocationReason::Lost});
        duty(work, TaskKind::Reseated, entry.booking.toString());
    }
    seat(work, line.ticket, ticket);
}

/// The journal of a booking that paper told of in part: what it adds and corrects is posted, and
/// nothing counts twice.
void Fold::completed(const protocol::Sale& entry, Booking& booking, Work& work) {
    for (const auto& tender : entry.tenders)
        hand(work.expected.postings, tender, 1);
    for (const auto& tender : booking.tenders)
        hand(work.expected.postings, tender, -1);
    bool seated = false;
    for (std::size_t i = 0; i < entry.lines.size(); ++i) {
        const auto& line = entry.lines[i];
        Ticket* seen = m_book.ticket(line.ticket);
        if (!seen) {
            seated = seated || !work.is(Outcome::RefundDue);
            addTicket(entry, i, work.origin, booking, work);
            continue;
        }
        earn(work.expected.postings, line.price, line.tax.minor);
        earn(work.expected.postings, -seen->price,
             -(seen->isTaxUnknown ? line.tax.minor : seen->tax));
        seen->isTaxUnknown = false;
        seen->type = line.ticketType;
        seen->tax = line.tax.minor;
        seen->reduced = nameOf(line.reductions);
    }
    booking.entry = work.row.key;
    booking.entry.terminal = work.origin.terminal;
    booking.fromPaper = false;
    booking.valid = booking.valid || seated;
    booking.total = priceOf(entry);
    booking.businessDay = entry.businessDay;
    booking.tenders = entry.tenders;
    booking.comp = nameOf(entry.comp);
    work.expected.event = "sale";
}

/// Tickets on paper of a terminal that was lost: the proof says all that the server can know.
void Fold::paper(const protocol::Admitted& entry, Work& work) {
    const auto read = domain::readQrText(entry.paper);
    const PublicKey* key =
        read ? m_house.key(read->proof.terminal, read->proof.incarnation) : nullptr;
    if (!key || read->proof.ticket != entry.ticket || read->proof.showtime != entry.showtime)
        return find("I2", work, "has no paper that proves the ticket it brought in.");
    const auto& proof = read->proof;
    const Show* show = m_house.show(proof.showtime);
    protocol::Sale sale;
    sale.booking = proof.booking;
    sale.showtime = proof.showtime;
    const bool isListed = show && !show->repriced;
    const std::int64_t tax = isListed ? taxIncluded(proof.price, show->taxBasisPoints).minor
                                      : m_ask.paperTax(work.row.key);
    sale.lines = {{proof.ticket, proof.seat, "", proof.price, Money{tax, proof.price.currency}}};
    sale.rights.resize(1);
    if (!proof.allotment.isNull())
        sale.rights[0] = {proof.allotment, proof.epoch};
    checkMoves(sale, work);
    const auto [at, isNew] = m_book.bookings.try_emplace(proof.booking);
    Booking& booking = at->second;
    if (isNew) {
        booking.entry = {proof.terminal, proof.incarnation, {}};
        booking.showtime = proof.showtime;
        booking.fromPaper = true;
        booking.valid = false;
        booking.total.currency = proof.price.currency;
    }
    booking.valid = booking.valid || !work.is(Outcome::RefundDue);
    booking.total += proof.price;
    work.expected.postings.add(drawerOf(proof.tender), proof.price);
    const auto same = std::find_if(booking.tenders.begin(), booking.tenders.end(),
                                   [&](const auto& each) { return each.kind == proof.tender; });
    if (same != booking.tenders.end()) {
        same->amount += proof.price;
        same->received += proof.price;
    } else if (!proof.price.isZero()) {
        booking.tenders.push_back(
            {proof.tender, proof.price, proof.price, Money{0, proof.price.currency}, ""});
    }
    const EntryKey soldBy{proof.terminal, proof.incarnation, proof.seq};
    addTicket(sale, 0, soldBy, booking, work);
    m_book.tickets[proof.ticket].isTaxUnknown = !isListed && work.is(Outcome::RefundDue);
    work.expected.event = work.is(Outcome::RefundDue) ? "refund_due" : "paper";
}

void Fold::exchange(const protocol::Exchange& entry, Work& work) {
    if (!work.is(Outcome::Accepted) && !work.is(Outcome::Reseated))
        return find("I2", work, "is an exchange that was neither done nor kept in quarantine.");
    Booking* booking = m_book.booking(entry.booking);
    if (!booking)
        return find("I2", work, "exchanges seats of a sale that no journal has.");
    if (work.is(Outcome::Reseated) == work.verdict().moves.empty())
        find("I2", work, "is an exchange whose moves do not fit its answer.");
    std::vector<std::pair<TicketId, Ticket>> made;
    for (const auto& swap : entry.swaps) {
        Ticket* old = m_book.ticket(swap.ticket);
        if (!old || old->fate != Fate::Valid || old->booking != entry.booking) {
            find("I1", work,
                 "exchanges ticket " + swap.ticket.toString() + ", which is not valid.");
            continue;
        }
        if (old->seat != swap.from && !m_house.isReplanned(old->showtime))
            find("I1", work,
                 "exchanges seat no. " + std::to_string(swap.from.value) +
                     ", the ticket stood on no. " + std::to_string(old->seat.value) + ".");
        unseat(swap.ticket, *old, Fate::Exchanged);
        old->seat = swap.from;
        revoke(work, swap.ticket, swap.from, *old, {RevocationReason::Exchanged});
        Ticket fresh = *old;
        fresh.fate = Fate::Valid;
        fresh.seat = movedTo(work.verdict(), swap.newTicket).value_or(swap.to);
        fresh.paperSeat.reset();
        if (fresh.seat != swap.to) {
            fresh.paperSeat = swap.to;
            revoke(work, swap.newTicket, swap.to, fresh, {RevocationReason::Reseated});
            duty(work, TaskKind::Reseated, entry.booking.toString());
            if (!m_house.isReplanned(old->showtime))
                find("I7", work, "moved a ticket to another seat than it was exchanged for.");
        }
        fresh.soldBy = {};
        made.emplace_back(swap.newTicket, std::move(fresh));
    }
    for (auto& [id, ticket] : made) { // after all are off their seats: two may have swapped
        booking->tickets.push_back(id);
        seat(work, id, m_book.tickets[id] = std::move(ticket));
    }
}

} // namespace foyer::server::proof
