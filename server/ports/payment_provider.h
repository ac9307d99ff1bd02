#pragma once

#include "server/core/payment.h"
#include "shared/base/ids.h"
#include "shared/base/result.h"
#include "shared/base/time.h"
#include "shared/protocol/sale_note.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::server::ports {

/// What is asked for: `payment` is our reference, under which the provider knows it ever after.
struct PaymentOrder {
    PaymentId payment;
    Money amount;
    std::string method; // the provider's token for the customer's means of payment
    std::string house;  // whose it is (PaymentStore), where several houses have one account
};

/// What a call about a payment names: our reference, and the provider's id where it is known.
struct PaymentKey {
    PaymentId payment;
    std::string intent;
};

/// News that came by themselves, signed by the provider.
struct PaymentEvent {
    std::string id;                   // of the event: the same again is a repetition
    std::optional<PaymentId> payment; // nothing: not one of ours
    core::IntentView view;
};
enum class EventRefusal : std::uint8_t {
    BadSignature, ///< or none
    TooOld,       ///< signed too long ago, or in the future: perhaps a replay
    NotUnderstood
};

/// One of the payments that it has under a reference of ours.
struct ListedPayment {
    /// Why it is not understood, with the provider's id; the rest is what could be read of it, and
    /// `payment` may be null. Empty: it is.
    std::string riddle{};
    PaymentId payment;
    std::string house; // as the order said; empty: of a release that did not say it
    Money amount;
    Instant createdAt{}; // in whole seconds
    core::IntentView view;
    std::optional<protocol::SaleNote> note; // nothing: none, or none that can be read
};

/// Who takes the money, shaped like PaymentIntents with manual capture. Calls block until there is
/// an answer or the time is up, and never throw. Asked the same again (same payment, same act, same
/// amounts) it does it once. Thread-safe.
class PaymentProvider {
public:
    virtual ~PaymentProvider() = default;

    /// Makes and confirms it: the bank is asked to hold the amount.
    virtual core::ProviderAnswer create(const PaymentOrder& order) = 0;
    virtual core::ProviderAnswer confirm(const PaymentKey& key, const std::string& method) = 0;
    /// `note`: what is kept with it from then on; nothing: what there is.
    virtual core::ProviderAnswer capture(const PaymentKey& key, Money amount,
                                         const std::optional<protocol::SaleNote>& note) = 0;
    /// Keeps the note with it, whatever has become of it. Always the same one.
    virtual core::ProviderAnswer annotate(const PaymentKey& key,
                                          const protocol::SaleNote& note) = 0;
    virtual core::ProviderAnswer cancel(const PaymentKey& key) = 0;
    /// Gives `amount` back, so that `before` and it have gone back in all.
    virtual core::ProviderAnswer refund(const PaymentKey& key, Money amount, Money before) = 0;
    /// What it shows now; by our reference when the provider's id is not known.
    virtual core::ProviderAnswer fetch(const PaymentKey& key) = 0;
    /// All that bear a reference of ours and were made since then, whatever has become of them; or
    /// why that is not known.
    virtual Result<std::vector<ListedPayment>, std::string> list(Instant since) = 0;

    /// Reads the body of a webhook and proves the signature that came with it. Does not block.
    virtual Result<std::optional<PaymentEvent>, EventRefusal>
    readEvent(std::string_view body, std::string_view signature, Instant now) const = 0;
};

} // namespace foyer::server::ports
