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

    explicit VerdictWorld(const std::vector<std::string_view>& rows = {"ssssssssss"});

    static Uuid id(std::uint8_t number);
    static Money euro(std::int64_t cents) { return {cents, {}}; }
    static SeatNo seat(std::uint16_t number) { return {number}; }
    static TicketId ticket(std::uint16_t number);

    void know(const AllotmentFacts& facts) { known.allotments.push_back(facts); }
    AllotmentFacts& own() { return known.allotments[0]; }
    void lose() { own().state = protocol::AllotmentState::Lost; }
    void sellToOther(std::uint16_t number);
    /// The showtime's list says this for adults in the first area.
    void list(std::int64_t cents, std::vector<domain::Discount> discounts = {});
    void claim(std::uint16_t number, ClaimKind kind, const Uuid& owner, std::int64_t epoch = 0);
    void lease(std::uint16_t number) { claim(number, ClaimKind::Allotment, allotment.uuid, 41); }
    void leaseToOther(std::uint16_t number);

    static domain::TicketLine line(std::uint16_t number);
    protocol::Right right() const { return {allotment, Epoch{41}}; }

    /// A sound cash sale of these seats at 10.00 each.
    protocol::Sale sale(const std::vector<std::uint16_t>& seats) const;

    /// Makes the sale known as accepted, its seats claimed by its tickets.
    void record(const protocol::Sale& sale);
    protocol::Void cancel() const;
    protocol::Refund refund(const std::vector<std::uint16_t>& seats, std::int64_t cents) const;
    static std::int64_t sum(const Decision& decision, domain::Account account);
    protocol::Exchange exchange(std::uint16_t from, std::uint16_t to) const;

    std::optional<Claim> after(const Decision& decision, std::uint16_t number) const;
};

} // namespace foyer::server::core
