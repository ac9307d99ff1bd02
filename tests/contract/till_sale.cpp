#include "tests/contract/till_sale.h"

namespace foyer::server::testing {

protocol::Sale saleOf(ShowtimeId showtime, const protocol::Allotment& allotment,
                      const domain::PriceList& prices, Random& random, Instant now) {
    protocol::Sale sale;
    sale.booking = BookingId::make(now, random);
    sale.showtime = showtime;
    for (const auto seat : allotment.seats) {
        const Money price{1200, prices.currency};
        sale.lines.push_back({TicketId::make(now, random), seat, "adult", price,
                              taxIncluded(price, prices.taxBasisPoints)});
        sale.rights.push_back({allotment.id, allotment.epoch});
    }
    sale.priceList = prices.id;
    const auto total = domain::totalOf(sale.lines);
    sale.tenders = {{domain::TenderKind::Cash, total, total, Money{0, prices.currency}, ""}};
    sale.op = OperatorId::make(now, random);
    sale.businessDay = std::chrono::floor<std::chrono::days>(now);
    sale.at = now;
    return sale;
}

domain::PriceList pricesOf(const Till& till) {
    const auto answer = wire::decodeChanges(till.get("/v1/sync/changes?cursor=0").body);
    CHECK(answer.ok());
    for (const auto& change : answer->changes)
        if (const auto* prices = std::get_if<domain::PriceList>(&change.body))
            return *prices;
    CHECK(!"a price list");
    return {};
}

std::vector<protocol::SealedEntry> sell(Till& till, ShowtimeId showtime,
                                        const protocol::Allotment& allotment, Random& random,
                                        Instant now) {
    const auto sale = saleOf(showtime, allotment, pricesOf(till), random, now);
    return {till.seal(protocol::Intent{sale.booking, sale.showtime, sale.rights, sale.lines,
                                       sale.priceList, domain::totalOf(sale.lines),
                                       domain::TenderKind::Cash, "", sale.op, now}),
            till.seal(sale), till.seal(protocol::Printed{sale.booking, false, now})};
}

} // namespace foyer::server::testing
