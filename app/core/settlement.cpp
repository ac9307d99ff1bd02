#include "app/core/settlement.h"

#include <algorithm>
#include <set>

namespace foyer::core {

namespace {

void takeRight(Rights& rights, const OwnSale& sale, std::size_t line, SaveVerdicts& work) {
    if (sale.rights[line].isNull())
        return;
    work.rights.push_back(
        {sale.rights[line].allotment, sale.intent.lines[line].seat, RightState::Returned});
    rights.set(work.rights.back());
}

std::vector<SeatNo> seatsOf(const OwnSale& sale) {
    std::vector<SeatNo> seats;
    for (std::size_t i = 0; i < sale.intent.lines.size(); ++i)
        seats.push_back(seatOf(sale, i));
    return seats;
}

/// What one answer of the feed, or the whole replica, says about tickets.
struct Told {
    std::map<TicketId, protocol::Reseating> seats;
    std::set<std::pair<TicketId, SeatNo>> revoked;

    void add(const protocol::Reseating& row) { seats[row.ticket] = row; }
    /// Of one that was moved only the old paper is bad.
    void add(const protocol::Revocation& row) {
        using protocol::RevocationReason;
        if (row.reason != RevocationReason::Reseated && row.reason != RevocationReason::Lost)
            revoked.emplace(row.ticket, row.seat);
    }
    bool isEmpty() const { return seats.empty() && revoked.empty(); }
};

Told toldBy(const protocol::ChangesAnswer& answer) {
    Told told;
    for (const protocol::Change& change : answer.changes) {
        if (const auto* row = std::get_if<protocol::Reseating>(&change.body))
            told.add(*row);
        if (const auto* row = std::get_if<protocol::Revocation>(&change.body))
            told.add(*row);
    }
    return told;
}

void tell(OwnSale& sale, const Told& told) {
    for (const domain::TicketLine& line : sale.intent.lines)
        if (const auto at = told.seats.find(line.ticket); at != told.seats.end())
            sale.reseated[line.ticket] = at->second;
    for (std::size_t i = 0; i < sale.intent.lines.size(); ++i)
        if (const TicketId ticket = sale.intent.lines[i].ticket;
            told.revoked.count({ticket, seatOf(sale, i)}) > 0 && !isRefunded(sale, ticket))
            sale.revoked.push_back(ticket);
}

/// What was told of its seats before it was known to sit there, or before this verdict came once
/// more: a ticket that moves is not good again by that.
void hearAgain(const Told& told, const std::vector<TicketId>& coming, OwnSale& sale,
               SaveVerdicts& work) {
    tell(sale, told);
    for (const domain::TicketLine& line : sale.intent.lines)
        if (isRefunded(sale, line.ticket) ||
            std::find(coming.begin(), coming.end(), line.ticket) != coming.end())
            work.gone.push_back(line.ticket);
}

/// A seat may keep its number in a new plan and get another name.
bool needsOther(const OwnSale& before, const OwnSale& after, std::size_t line) {
    if (seatOf(before, line) != seatOf(after, line))
        return true;
    const TicketId ticket = after.intent.lines[line].ticket;
    const auto is = after.reseated.find(ticket);
    const auto was = before.reseated.find(ticket);
    return is != after.reseated.end() && is->second.from == is->second.to &&
           is->second.fromName != is->second.toName &&
           (was == before.reseated.end() || was->second.toName != is->second.toName);
}

void settleMove(const OwnSale& before, const OwnSale& after, Rights& rights, ApplyChanges& work) {
    bool isNews = false;
    for (std::size_t i = 0; i < after.intent.lines.size(); ++i) {
        const TicketId ticket = after.intent.lines[i].ticket;
        const bool moves = seatOf(before, i) != seatOf(after, i);
        const bool ends = isRefunded(after, ticket) && !isRefunded(before, ticket);
        if (moves)
            work.moves.push_back({ticket, seatOf(before, i), seatOf(after, i)});
        if (ends)
            work.gone.push_back(ticket);
        // What ends by a void or refund of our own has given its right back already; what ended
        // while its lease was good does so when the lease is over.
        const protocol::Right& right = before.rights[i];
        const SeatNo seat = before.intent.lines[i].seat;
        const bool isGone = isRefunded(after, ticket) && rights.isOver(right.allotment) &&
                            rights.isSold(right.allotment, seat);
        if (!right.isNull() && (moves || isGone)) {
            work.rights.push_back({right.allotment, seat, RightState::Returned});
            rights.set(work.rights.back());
        }
        isNews |= needsOther(before, after, i);
    }
    if (isNews)
        work.unprinted.push_back(after.booking);
}

} // namespace

void settleSales(const Context& ctx, SaleBook& book, Rights& rights, SaveVerdicts& work) {
    Told told;
    for (const auto& [id, row] : ctx.replica.revocations)
        told.add(row);
    for (const protocol::Verdict& verdict : work.verdicts) {
        OwnSale* sale = book.findByVerdict(verdict.seq);
        if (!sale)
            continue;
        const auto before = seatsOf(*sale);
        sale->verdict = verdict;
        if (seatsOf(*sale) != before)
            sale->movedPrinted = false;
        hearAgain(told, ctx.goneOnTheWay, *sale, work);
        for (std::size_t i = 0; i < sale->intent.lines.size(); ++i)
            if (isOwed(*sale) || isMoved(*sale, i))
                takeRight(rights, *sale, i, work);
        for (const protocol::SeatMove& move : verdict.moves)
            if (sale->reseated.count(move.ticket) == 0) // the feed may know a later one
                work.moves.push_back(move);
        if (isOwed(*sale))
            work.owed.push_back(sale->booking);
    }
}

void settleMoves(const SaleBook& book, Rights& rights, ApplyChanges& work) {
    const Told told = toldBy(*work.answer);
    if (told.isEmpty() && !work.answer->snapshot)
        return;
    for (const auto& [booking, sale] : book.all()) {
        OwnSale after = sale;
        if (work.answer->snapshot) {
            after.reseated.clear();
            after.revoked.clear();
        }
        tell(after, told);
        settleMove(sale, after, rights, work);
    }
}

void follow(SaleBook& book, const Replica& replica) {
    Told told;
    for (const auto& [ticket, row] : replica.reseatings)
        told.add(row);
    for (const auto& [id, row] : replica.revocations)
        told.add(row);
    book.forEach([&](OwnSale& sale) {
        sale.reseated.clear();
        sale.revoked.clear();
        tell(sale, told);
    });
}

} // namespace foyer::core
