// Customers who want other seats for what they have paid.

#include "tests/simulation/answers.h"
#include "tests/simulation/asleep.h"
#include "tests/simulation/payers.h"

#include <algorithm>

namespace foyer::simulation {

namespace ports = server::ports;
namespace services = server::services;
using services::Bookings;
using Refusal = Bookings::ExchangeRefusal;

namespace {

/// Not half of something, and no matter for people.
bool isAlone(domain::SeatKind kind) {
    return kind == domain::SeatKind::Standard || kind == domain::SeatKind::Premium ||
           kind == domain::SeatKind::Restricted;
}

struct FreeSeats {
    server::core::PlanPtr plan;
    std::vector<SeatNo> seats;

    /// As good and as dear, and not free any more; nothing: there is none.
    std::optional<SeatNo> take(SeatNo instead, Random& random) {
        std::vector<SeatNo> good;
        for (const SeatNo seat : seats)
            if (plan->areaOf(seat).key == plan->areaOf(instead).key &&
                plan->seat(seat).kind == plan->seat(instead).kind)
                good.push_back(seat);
        if (good.empty())
            return {};
        const SeatNo taken = good[random.below(good.size())];
        std::erase(seats, taken);
        return taken;
    }
};

FreeSeats freeSeatsOf(const ports::Store& store, ShowtimeId id) {
    FreeSeats found{store.plan(store.showtime(id)->plan), {}};
    const auto claims = store.claims(id);
    for (std::uint16_t i = 0; i < found.plan->seatCount(); ++i)
        if (isAlone(found.plan->seat(SeatNo{i}).kind) && !claims.at(SeatNo{i}))
            found.seats.push_back(SeatNo{i});
    return found;
}

} // namespace

/// Of one ticket, or of as many as there are seats for.
std::vector<Bookings::Swap> Payers::someSwaps(BookingId booking) {
    using Swaps = std::vector<Bookings::Swap>;
    Random& random = m_house.rare;
    const Asleep guard(m_server.disk());
    const auto swaps =
        services::readOne<Swaps>(m_server.context().reader, [&](const ports::Store& store) {
            std::vector<ports::TicketRecord> good;
            for (auto& ticket : store.tickets(booking))
                if (ticket.state == ports::TicketState::Valid)
                    good.push_back(std::move(ticket));
            if (good.empty())
                return Swaps{};
            if (random.chance(2))
                good = {good[random.below(good.size())]};
            auto free = freeSeatsOf(store, good.front().showtime);
            Swaps wanted;
            for (const auto& ticket : good)
                if (const auto seat = free.take(ticket.line.seat, random))
                    wanted.push_back({ticket.line.ticket, *seat});
            return wanted;
        });
    return swaps ? *swaps : Swaps{};
}

void Payers::exchange() {
    const Bought bought = m_bought[m_house.rare.below(m_bought.size())];
    const auto swaps = someSwaps(bought.booking);
    if (swaps.empty())
        return;
    std::optional<services::Outcome<Bookings::ExchangeAnswer>> answer;
    const bool heard = m_server.attend([&] {
        Bookings bookings(m_server.context(), m_server.verifier(), m_server.sealer());
        answer = answerOf<Bookings::ExchangeAnswer>([&](auto reply) {
            bookings.exchange(bought.booking, {bought.token, {}, false}, swaps, reply);
        });
    });
    if (!heard || !*answer)
        return;
    if (!(*answer)->ok()) {
        const Refusal why = (**answer).error().refusal;
        m_house.note("a customer keeps the seats");
        if (why != Refusal::Recovering && why != Refusal::NotExchangeable)
            m_house.complain("R12: a free seat, as good and as dear, is not given for another: " +
                             std::to_string(static_cast<int>(why)));
        return;
    }
    m_house.note("a customer exchanges " + std::to_string(swaps.size()) + " seats");
    m_house.count(Fault::SeatsExchanged);
    Truth::Exchange told{bought.booking, {}, {}};
    for (const auto& swap : swaps)
        told.former.push_back(swap.ticket);
    for (const auto& line : (**answer)->tickets)
        told.present.push_back(line.ticket);
    m_truth.exchanges.push_back(std::move(told));
}

} // namespace foyer::simulation
