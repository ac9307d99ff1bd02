#include "tests/contract/cast.h"

#include "tests/unit/payment_bank.h"

#include <mutex>
#include <type_traits>

namespace foyer::server::testing {
namespace {

/// One bank for all threads of a server.
class SharedBank final : public ports::PaymentProvider {
public:
    core::ProviderAnswer create(const ports::PaymentOrder& order) override {
        return alone([&] { return m_bank.create(order); });
    }
    core::ProviderAnswer confirm(const ports::PaymentKey& key, const std::string& method) override {
        return alone([&] { return m_bank.confirm(key, method); });
    }
    core::ProviderAnswer capture(const ports::PaymentKey& key, Money amount,
                                 const std::optional<protocol::SaleNote>& note) override {
        return alone([&] { return m_bank.capture(key, amount, note); });
    }
    core::ProviderAnswer annotate(const ports::PaymentKey& key,
                                  const protocol::SaleNote& note) override {
        return alone([&] { return m_bank.annotate(key, note); });
    }
    Result<std::vector<ports::ListedPayment>, std::string> list(Instant since) override {
        return alone([&] { return m_bank.list(since); });
    }
    core::ProviderAnswer cancel(const ports::PaymentKey& key) override {
        return alone([&] { return m_bank.cancel(key); });
    }
    core::ProviderAnswer refund(const ports::PaymentKey& key, Money amount, Money before,
                                const std::vector<ports::RefundedTicket>& tickets) override {
        return alone([&] { return m_bank.refund(key, amount, before, tickets); });
    }
    core::ProviderAnswer fetch(const ports::PaymentKey& key) override {
        return alone([&] { return m_bank.fetch(key); });
    }
    Result<std::optional<ports::PaymentEvent>, ports::EventRefusal>
    readEvent(std::string_view body, std::string_view signature, Instant now) const override {
        return m_bank.readEvent(body, signature, now);
    }

private:
    template <class Act>
    std::invoke_result_t<Act> alone(Act act) {
        const std::lock_guard lock(m_lock);
        return act();
    }
    std::mutex m_lock;
    tests::Fuse m_fuse;
    tests::Bank m_bank{m_fuse};
};

} // namespace

Cast::Cast()
    : house([this](NodeOptions& options) {
        options.payments = std::make_unique<SharedBank>();
        options.tokenRing = TokenRing::ofOneRun();
        keys = options.tokenRing->keys();
    })
    , till(house)
    , shop(house, "online")
    , showtime(*ShowtimeId::parse(house.showtime()["id"].toString().toStdString())) {
    m_tokens[Party::Terminal] = till.token;
    for (int role = 0; role <= static_cast<int>(domain::AccountRole::Admin); ++role) {
        const auto each = static_cast<domain::AccountRole>(role);
        m_tokens[http::partyOf(each)] =
            signIn("party" + std::to_string(role) + "@example.com", each);
    }
}

std::string Cast::signIn(const std::string& email, domain::AccountRole role,
                         const std::string& op) {
    services::Accounts accounts(house.node->context());
    std::promise<bool> done;
    accounts.create({email, "Ada", role, op, kEverybodysPassword}, true,
                    [&](services::Outcome<services::Accounts::Created> made) {
                        done.set_value(made.ok() && made->ok());
                    });
    CHECK(done.get_future().get());
    const auto in = house.post("/v1/sessions", wire::encodeSignIn({email, kEverybodysPassword}));
    CHECK(in.status == 201);
    return jsonOf(in)["access_token"].toString().toStdString();
}

SeatNo Cast::freeSeat() {
    const auto map =
        jsonOf(house.get("/v1/showtimes/" + showtime.toString() + "/seats"))["states"].toString();
    while (map[m_next] != QLatin1Char('f'))
        ++m_next;
    return SeatNo{m_next++};
}

wire::HoldAnswer Cast::hold(const std::string& bearer) {
    const auto answer = house.post("/v1/showtimes/" + showtime.toString() + "/holds",
                                   wire::encodeHoldRequest({{freeSeat()}, ""}), {bearer, {}});
    CHECK(answer.status == 201);
    return *wire::decodeHold(answer.body);
}

} // namespace foyer::server::testing
