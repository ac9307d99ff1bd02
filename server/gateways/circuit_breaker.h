#pragma once

#include "server/ports/clock.h"
#include "server/ports/payment_provider.h"

#include <memory>
#include <mutex>

namespace foyer::server::gateways {

/// Stands before a provider and spares everybody the waiting while it is out of order: after some
/// calls in vain it answers NotDone at once, until a while has passed; then one call tries it.
class CircuitBreaker final : public ports::PaymentProvider {
public:
    static constexpr int kMostInVain = 5;
    static constexpr std::chrono::seconds kOpenFor{10};

    /// `clock` must outlive it.
    CircuitBreaker(std::unique_ptr<ports::PaymentProvider> provider, const ports::Clock& clock)
        : m_provider(std::move(provider)), m_clock(clock) {}

    core::ProviderAnswer create(const ports::PaymentOrder& order) override;
    core::ProviderAnswer confirm(const ports::PaymentKey& key, const std::string& method) override;
    core::ProviderAnswer capture(const ports::PaymentKey& key, Money amount,
                                 const std::optional<protocol::SaleNote>& note) override;
    core::ProviderAnswer annotate(const ports::PaymentKey& key,
                                  const protocol::SaleNote& note) override;
    core::ProviderAnswer cancel(const ports::PaymentKey& key) override;
    core::ProviderAnswer refund(const ports::PaymentKey& key, Money amount, Money before,
                                const std::vector<ports::RefundedTicket>& tickets) override;
    core::ProviderAnswer fetch(const ports::PaymentKey& key) override;
    Result<std::vector<ports::ListedPayment>, std::string> list(Instant since) override;
    Result<std::optional<ports::PaymentEvent>, ports::EventRefusal>
    readEvent(std::string_view body, std::string_view signature, Instant now) const override;

private:
    template <class Call>
    core::ProviderAnswer guarded(Call call);
    bool lets();
    void learn(bool inVain);

    std::unique_ptr<ports::PaymentProvider> m_provider;
    const ports::Clock& m_clock;
    std::mutex m_lock;
    int m_inVain = 0; // in a row
    Instant m_openUntil{};
    bool m_isTrying = false;
};

} // namespace foyer::server::gateways
