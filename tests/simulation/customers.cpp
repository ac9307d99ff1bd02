#include "tests/simulation/customers.h"

#include "server/services/bookings.h"
#include "tests/simulation/answers.h"
#include "tests/simulation/images.h"

#include <algorithm>

namespace foyer::simulation {

namespace services = server::services;
using services::Bookings;

Customers::Customers(House& house, ServerNode& server, Truth& truth)
    : m_house(house), m_server(server), m_truth(truth) {
    const auto shop = server.enrol("Web shop", keyFrom(house.random).publicKey(),
                                   server::ports::TerminalKind::Online);
    m_shop = {shop.terminal, shop.incarnation};
}

void Customers::act() {
    if (m_house.healed)
        return;
    if (m_payers && m_house.random.chance(2))
        return m_payers->act();
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
    if (held->waits)
        m_house.count(Fault::SeatRecalled);
    if (m_house.strikes(Fault::CustomerLeaves, 3))
        return; // or never saw the answer
    m_holds.push_back({*held, {}, false});
}

void Customers::decide() {
    const std::size_t at = m_house.below(m_holds.size());
    if (!m_holds[at].reference.empty())
        return buy(at); // whoever has paid asks until there is an answer
    switch (m_house.below(m_house.hasOffice ? 5 : 2)) {
    case 0:
        return extend(m_holds[at]);
    case 1:
        m_house.note("a customer lets go");
        m_server.releaseHold(m_holds[at].hold);
        return forget(at);
    case 2:
        if (!m_house.isRestored && !m_payers) // only the server would know of it
            payBack();
        return;
    default:
        return buy(at);
    }
}

void Customers::extend(Held& held) {
    m_house.note("a customer takes more time");
    const auto until = m_server.extendHold(held.hold);
    if (until && held.hold.expiresAt <= m_house.schedule.now())
        m_house.complain("I5: a hold was extended after its time");
    if (until)
        held.hold.expiresAt = *until;
}

void Customers::buy(std::size_t at) {
    using Refusal = Bookings::Refusal;
    Held& held = m_holds[at];
    if (m_payers) {
        m_payers->take(held.hold);
        return forget(at);
    }
    const bool isRepeated = !held.reference.empty();
    if (!isRepeated) {
        held.reference = "payment " + std::to_string(++m_payments);
        held.hasCode = m_payments % 3 == 0;
    }
    std::vector<std::string> codes;
    if (held.hasCode) {
        m_house.count(Fault::CodeShown);
        codes = {"CLUB"};
    }
    std::optional<services::Outcome<Bookings::SellAnswer>> answer;
    const bool heard = m_server.attend([&] {
        Bookings bookings(m_server.context(), m_server.verifier(), m_server.sealer());
        answer = answerOf<Bookings::SellAnswer>([&](auto reply) {
            bookings.sell(m_shop,
                          {held.hold.id,
                           held.hold.token,
                           {},
                           domain::TenderKind::Card,
                           held.reference,
                           codes},
                          reply);
        });
    });
    if (!heard || !*answer)
        return m_house.note("a customer pays and hears nothing");
    if (!(*answer)->ok()) {
        const Refusal refusal = (**answer).error();
        m_house.note("a customer cannot buy");
        if (refusal == Refusal::CodeUsedUp) {
            m_house.count(Fault::CodeUsedUp);
            held.hasCode = false;
            return;
        }
        if (refusal != Refusal::HoldWaiting && refusal != Refusal::Recovering)
            forget(at); // the payment is let go
        return;
    }
    if (!isRepeated && held.hold.expiresAt <= m_house.schedule.now())
        m_house.complain("I5: a hold was sold after its time");
    const protocol::Sale& sale = (**answer)->sale;
    m_house.note("a customer has bought " + domain::referenceOf(sale.booking));
    m_house.count(Fault::BookedOnline);
    m_truth.withCode[sale.booking] = held.hasCode;
    m_truth.paidOnline[sale.booking] = domain::totalOf(sale.lines).minor;
    m_bought.push_back(sale.booking);
    forget(at);
}

void Customers::payBack() {
    if (m_bought.empty())
        return;
    const std::size_t at = m_house.below(m_bought.size());
    std::optional<services::Outcome<Bookings::RefundAnswer>> answer;
    const bool heard = m_server.attend([&] {
        Bookings bookings(m_server.context(), m_server.verifier(), m_server.sealer());
        answer = answerOf<Bookings::RefundAnswer>([&](auto reply) {
            bookings.refund(m_shop, m_bought[at], {}, "changed their mind", reply);
        });
    });
    if (!heard || !*answer)
        return;
    if ((*answer)->ok())
        m_house.count(Fault::PaidBackOnline);
    m_house.note((*answer)->ok() ? "a customer is paid back" : "a customer is not paid back");
    m_bought.erase(m_bought.begin() + static_cast<std::ptrdiff_t>(at));
}

void Customers::forget(std::size_t at) {
    m_holds.erase(m_holds.begin() + static_cast<std::ptrdiff_t>(at));
}

} // namespace foyer::simulation
