#include "tests/simulation/customers.h"

#include "tests/simulation/images.h"

#include <algorithm>

namespace foyer::simulation {

void Customers::act() {
    if (m_house.healed)
        return;
    if (m_holds.empty() || m_house.random.chance(2))
        hold();
    else
        decide();
}

void Customers::hold() {
    const auto& image = serverImage();
    const std::size_t which = m_house.below(image.showtimes.size());
    server::core::HoldAsk ask;
    ask.showtime = image.showtimes[which];
    ask.customer = "customer " + std::to_string(m_house.below(5));
    ask.address = "192.0.2." + std::to_string(m_house.below(3));
    const std::size_t first = m_house.below(image.seats[which]);
    const std::size_t count = 1 + m_house.below(3);
    for (std::size_t seat = first; seat < std::min(first + count, image.seats[which]); ++seat)
        ask.seats.push_back({static_cast<std::uint16_t>(seat)});
    const auto held = m_server.hold(ask);
    m_house.note(ask.customer + (held ? " holds " : " cannot hold ") + std::to_string(count) +
                 " seats from " + std::to_string(first));
    if (!held)
        return;
    if (m_house.strikes(Fault::CustomerLeaves, 3))
        return; // or never saw the answer
    m_holds.push_back(*held);
}

void Customers::decide() {
    const std::size_t at = m_house.below(m_holds.size());
    if (m_house.random.chance(3)) {
        m_house.note("a customer takes more time");
        const auto until = m_server.extendHold(m_holds[at]);
        if (until && m_holds[at].expiresAt <= m_house.schedule.now())
            m_house.complain("I5: a hold was extended after its time");
        if (until)
            m_holds[at].expiresAt = *until;
        return;
    }
    m_house.note("a customer lets go");
    m_server.releaseHold(m_holds[at]);
    m_holds.erase(m_holds.begin() + static_cast<std::ptrdiff_t>(at));
}

} // namespace foyer::simulation
