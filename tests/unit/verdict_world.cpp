#include "tests/unit/verdict_world.h"

namespace foyer::server::core {

VerdictWorld::VerdictWorld(const std::vector<std::string_view>& rows) {
    known.now = Instant{std::chrono::hours{1000}};
    known.origin = {terminal, Incarnation{1}, Seq{10}};
    known.written = known.origin;
    known.showtime = domain::Showtime{};
    known.showtime->id = showtime;
    known.showtime->start = known.now + std::chrono::hours{2};
    known.plan = std::make_shared<const domain::SeatingPlan>(domain::planOf(rows));
    domain::PriceList prices;
    prices.id = priceList;
    prices.taxBasisPoints = 700;
    known.priceList = std::make_shared<const domain::PriceList>(std::move(prices));
    known.listed = known.priceList;
    know({allotment, terminal, Incarnation{1}, showtime, Epoch{41}});
    know({othersAllotment, other, Incarnation{1}, showtime, Epoch{42}});
}

Uuid VerdictWorld::id(std::uint8_t number) {
    Uuid uuid;
    uuid.bytes[15] = number;
    return uuid;
}

TicketId VerdictWorld::ticket(std::uint16_t number) {
    return {id(static_cast<std::uint8_t>(100 + number))};
}

void VerdictWorld::sellToOther(std::uint16_t number) {
    claim(number, ClaimKind::Ticket, id(static_cast<std::uint8_t>(200 + number)));
}

void VerdictWorld::list(std::int64_t cents, std::vector<domain::Discount> discounts) {
    domain::PriceList prices = *known.priceList;
    prices.discounts = std::move(discounts);
    prices.id = PriceListId{id(44)};
    prices.rows = {{known.plan->areas[0].key, "adult", known.showtime->dayPart, euro(cents)}};
    known.listed = std::make_shared<const domain::PriceList>(std::move(prices));
}

void VerdictWorld::claim(std::uint16_t number, ClaimKind kind, const Uuid& owner,
                         std::int64_t epoch) {
    auto claims = known.claims.all();
    std::erase_if(claims, [&](const Claim& each) { return each.seat == seat(number); });
    claims.push_back({seat(number), kind, owner, Epoch{epoch}});
    known.claims = Claims(std::move(claims));
}

void VerdictWorld::leaseToOther(std::uint16_t number) {
    claim(number, ClaimKind::Allotment, othersAllotment.uuid, 42);
}

domain::TicketLine VerdictWorld::line(std::uint16_t number) {
    return {ticket(number), seat(number), "adult", euro(1000), taxIncluded(euro(1000), 700)};
}

protocol::Sale VerdictWorld::sale(const std::vector<std::uint16_t>& seats) const {
    protocol::Sale sale;
    sale.booking = booking;
    sale.showtime = showtime;
    sale.priceList = priceList;
    for (const auto number : seats) {
        sale.lines.push_back(line(number));
        sale.rights.push_back(right());
    }
    const Money total = euro(1000 * static_cast<std::int64_t>(seats.size()));
    sale.tenders = {{domain::TenderKind::Cash, total, total, euro(0), ""}};
    return sale;
}

void VerdictWorld::record(const protocol::Sale& sale) {
    BookingFacts facts;
    facts.booking.id = sale.booking;
    facts.booking.showtime = sale.showtime;
    facts.booking.terminal = terminal;
    facts.booking.incarnation = Incarnation{1};
    facts.booking.seq = Seq{5};
    facts.booking.total = domain::totalOf(sale.lines);
    facts.booking.tenders = sale.tenders;
    for (const auto& each : sale.lines) {
        facts.tickets.push_back({sale.booking, sale.showtime, each, allotment, TicketState::Valid});
        claim(each.seat.value, ClaimKind::Ticket, each.ticket.uuid);
    }
    known.booking = std::move(facts);
}

protocol::Void VerdictWorld::cancel() const {
    protocol::Void entry;
    entry.booking = booking;
    entry.showtime = showtime;
    return entry;
}

protocol::Refund VerdictWorld::refund(const std::vector<std::uint16_t>& seats,
                                      std::int64_t cents) const {
    protocol::Refund entry;
    entry.booking = booking;
    entry.showtime = showtime;
    for (const auto number : seats)
        entry.tickets.push_back(ticket(number));
    entry.tender = {domain::TenderKind::Cash, euro(cents), euro(0), euro(0), ""};
    return entry;
}

std::int64_t VerdictWorld::sum(const Decision& decision, domain::Account account) {
    std::int64_t sum = 0;
    for (const auto& posting : decision.postings)
        sum += posting.account == account ? posting.amount.minor : 0;
    return sum;
}

protocol::Exchange VerdictWorld::exchange(std::uint16_t from, std::uint16_t to) const {
    protocol::Exchange entry;
    entry.booking = booking;
    entry.showtime = showtime;
    entry.swaps = {
        {ticket(from), ticket(static_cast<std::uint16_t>(50 + to)), seat(from), seat(to), right()}};
    return entry;
}

std::optional<Claim> VerdictWorld::after(const Decision& decision, std::uint16_t number) const {
    for (const auto& change : decision.claims)
        if (change.seat == seat(number))
            return change.after;
    return known.claims.at(seat(number));
}

} // namespace foyer::server::core
