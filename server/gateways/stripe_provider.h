#pragma once

#include "server/gateways/http_call.h"
#include "server/gateways/stripe_json.h"
#include "server/ports/payment_provider.h"

#include <string>

namespace foyer::server::gateways {

struct StripeOptions {
    std::string url = "https://api.stripe.com"; // without a slash at its end
    std::string key;                            // secret; never logged
    std::string webhookSecret;                  // likewise
    HttpTimes times;
    Milliseconds pageWait{500}; // before a page of a list is asked for again; then twice as long
};

/// Payments by whoever speaks the PaymentIntents API of Stripe. Every POST carries an idempotency
/// key made of our reference and the act, and of a note that goes with it, so that the same again
/// is done once.
class StripeProvider final : public ports::PaymentProvider {
public:
    explicit StripeProvider(StripeOptions options) : m_options(std::move(options)) {}

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
    using Form = std::vector<std::pair<std::string, std::string>>;
    HttpOutcome post(const std::string& path, const Form& form, const std::string& once) const;
    HttpOutcome get(const std::string& path) const;
    Result<std::vector<ports::ListedRefund>, std::string>
    refundsOf(const std::string& intent) const;
    HttpOutcome call(HttpRequest request) const;
    Result<StripePage, std::string> askPage(Instant since, const std::string& after) const;

    StripeOptions m_options;
};

} // namespace foyer::server::gateways
