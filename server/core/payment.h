#pragma once

// A card payment by a provider whose answers may be lost, late, repeated or out of order.
//
// Truth is what the provider shows of its intent at some moment (IntentView): amounts there only
// grow, so whatever is heard is taken in as a maximum, and an older view changes nothing. What was
// asked without an answer is Unknown: the provider is asked again by our reference, never guessed.
//
//   state           next act of the server            left for
//   Created         Create; Confirm when it is made   Authorized, RequiresAction, Failed
//   RequiresAction  Fetch; Cancel when given up       Authorized, Failed, Cancelled
//   Authorized      Sell, then Capture, but for one   Captured, Cancelled, Failed
//                   in review; Cancel when given up
//   Captured        none; Refund when nothing was     Refunding, Reversed
//                   sold
//   Refunding       Refund                            Refunded; Captured when it was a part
//   Unknown         Fetch                             whatever the provider shows
//
// Failed, Cancelled, Refunded and Reversed are the end; a sale that lost its money is Undone.

#include "shared/base/money.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace foyer::server::core {

enum class PaymentState : std::uint8_t {
    Created,
    RequiresAction, ///< the customer has to prove something to the bank
    Authorized,     ///< the bank holds the money for us
    Captured,
    Failed, ///< declined
    Cancelled,
    Unknown, ///< something was asked and no answer came
    Refunding,
    Refunded,
    Reversed ///< the bank took it back from us
};
constexpr int kPaymentStateCount = 10;
const char* nameOf(PaymentState state);
std::optional<PaymentState> paymentStateFrom(std::string_view name);

/// What the server does next. Create to Refund are asked of the provider; Sell, GiveUp, Undo are
/// done in the database.
enum class PaymentAct : std::uint8_t {
    None,
    Create,
    Confirm,
    Capture,
    Cancel,
    Refund,
    Fetch,
    Sell, ///< the seats become tickets
    Undo  ///< the tickets lose their money: verdict R10
};
constexpr int kPaymentActCount = 9;
const char* nameOf(PaymentAct act);
std::optional<PaymentAct> paymentActFrom(std::string_view name);

/// As providers shaped like PaymentIntents name them.
enum class IntentStatus : std::uint8_t {
    RequiresPaymentMethod, ///< also after a decline
    RequiresConfirmation,
    RequiresAction,
    Processing,
    RequiresCapture,
    Succeeded,
    Canceled
};
constexpr int kIntentStatusCount = 7;
std::optional<IntentStatus> intentStatusFrom(std::string_view name);

/// What the provider shows. Amounts in minor units of the payment's currency.
struct IntentView {
    std::string id; // the provider's
    IntentStatus status = IntentStatus::RequiresPaymentMethod;
    std::int64_t capturable = 0;
    std::int64_t captured = 0;
    std::int64_t refunded = 0;
    bool reversed = false;
    std::string decline;   // code of the last refusal; empty: none
    std::string actionUrl; // where the customer proves it; empty: nowhere
    bool noted = false;    // our note of the sale is with it
    friend bool operator==(const IntentView&, const IntentView&) = default;
};
struct Declined {
    std::string code;
};
struct NotFound {};
/// Certainly nothing was done: not reached, turned away, breaker open.
struct NotDone {
    std::string why;
};
/// Sent, and no answer that could be understood.
struct Lost {
    std::string why;
};
using ProviderAnswer = std::variant<IntentView, Declined, NotFound, NotDone, Lost>;

/// Invariants (PaymentStore has them as constraints): 0 ≤ refunded ≤ captured ≤ authorized ≤
/// amount, refunded ≤ refundGoal ≤ toRefund ≤ captured.
struct Payment {
    PaymentState state = PaymentState::Created;
    PaymentAct asked = PaymentAct::None; // last, of the provider
    Money amount;
    std::int64_t authorized = 0;
    std::int64_t captured = 0;
    std::int64_t refunded = 0;
    std::int64_t toRefund = 0; // in all
    /// Gone back in all once the refund that is asked for is done: it stays until then, so that the
    /// same again is the same, although more is to go back meanwhile.
    std::int64_t refundGoal = 0;
    bool sold = false;     // its seats are tickets
    bool undone = false;   // and they were taken back
    bool givenUp = false;  // nobody wants it any more: hold over, or cancelled by the customer
    bool inReview = false; // a person looks at it before the money is taken
    std::string intent;    // the provider's id
    std::string failure;   // why, for Failed and Cancelled
    std::string actionUrl;
    friend bool operator==(const Payment&, const Payment&) = default;
};

/// What to do next; None: nothing, for now or for good.
PaymentAct nextAct(const Payment& payment);
/// Whether nothing more is to be done unless somebody asks for it.
bool isSettled(const Payment& payment);

/// The provider's answer to `act`, which was asked. `act` is one of the provider's.
Payment answered(Payment payment, PaymentAct act, const ProviderAnswer& answer);
/// A view that came by itself (a webhook), perhaps old, perhaps for the second time.
Payment heard(Payment payment, const IntentView& view);

/// The hold is over, the price has changed, or the customer has gone. Nothing for what is sold.
Payment givenUp(Payment payment, std::string why);
/// The seats are tickets. Requires: nextAct is Sell.
Payment sold(Payment payment);
Payment undone(Payment payment);
/// A person has looked at it: the money is taken, or let go and the tickets with it. Nothing for
/// what is not in review.
Payment reviewed(Payment payment, bool approved);
/// More is to go back, as far as there is something left. False when not so much is left.
bool askRefund(Payment& payment, std::int64_t amount);

} // namespace foyer::server::core
