#pragma once

#include "server/core/payment.h"
#include "server/ports/payment_provider.h"
#include "tests/simulation/house.h"
#include "tests/simulation/server_node.h"

#include <functional>
#include <map>
#include <set>
#include <string>

namespace foyer::simulation {

/// What the provider's own books say of one payment; no crash in the cinema can undo it.
struct Intent {
    std::string id;
    std::int64_t amount = 0;
    server::core::IntentStatus status = server::core::IntentStatus::RequiresPaymentMethod;
    std::int64_t captured = 0;
    std::int64_t refunded = 0;
    std::int64_t unasked = 0; // so much of that at its own desk
    bool reversed = false;
    bool takenEarly = false; // captured without being told to
    std::string decline;
    std::set<std::int64_t> refundsDone; // by the sum that has gone back with each
    Instant created{};
    std::string house;                        // as the order said
    std::optional<protocol::SaleNote> note{}; // what it keeps for the house
    std::vector<server::ports::ListedRefund> refunds{};
    /// What the customer has paid in the end.
    std::int64_t kept() const { return reversed ? 0 : captured - refunded; }
};
using ProviderBooks = std::map<PaymentId, Intent>;

/// Who takes the customers' money: a machine of its own, that goes on when the server crashes. It
/// makes one intent of a payment and does each act once, as often as it is asked. Its answers get
/// lost, its requests come late, its news come twice and overtake each other, and now and then it
/// is away.
class Provider {
public:
    /// News on their way to the server, signed; false: nobody took them, they are sent again.
    using Send = std::function<bool(const std::string& body, const std::string& signature)>;
    Provider(House& house, ServerNode& server, Send send)
        : m_house(house), m_server(server), m_send(std::move(send)) {}

    struct Request {
        server::core::PaymentAct act = server::core::PaymentAct::None;
        PaymentId payment;
        std::int64_t amount = 0;
        std::int64_t before = 0; // gone back before that refund
        std::string method;
        bool knowsIntent = false;
        std::optional<protocol::SaleNote> note{};
        std::string house{};
        std::vector<server::ports::RefundedTicket> tickets{};
    };
    server::core::ProviderAnswer ask(const Request& request);
    Result<std::vector<server::ports::ListedPayment>, std::string> list(Instant since);
    static Result<std::optional<server::ports::PaymentEvent>, server::ports::EventRefusal>
    readEvent(std::string_view body, std::string_view signature, Instant now);

    /// Somebody else says that money has come.
    void forge();
    /// Somebody sends again what they have overheard.
    void replay();
    const ProviderBooks& books() const { return m_books; }
    /// The server knows all that has gone back of it, and no more is on its way.
    bool isAgreed(PaymentId payment);
    std::uint64_t calls() const { return m_calls; }
    /// In such a run banks take money back; in the others customers send single tickets back.
    bool reverses = false;

private:
    using Answer = server::core::ProviderAnswer;
    bool isAway();
    void addOthers(std::vector<server::ports::ListedPayment>& all) const;
    Answer act(const Request& request);
    Answer create(const Request& request);
    Answer capture(Intent& intent, const Request& request);
    Answer cancel(Intent& intent, PaymentId payment);
    Answer refund(Intent& intent, const Request& request);
    void authorize(Intent& intent);
    void decide(PaymentId payment, server::core::IntentStatus from, std::int64_t low,
                std::int64_t high);
    void mayReverse(PaymentId payment);
    void mayGiveBack(PaymentId payment);
    void giveBackUnasked(PaymentId payment);
    void changed(PaymentId payment);
    void sendLater(const std::string& body, PaymentId payment, std::uint64_t number,
                   Milliseconds delay);
    std::string named(PaymentId payment) const;

    House& m_house;
    ServerNode& m_server;
    Send m_send;
    ProviderBooks m_books;
    Instant m_awayUntil{};
    std::uint64_t m_calls = 0;
    std::uint64_t m_events = 0;
    std::map<PaymentId, std::uint64_t> m_newestSent;
    std::pair<std::string, std::string> m_overheard; // body, signature
};

/// The server's line to it, with the real circuit breaker, for one life of the server.
class ProviderLine final : public server::ports::PaymentProvider {
public:
    ProviderLine(House& house, Provider& provider, const server::ports::Clock& clock);
    ~ProviderLine() override;

    server::core::ProviderAnswer create(const server::ports::PaymentOrder& order) override;
    server::core::ProviderAnswer confirm(const server::ports::PaymentKey& key,
                                         const std::string& method) override;
    server::core::ProviderAnswer capture(const server::ports::PaymentKey& key, Money amount,
                                         const std::optional<protocol::SaleNote>& note) override;
    server::core::ProviderAnswer annotate(const server::ports::PaymentKey& key,
                                          const protocol::SaleNote& note) override;
    server::core::ProviderAnswer cancel(const server::ports::PaymentKey& key) override;
    server::core::ProviderAnswer
    refund(const server::ports::PaymentKey& key, Money amount, Money before,
           const std::vector<server::ports::RefundedTicket>& tickets) override;
    server::core::ProviderAnswer fetch(const server::ports::PaymentKey& key) override;
    Result<std::vector<server::ports::ListedPayment>, std::string> list(Instant since) override;
    Result<std::optional<server::ports::PaymentEvent>, server::ports::EventRefusal>
    readEvent(std::string_view body, std::string_view signature, Instant now) const override;

private:
    template <class Call>
    auto counted(Call call);

    House& m_house;
    Provider& m_provider;
    std::unique_ptr<server::ports::PaymentProvider> m_guarded;
};

} // namespace foyer::simulation
