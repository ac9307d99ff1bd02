#pragma once

// A showtime of one row of ten seats (or of another plan), one terminal, and what it may know: for
// the verdict tests.

#include "server/core/verdicts.h"
#include "tests/unit/plan_fixture.h"

namespace foyer::server::core {

struct VerdictWorld {
    TerminalId terminal{id(1)};
    TerminalId other{id(2)};
    ShowtimeId showtime{id(3)};
    PriceListId priceList{id(4)};
    AllotmentId allotment{id(5)};
    AllotmentId othersAllotment{id(6)};
    BookingId booking{id(7)};
    Knowledge known;

    explicit VerdictWorld(const std::vector<std::string_view>& rows = {"ssssssssss"}) {
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

    static Uuid id(std::uint8_t number) {
        Uuid uuid;
        uuid.bytes[15] = number;
        return uuid;
    }
    static Money euro(std::int64_t cents) { return {cents, {}}; }
    static SeatNo seat(std::uint16_t number) { return {number}; }
    static TicketId ticket(std::uint16_t number) {
        return {id(static_cast<std::uint8_t>(100 + number))};
    }

    void know(const AllotmentFacts& facts) { known.allotments.push_back(facts); }
    AllotmentFacts& own() { return known.allotments[0]; }
    void lose() { own().state = protocol::AllotmentState::Lost; }
    void sellToOther(std::uint16_t number) {
        claim(number, ClaimKind::Ticket, id(static_cast<std::uint8_t>(200 + number)));
    }
    /// The showtime's list says this for adults in the first area.
    void list(std::int64_t cents, std::vector<domain::Discount> discounts = {}) {
        domain::PriceList prices = *known.priceList;
        prices.discounts = std::move(discounts);
        prices.id = PriceListId{id(44)};
        prices.rows = {{known.plan->areas[0].key, "adult", known.showtime->dayPart, euro(cents)}};
        known.listed = std::make_shared<const domain::PriceList>(std::move(prices));
    }
    void claim(std::uint16_t number, ClaimKind kind, const Uuid& owner, std::int64_t epoch = 0) {
        auto claims = known.claims.all();
        std::erase_if(claims, [&](const Claim& each) { return each.seat == seat(number); });
        claims.push_back({seat(number), kind, owner, Epoch{epoch}});
        known.claims = Claims(std::move(claims));
    }
    void lease(std::uint16_t number) { claim(number, ClaimKind::Allotment, allotment.uuid, 41); }
    void leaseToOther(std::uint16_t number) {
        claim(number, ClaimKind::Allotment, othersAllotment.uuid, 42);
    }

    static domain::TicketLine line(std::uint16_t number) {
        return {ticket(number), seat(number), "adult", euro(1000), taxIncluded(euro(1000), 700)};
    }
    protocol::Right right() const { return {allotment, Epoch{41}}; }

    /// A sound cash sale of these seats at 10.00 each.
    protocol::Sale sale(const std::vector<std::uint16_t>& seats) const {
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

    /// Makes the sale known as accepted, its seats claimed by its tickets.
    void record(const protocol::Sale& sale) {
        BookingFacts facts;
        facts.booking.id = sale.booking;
        facts.booking.showtime = sale.showtime;
        facts.booking.terminal = terminal;
        facts.booking.incarnation = Incarnation{1};
        facts.booking.seq = Seq{5};
        facts.booking.total = domain::totalOf(sale.lines);
        facts.booking.tenders = sale.tenders;
        for (const auto& each : sale.lines) {
            facts.tickets.push_back(
                {sale.booking, sale.showtime, each, allotment, TicketState::Valid});
            claim(each.seat.value, ClaimKind::Ticket, each.ticket.uuid);
        }
        known.booking = std::move(facts);
    }
    protocol::Void cancel() const {
        protocol::Void entry;
        entry.booking = booking;
        entry.showtime = showtime;
        return entry;
    }
    protocol::Refund refund(const std::vector<std::uint16_t>& seats, std::int64_t cents) const {
        protocol::Refund entry;
        entry.booking = booking;
        entry.showtime = showtime;
        for (const auto number : seats)
            entry.tickets.push_back(ticket(number));
        entry.tender = {domain::TenderKind::Cash, euro(cents), euro(0), euro(0), ""};
        return entry;
    }
    static std::int64_t sum(const Decision& decision, domain::Account account) {
        std::int64_t sum = 0;
        for (const auto& posting : decision.postings)
            sum += posting.account == account ? posting.amount.minor : 0;
        return sum;
    }
    protocol::Exchange exchange(std::uint16_t from, std::uint16_t to) const {
        protocol::Exchange entry;
        entry.booking = booking;
        entry.showtime = showtime;
        entry.swaps = {{ticket(from), ticket(static_cast<std::uint16_t>(50 + to)), seat(from),
                        seat(to), right()}};
        return entry;
    }

    std::optional<Claim> after(const Decision& decision, std::uint16_t number) const {
        for (const auto& change : decision.claims)
            if (change.seat == seat(number))
                return change.after;
        return known.claims.at(seat(number));
    }
};

} // namespace foyer::server::core
