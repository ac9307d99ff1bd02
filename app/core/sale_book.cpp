#include "app/core/sale_book.h"

namespace foyer::core {

void SaleBook::restore(std::vector<OwnSale> sales) {
    for (OwnSale& sale : sales)
        add(std::move(sale));
}

void SaleBook::add(OwnSale sale) {
    const BookingId booking = sale.booking;
    if (m_sales.count(booking) == 0)
        m_byShowtime.emplace(sale.intent.showtime, booking);
    m_sales.insert_or_assign(booking, std::move(sale));
}

OwnSale* SaleBook::find(BookingId booking) {
    const auto at = m_sales.find(booking);
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
        if (sale.phase == SalePhase::Intended || sale.phase == SalePhase::Sold)
            for (const domain::TicketLine& line : sale.intent.lines)
                visit(line.seat);
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
}

SaleUpdate rowOf(const OwnSale& sale) {
    return {sale.booking, sale.phase, sale.printed, sale.intentSeq, sale.saleSeq, sale.rights};
}

std::vector<RightUpdate> rightsOf(const OwnSale& sale, RightState state) {
    std::vector<RightUpdate> updates;
    for (std::size_t i = 0; i < sale.rights.size(); ++i)
        updates.push_back({sale.rights[i].allotment, sale.intent.lines[i].seat, state});
    return updates;
}

protocol::Sale saleOf(const OwnSale& sale, std::vector<domain::Tender> tenders, OperatorId op,
                      Date businessDay, Instant at) {
    return {sale.booking, sale.intent.showtime,  sale.intent.lines,
            sale.rights,  sale.intent.priceList, std::move(tenders),
            op,           businessDay,           at};
}

} // namespace foyer::core
