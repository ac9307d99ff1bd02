#include "tests/simulation/payers.h"

#include "tests/simulation/answers.h"
#include "tests/simulation/asleep.h"

#include <algorithm>
#include <utility>

namespace foyer::simulation {

namespace services = server::services;
using server::core::PaymentState;
using services::Payments;
using Refusal = Payments::Refusal;

namespace {
constexpr std::size_t kAtOnce = 8;
constexpr int kMostCards = 3;   // that one customer has
constexpr int kCardsTried = 12; // by somebody who has found many: one more than nobody looks at
} // namespace

Payers::Payers(House& house, ServerNode& server, Truth& truth)
    : m_house(house)
    , m_server(server)
    , m_truth(truth)
    , m_provider(house, server, [this](const std::string& body, const std::string& signature) {
        return send(body, signature);
    }) {
    m_provider.reverses = house.random.chance(2);
}

/// Requires: the server is up.
Payments& Payers::payments() {
    if (m_life != m_server.life()) {
        m_life = m_server.life();
        m_line = std::make_unique<ProviderLine>(m_house, m_provider, m_server.context().clock);
        m_payments = std::make_unique<Payments>(m_server.context(), m_server.verifier(),
                                                m_server.sealer(), m_line.get());
        m_adoption = std::make_unique<services::Adoption>(m_server.context(), m_server.verifier(),
                                                          m_server.sealer(), m_line.get());
    }
    return *m_payments;
}

std::string Payers::someMethod() {
    const bool bad = !m_house.healed && m_house.random.chance(6);
    return (bad ? "pm_bad_" : "pm_") + std::to_string(++m_cards);
}

void Payers::take(const ServerNode::Hold& hold) {
    m_shoppers.push_back({hold, "192.0.2." + std::to_string(m_house.below(3)), someMethod()});
    if (m_cards % 3 == 0) {
        m_house.count(Fault::CodeShown);
        m_shoppers.back().codes = {"CLUB"};
    }
    act();
}

void Payers::act() {
    if (!m_server.isUp())
        return;
    if (!m_bought.empty() && !m_house.healed && m_house.rare.chance(4))
        exchange();
    if (!m_server.isUp())
        return;
    if (!m_bought.empty() && m_house.random.chance(4))
        return sendBack();
    if (m_shoppers.empty())
        return;
    const std::size_t at = m_house.below(m_shoppers.size());
    Shopper& shopper = m_shoppers[at];
    const bool stays = shopper.payment.isNull() ? begin(shopper) : look(shopper);
    if (!stays)
        m_shoppers.erase(m_shoppers.begin() + static_cast<std::ptrdiff_t>(at));
}

/// By the server's own row: one that had to wait for its seats has its time from then on.
bool Payers::isOver(HoldId hold) {
    const Asleep guard(m_server.disk());
    auto over =
        m_server.db().prepare("over", "SELECT 1 FROM hold WHERE id = $1 AND expires_at <= $2");
    return over.value<std::int64_t>(hold, m_house.schedule.now()).has_value();
}

/// False when the shopper has gone.
bool Payers::begin(Shopper& shopper) {
    if (!shopper.hasAsked && m_house.strikes(Fault::CardsTriedOut, 8))
        tryCards(shopper);
    if (!m_server.isUp())
        return true;
    const bool late = !shopper.hasAsked && isOver(shopper.hold.id);
    std::optional<services::Outcome<Payments::Answer>> answer;
    shopper.hasAsked = true;
    const bool heard = m_server.attend([&] {
        answer = answerOf<Payments::Answer>([&](auto reply) {
            payments().begin({shopper.hold.id,
                              shopper.hold.token,
                              {},
                              shopper.address,
                              shopper.method,
                              shopper.codes},
                             reply);
        });
    });
    if (!heard || !*answer) {
        m_house.note("a customer pays and hears nothing");
        return true;
    }
    if (!(*answer)->ok()) {
        const Refusal refusal = (**answer).error();
        m_house.note("a customer cannot pay: " + std::to_string(static_cast<int>(refusal)));
        if (refusal == Refusal::TooManyTries)
            m_house.count(Fault::PaymentTurnedAway);
        if (refusal == Refusal::CodeUsedUp) {
            m_house.count(Fault::CodeUsedUp);
            shopper.codes.clear();
            return true;
        }
        return refusal == Refusal::HoldWaiting || refusal == Refusal::Recovering;
    }
    if (late)
        m_house.complain("I5: a hold was paid after its time");
    const services::PaymentView& view = ***answer;
    shopper.payment = view.id;
    m_house.note("a customer pays " + view.id.toString());
    if (!view.reviewRule.empty())
        m_house.count(Fault::PaymentInReview);
    advance({view.id});
    return true;
}

/// They have many numbers and look for a good one, from one address or from nowhere, until the
/// rules notice. Nothing else goes wrong meanwhile.
void Payers::tryCards(Shopper& shopper) {
    m_house.note("somebody tries cards out");
    shopper.hasAsked = true; // what they begin may be answered later
    const std::string address = m_house.random.chance(2) ? shopper.address : "";
    const bool wasQuiet = std::exchange(m_house.quiet, true);
    for (int i = 0; i < kCardsTried && m_server.isUp(); ++i) {
        const std::string method = "pm_bad_" + std::to_string(++m_cards);
        const auto begun = answerOf<Payments::Answer>([&](auto reply) {
            payments().begin({shopper.hold.id, shopper.hold.token, {}, address, method}, reply);
        });
        if (begun && !begun->ok() && begun->error() == Refusal::TooManyTries)
            m_house.count(Fault::PaymentTurnedAway);
        if (!begun || !begun->ok())
            break;
        advance({(*begun)->id});
    }
    m_house.quiet = wasQuiet;
}

/// False when the shopper has gone.
bool Payers::look(Shopper& shopper) {
    const auto found = payments().find(shopper.payment, shopper.hold.token);
    if (!found)
        return true;
    if (!found->ok()) {
        if (m_server.restores() == 0) // or the provider's books tell what has to become of it
            m_house.complain("I2: a payment is forgotten");
        return false;
    }
    return goOn(shopper, **found);
}

bool Payers::goOn(Shopper& shopper, const services::PaymentView& view) {
    if (view.payment.sold) {
        m_house.count(Fault::BookedOnline);
        m_house.note("a customer has bought " + view.booking.toString());
        m_truth.paidOnline[view.booking] = view.payment.amount.minor;
        m_truth.paidBy[view.booking] = view.id;
        m_bought.push_back({view.id, view.booking, shopper.hold.token});
        return false;
    }
    if (view.payment.state == PaymentState::Failed && ++shopper.tries < kMostCards) {
        shopper.method = someMethod();
        shopper.payment = {};
        return true;
    }
    if (view.settled || view.payment.givenUp)
        return false;
    if (!m_house.strikes(Fault::PaymentCancelled, 6))
        return true;
    m_house.note("a customer gives a payment up");
    m_server.attend([&] {
        (void)answerOf<Payments::Answer>(
            [&](auto reply) { payments().cancel(shopper.payment, shopper.hold.token, reply); });
    });
    if (m_server.isUp())
        advance({shopper.payment});
    return true;
}

/// All tickets, or the first that is good still.
void Payers::sendBack() {
    const std::size_t at = m_house.below(m_bought.size());
    const Bought bought = m_bought[at];
    if (m_provider.books().at(bought.payment).unasked > 0 && !m_provider.isAgreed(bought.payment))
        return; // they hear of that first
    std::vector<TicketId> tickets;
    const bool inPart = !m_provider.reverses && m_house.random.chance(2);
    if (inPart) {
        const Asleep guard(m_server.disk());
        auto valid = m_server.db().prepare("valid", "SELECT id FROM ticket WHERE booking = $1 AND "
                                                    "state = 'valid' ORDER BY seat LIMIT 1");
        if (const auto ticket = valid.value<TicketId>(bought.booking))
            tickets.push_back(*ticket);
    }
    std::optional<services::Outcome<Payments::Answer>> answer;
    const bool heard = m_server.attend([&] {
        answer = answerOf<Payments::Answer>([&](auto reply) {
            payments().refund(bought.payment, tickets, "changed their mind", reply);
        });
    });
    if (!heard || !*answer)
        return;
    const bool ok = (*answer)->ok();
    m_house.note(ok ? "a customer sends tickets back" : "a customer keeps the tickets");
    if (ok)
        m_house.count(tickets.empty() ? Fault::PaidBackOnline : Fault::PaidBackInPart);
    if (ok)
        advance({bought.payment});
    if (ok && inPart && m_house.random.chance(2)) // and at once the next
        m_house.schedule.after(m_house.between(200, 4'000), [this] {
            if (m_server.isUp() && !m_bought.empty() && !m_house.healed)
                sendBack();
        });
    if (!ok || tickets.empty())
        m_bought.erase(m_bought.begin() + static_cast<std::ptrdiff_t>(at));
}

void Payers::advance(const std::vector<PaymentId>& due) {
    for (const PaymentId id : due)
        if (m_server.isUp())
            m_server.attend([&] { payments().advance(id); });
}

/// What a server that was put back does before everything else.
void Payers::adopt() {
    (void)payments();
    if (!m_adoption->isDue())
        return;
    adoptOfNobody();
    m_server.attend([&] { m_adoption->advance(); });
}

/// It is started without the provider's key, and with it again: where payments are known the
/// question stays.
void Payers::adoptOfNobody() {
    const auto arePaymentsKnown = [&] {
        const Asleep guard(m_server.disk());
        return m_server.db()
            .prepare("payments", "SELECT count(*) FROM payment")
            .value<std::int64_t>()
            .value_or(0);
    };
    if (arePaymentsKnown() == 0 || !m_house.strikes(Fault::ProviderUnnamed, 4))
        return;
    services::Adoption none(m_server.context(), m_server.verifier(), m_server.sealer(), nullptr);
    m_server.attend([&] { none.advance(); });
}

void Payers::work() {
    if (m_server.isUp())
        adopt();
    if (!m_server.isUp())
        return;
    if (const auto owing = payments().owing(kAtOnce))
        for (const PaymentId id : *owing)
            if (m_server.isUp())
                m_server.attend([&] {
                    m_house.count(Fault::OwedMoneyBack);
                    m_house.note("what is owed goes back by " + id.toString());
                    payments().payBackOwed(id, [](const auto&) {});
                });
    if (!m_server.isUp())
        return;
    if (const auto due = payments().due(kAtOnce))
        advance(*due);
}

void Payers::review() {
    if (!m_server.isUp())
        return;
    const auto waiting = payments().inReview(kAtOnce);
    if (!waiting)
        return;
    for (const auto& view : *waiting) {
        const bool approved = !m_house.random.chance(3);
        if (!m_server.isUp())
            return;
        std::optional<services::Outcome<Payments::Answer>> answer;
        const bool heard = m_server.attend([&] {
            answer = answerOf<Payments::Answer>(
                [&](auto reply) { payments().review(view.id, approved, AccountId{}, reply); });
        });
        if (!heard || !*answer || !(*answer)->ok())
            continue;
        m_house.count(approved ? Fault::PaymentApproved : Fault::PaymentRejected);
        m_house.note(approved ? "a payment is approved" : "a payment is rejected");
        advance({view.id});
    }
}

void Payers::attack() {
    if (m_house.random.chance(2))
        m_provider.forge();
    else
        m_provider.replay();
}

/// As the edge does it: what was taken in is gone on with.
bool Payers::send(const std::string& body, const std::string& signature) {
    if (!m_server.isUp())
        return false;
    std::optional<services::Outcome<Payments::EventAnswer>> answer;
    const bool heard = m_server.attend([&] {
        answer = answerOf<Payments::EventAnswer>(
            [&](auto reply) { payments().take(body, signature, reply); });
    });
    if (!heard || !*answer || !(*answer)->ok())
        return false;
    if (const auto payment = ***answer)
        advance({*payment});
    return true;
}

} // namespace foyer::simulation
