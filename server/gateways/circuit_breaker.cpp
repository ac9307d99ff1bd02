#include "server/gateways/circuit_breaker.h"

namespace foyer::server::gateways {

using core::ProviderAnswer;

namespace {
constexpr const char* kOutOfOrder = "the provider is out of order; it is tried again soon";
} // namespace

template <class Call>
ProviderAnswer CircuitBreaker::guarded(Call call) {
    if (!lets())
        return core::NotDone{kOutOfOrder};
    ProviderAnswer answer = call();
    learn(std::holds_alternative<core::Lost>(answer) ||
          std::holds_alternative<core::NotDone>(answer));
    return answer;
}

bool CircuitBreaker::lets() {
    const std::lock_guard lock(m_lock);
    if (m_inVain < kMostInVain)
        return true;
    if (m_isTrying || m_clock.now() < m_openUntil)
        return false;
    m_isTrying = true;
    return true;
}

void CircuitBreaker::learn(bool inVain) {
    const std::lock_guard lock(m_lock);
    m_isTrying = false;
    m_inVain = inVain ? m_inVain + 1 : 0;
    if (m_inVain >= kMostInVain)
        m_openUntil = m_clock.now() + kOpenFor;
}

ProviderAnswer CircuitBreaker::create(const ports::PaymentOrder& order) {
    return guarded([&] { return m_provider->create(order); });
}
ProviderAnswer CircuitBreaker::confirm(const ports::PaymentKey& key, const std::string& method) {
    return guarded([&] { return m_provider->confirm(key, method); });
}
ProviderAnswer CircuitBreaker::capture(const ports::PaymentKey& key, Money amount,
                                       const std::optional<protocol::SaleNote>& note) {
    return guarded([&] { return m_provider->capture(key, amount, note); });
}
ProviderAnswer CircuitBreaker::annotate(const ports::PaymentKey& key,
                                        const protocol::SaleNote& note) {
    return guarded([&] { return m_provider->annotate(key, note); });
}
ProviderAnswer CircuitBreaker::cancel(const ports::PaymentKey& key) {
    return guarded([&] { return m_provider->cancel(key); });
}
ProviderAnswer CircuitBreaker::refund(const ports::PaymentKey& key, Money amount, Money before,
                                      const std::vector<ports::RefundedTicket>& tickets) {
    return guarded([&] { return m_provider->refund(key, amount, before, tickets); });
}
ProviderAnswer CircuitBreaker::fetch(const ports::PaymentKey& key) {
    return guarded([&] { return m_provider->fetch(key); });
}
Result<std::vector<ports::ListedPayment>, std::string> CircuitBreaker::list(Instant since) {
    if (!lets())
        return Err{std::string(kOutOfOrder)};
    auto listed = m_provider->list(since);
    learn(!listed.ok());
    return listed;
}

Result<std::optional<ports::PaymentEvent>, ports::EventRefusal>
CircuitBreaker::readEvent(std::string_view body, std::string_view signature, Instant now) const {
    return m_provider->readEvent(body, signature, now);
}

} // namespace foyer::server::gateways
