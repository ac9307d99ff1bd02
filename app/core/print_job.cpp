#include "app/core/print_job.h"

#include "app/core/replica_changes.h"
#include "shared/base/check.h"

namespace foyer::core {

namespace {

template <class Map>
const typename Map::mapped_type* lookUp(const Map& map, const typename Map::key_type& key) {
    const auto at = map.find(key);
    return at == map.end() ? nullptr : &at->second;
}

std::string typeName(const domain::PriceList& list, const std::string& key) {
    for (const domain::TicketType& type : list.ticketTypes)
        if (type.key == key)
            return type.name;
    return key;
}

domain::TicketProof proofOf(const Context& ctx, const OwnSale& sale, std::size_t line) {
    const domain::TicketLine& row = sale.intent.lines[line];
    const protocol::Right& right = sale.rights[line];
    domain::TicketProof proof;
    proof.showtime = sale.intent.showtime;
    proof.seat = seatOf(sale, line);
    proof.ticket = row.ticket;
    proof.booking = sale.booking;
    proof.terminal = ctx.identity.terminal;
    if (!isMoved(sale, line)) {
        proof.allotment = right.allotment;
        proof.epoch = right.isNull() ? domain::planMark(sale.intent.plan) : right.epoch;
    }
    // Of the life that signs: what carries a sale of a former one stands for it.
    proof.seq = sale.verdictSeq.value > 0 ? sale.verdictSeq : sale.saleSeq;
    proof.incarnation = ctx.identity.incarnation;
    proof.price = row.price;
    proof.tender = sale.tenders.front().kind;
    return proof;
}

TicketToPrint ticketOf(const Context& ctx, const OwnSale& sale, std::size_t line,
                       const std::optional<Show>& show) {
    const domain::TicketLine& row = sale.intent.lines[line];
    TicketToPrint ticket;
    ticket.proof = proofOf(ctx, sale, line);
    ticket.ticketType = row.ticketType;
    ticket.price = row.price;
    ticket.tax = row.tax;
    ticket.atRisk = sale.rights[line].isNull() && !sale.verdict;
    const SeatNo at = seatOf(sale, line);
    if (!show || at.value >= show->plan->seatCount())
        return ticket;
    const domain::Seat& seat = show->plan->seat(at);
    ticket.row = show->plan->rows.at(seat.row).label;
    ticket.seat = seat.label;
    ticket.area = show->plan->areaOf(at).name;
    ticket.ticketType = typeName(*show->priceList, row.ticketType);
    ticket.taxBasisPoints = show->priceList->taxBasisPoints;
    return ticket;
}

void nameShowtime(const Replica& replica, ShowtimeId id, PrintTickets& print) {
    const auto* showtime = lookUp(replica.showtimes, id);
    if (!showtime)
        return;
    print.start = showtime->start;
    print.utcOffset = utcOffsetOf(*showtime);
    if (const auto* movie = lookUp(replica.movies, showtime->movie)) {
        print.movie = movie->title;
        print.rating = movie->rating;
    }
    if (const auto* auditorium = lookUp(replica.auditoriums, showtime->auditorium))
        print.auditorium = auditorium->name;
}

} // namespace

std::string movieTitle(const Replica& replica, ShowtimeId id) {
    const auto* showtime = lookUp(replica.showtimes, id);
    const auto* movie = showtime ? lookUp(replica.movies, showtime->movie) : nullptr;
    return movie ? movie->title : std::string{};
}

std::string operatorName(const Replica& replica, OperatorId op) {
    const auto* row = lookUp(replica.operators, op);
    return row ? row->name : std::string{};
}

std::vector<std::string> seatNames(const Replica& replica, const OwnSale& sale) {
    std::vector<std::string> names;
    const auto show = findShow(replica, sale.intent.showtime);
    for (std::size_t i = 0; i < sale.intent.lines.size(); ++i) {
        const SeatNo seat = seatOf(sale, i);
        names.push_back(show && seat.value < show->plan->seatCount()
                            ? show->plan->seatName(seat)
                            : std::to_string(seat.value + 1));
    }
    return names;
}

PrintTickets makePrint(const Context& ctx, const OwnSale& sale, PrintId id, bool copy) {
    CHECK(sale.phase == SalePhase::Sold && sale.saleSeq.value > 0);
    CHECK(!sale.tenders.empty());
    PrintTickets print;
    print.print = id;
    print.booking = sale.booking;
    print.reference = domain::referenceOf(sale.booking);
    print.copy = copy;
    if (ctx.replica.cinema) {
        print.cinema = ctx.replica.cinema->name;
        print.cinemaAddress = ctx.replica.cinema->address;
    }
    nameShowtime(ctx.replica, sale.intent.showtime, print);
    print.soldAt = sale.soldAt;
    print.operatorName = operatorName(ctx.replica, sale.intent.op);
    print.terminalName = ctx.identity.name;
    print.total = sale.intent.total;
    print.tenders = sale.tenders;
    const auto show = findShow(ctx.replica, sale.intent.showtime);
    for (std::size_t i = 0; i < sale.intent.lines.size(); ++i)
        if (!isRefunded(sale, sale.intent.lines[i].ticket))
            print.tickets.push_back(ticketOf(ctx, sale, i, show));
    return print;
}

} // namespace foyer::core
