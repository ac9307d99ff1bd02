#include "app/core/sale_book.h"

#include "shared/base/check.h"

#include <algorithm>

namespace foyer::core {

void SaleBook::restore(std::vector<OwnSale> sales) {
    for (OwnSale& sale : sales)
        add(std::move(sale));
}

void SaleBook::add(OwnSale sale) {
    const BookingId booking = sale.booking;
    if (m_sales.count(booking) == 0)
        m_byShowtime.emplace(sale.intent.showtime, booking);
    if (std::any_of(sale.rights.begin(), sale.rights.end(),
                    [](const auto& right) { return right.isNull(); }))
        m_atRisk.insert(sale.intent.showtime);
    if (sale.verdictSeq.value > 0)
        expectVerdict(sale.verdictSeq, booking);
    m_sales.insert_or_assign(booking, std::move(sale));
}

OwnSale* SaleBook::findByVerdict(Seq seq) {
    const auto at = m_byVerdict.find(seq);
    return at == m_byVerdict.end() ? nullptr : find(at->second);
}

OwnSale* SaleBook::find(BookingId booking) {
    const auto at = m_sales.find(booking);
    return at == m_sales.end() ? nullptr : &at->second;
}

OwnSale* SaleBook::findByReference(const std::string& reference) {
    const auto at = std::find_if(m_sales.begin(), m_sales.end(), [&](const auto& row) {
        return isByCard(row.second) && row.second.intent.paymentReference == reference;
    });
    return at == m_sales.end() ? nullptr : &at->second;
}

const OwnSale* SaleBook::find(BookingId booking) const {
    const auto at = m_sales.find(booking);
    return at == m_sales.end() ? nullptr : &at->second;
}

void SaleBook::forEachTaken(ShowtimeId showtime, const std::function<void(SeatNo)>& visit) const {
    const auto [first, last] = m_byShowtime.equal_range(showtime);
    for (auto at = first; at != last; ++at) {
        const OwnSale& sale = m_sales.at(at->second);
        if ((sale.phase != SalePhase::Intended && sale.phase != SalePhase::Sold) || isOwed(sale))
            continue;
        for (std::size_t i = 0; i < sale.intent.lines.size(); ++i)
            if (!isRefunded(sale, sale.intent.lines[i].ticket))
                visit(seatOf(sale, i));
    }
}

void SaleBook::forEach(const std::function<void(OwnSale&)>& visit) {
    for (auto& [booking, sale] : m_sales)
        visit(sale);
}

void SaleBook::forEachUnjudged(ShowtimeId showtime,
                               const std::function<void(const OwnSale&)>& visit) const {
    const auto [first, last] = m_byShowtime.equal_range(showtime);
    for (auto at = first; at != last; ++at) {
        const OwnSale& sale = m_sales.at(at->second);
        if (!sale.verdict && sale.phase != SalePhase::Abandoned)
            visit(sale);
    }
}

bool SaleBook::takes(ShowtimeId showtime, SeatNo seat) const {
    bool taken = false;
    forEachTaken(showtime, [&](SeatNo other) { taken |= other == seat; });
    return taken;
}

void SaleBook::forgetBefore(Instant moment) {
    std::erase_if(m_sales, [&](const auto& row) {
        const OwnSale& sale = row.second;
        const bool open =
            sale.phase == SalePhase::Intended || (sale.phase == SalePhase::Sold && !sale.printed);
        return !open && sale.intent.at < moment;
    });
    std::erase_if(m_byShowtime, [&](const auto& row) { return m_sales.count(row.second) == 0; });
    std::erase_if(m_byVerdict, [&](const auto& row) { return m_sales.count(row.second) == 0; });
}

namespace {
const protocol::SeatMove* moveOf(const OwnSale& sale, TicketId ticket) {
    if (!sale.verdict)
        return nullptr;
    for (const protocol::SeatMove& move : sale.verdict->moves)
        if (move.ticket == ticket)
            return &move;
    return nullptr;
}

/// The feed knows moves the verdict could not: the showtime may have got another plan since.
const protocol::Reseating* laterMoveOf(const OwnSale& sale, TicketId ticket) {
    const auto at = sale.reseated.find(ticket);
    return at == sale.reseated.end() ? nullptr : &at->second;
}
} // namespace

std::size_t lineOf(const OwnSale& sale, TicketId ticket) {
    const auto& lines = sale.intent.lines;
    const auto at = std::find_if(lines.begin(), lines.end(),
                                 [&](const auto& line) { return line.ticket == ticket; });
    CHECK(at != lines.end());
    return static_cast<std::size_t>(at - lines.begin());
}

SeatNo seatOf(const OwnSale& sale, std::size_t line) {
    const TicketId ticket = sale.intent.lines[line].ticket;
    if (const auto* later = laterMoveOf(sale, ticket))
        return later->to;
    const auto* move = moveOf(sale, ticket);
    return move ? move->to : sale.intent.lines[line].seat;
}

bool isMoved(const OwnSale& sale, std::size_t line) {
    const TicketId ticket = sale.intent.lines[line].ticket;
    if (const auto* later = laterMoveOf(sale, ticket))
        return protocol::needsNewTicket(*later);
    return moveOf(sale, ticket) != nullptr;
}

bool isByCard(const OwnSale& sale) {
    return sale.intent.tender == domain::TenderKind::Card;
}

bool hasMoves(const OwnSale& sale) {
    for (std::size_t i = 0; i < sale.intent.lines.size(); ++i)
        if (isMoved(sale, i) && !isRefunded(sale, sale.intent.lines[i].ticket))
            return true;
    return false;
}

bool canPrintMoves(const OwnSale& sale) {
    return sale.phase == SalePhase::Sold && hasTickets(sale) && hasMoves(sale);
}

std::string sentenceFor(const OwnSale& sale) {
    for (const auto& [ticket, later] : sale.reseated)
        if (protocol::needsNewTicket(later))
            return later.reason;
    return sale.verdict ? sale.verdict->reason : std::string{};
}

bool isRefunded(const OwnSale& sale, TicketId ticket) {
    const auto has = [&](const std::vector<TicketId>& tickets) {
        return std::find(tickets.begin(), tickets.end(), ticket) != tickets.end();
    };
    return has(sale.refunded) || has(sale.revoked);
}

bool hasTickets(const OwnSale& sale) {
    return !isOwed(sale) &&
           std::any_of(sale.intent.lines.begin(), sale.intent.lines.end(),
                       [&](const auto& line) { return !isRefunded(sale, line.ticket); });
}

bool isOwed(const OwnSale& sale) {
    return sale.verdict && sale.verdict->outcome == protocol::Outcome::RefundDue;
}

SaleUpdate rowOf(const OwnSale& sale) {
    return {sale.booking, sale.phase,      sale.printed,      sale.intentSeq, sale.saleSeq,
            sale.rights,  sale.approvedBy, sale.movedPrinted, sale.notTaken};
}

std::vector<RightUpdate> rightsOf(const OwnSale& sale, RightState state) {
    std::vector<RightUpdate> updates;
    for (std::size_t i = 0; i < sale.rights.size(); ++i) {
        const domain::TicketLine& line = sale.intent.lines[i];
        const bool gone = sale.rights[i].isNull() || isMoved(sale, i) || isOwed(sale) ||
                          isRefunded(sale, line.ticket);
        if (!gone)
            updates.push_back({sale.rights[i].allotment, line.seat, state});
    }
    return updates;
}

protocol::Sale saleOf(const OwnSale& sale, std::vector<domain::Tender> tenders, OperatorId op,
                      Date businessDay, Instant at) {
    return {sale.booking,
            sale.intent.showtime,
            sale.intent.lines,
            sale.rights,
            sale.intent.priceList,
            std::move(tenders),
            op,
            businessDay,
            at,
            HoldId{},
            sale.approvedBy,
            sale.intent.plan,
            sale.intent.comp};
}

} // namespace foyer::core
