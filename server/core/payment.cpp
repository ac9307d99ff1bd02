#include "server/core/payment.h"

#include "shared/base/mutant.h"
#include "shared/base/words.h"

#include <algorithm>
#include <array>

namespace foyer::server::core {

namespace {

constexpr std::array<const char*, kPaymentStateCount> kStates = {
    "created",   "requires_action", "authorized", "captured", "failed",
    "cancelled", "unknown",         "refunding",  "refunded", "reversed"};
static_assert(kStates.size() == static_cast<std::size_t>(PaymentState::Reversed) + 1);

constexpr std::array<const char*, kPaymentActCount> kActs = {
    "none", "create", "confirm", "capture", "cancel", "refund", "fetch", "sell", "undo"};
static_assert(kActs.size() == static_cast<std::size_t>(PaymentAct::Undo) + 1);

constexpr std::array<const char*, kIntentStatusCount> kStatuses = {"requires_payment_method",
                                                                   "requires_confirmation",
                                                                   "requires_action",
                                                                   "processing",
                                                                   "requires_capture",
                                                                   "succeeded",
                                                                   "canceled"};
static_assert(kStatuses.size() == static_cast<std::size_t>(IntentStatus::Canceled) + 1);

bool isLost(const Payment& payment) {
    return payment.state == PaymentState::Failed || payment.state == PaymentState::Cancelled;
}

Payment failed(Payment payment, const std::string& why) {
    payment.state = PaymentState::Failed;
    payment.failure = why;
    return payment;
}

/// By what has been captured and what is to go back.
PaymentState stateOfMoney(const Payment& payment) {
    if (payment.refunded >= payment.captured)
        return PaymentState::Refunded;
    return payment.toRefund > payment.refunded ? PaymentState::Refunding : PaymentState::Captured;
}

void takeAmounts(Payment& payment, const IntentView& view) {
    const auto most = payment.amount.minor;
    payment.captured = std::clamp(view.captured, payment.captured, most);
    payment.authorized =
        std::clamp(std::max(view.capturable, payment.captured), payment.authorized, most);
    payment.refunded = std::clamp(view.refunded, payment.refunded, payment.captured);
    payment.toRefund = std::max(payment.toRefund, payment.refunded);
    if (!view.id.empty())
        payment.intent = view.id;
}

/// Nothing is asked for beside a refund that is under way.
void aim(Payment& payment) {
    if (payment.refunded >= payment.refundGoal || mutated(Mutant::RefundGoalMoves))
        payment.refundGoal = payment.toRefund;
}

/// A view in which no money has been taken yet.
Payment beforeCapture(Payment payment, const IntentView& view) {
    const bool wasAuthorized = payment.authorized > 0;
    switch (view.status) {
    case IntentStatus::Canceled:
        if (payment.state != PaymentState::Failed)
            payment.state = PaymentState::Cancelled;
        return payment;
    case IntentStatus::RequiresCapture:
        // What was cancelled stays so. What was declined and is authorized all the same is wanted
        // by nobody any more.
        if (payment.state == PaymentState::Cancelled)
            return payment;
        payment.givenUp = payment.givenUp || isLost(payment);
        payment.state = PaymentState::Authorized;
        return payment;
    case IntentStatus::RequiresPaymentMethod:
        if (isLost(payment) || wasAuthorized)
            return payment;
        return failed(std::move(payment), view.decline.empty() ? "no_method" : view.decline);
    case IntentStatus::RequiresAction:
        if (isLost(payment) || wasAuthorized)
            return payment;
        payment.actionUrl = view.actionUrl;
        payment.state = PaymentState::RequiresAction;
        return payment;
    case IntentStatus::RequiresConfirmation:
        if (isLost(payment) || wasAuthorized || payment.state == PaymentState::RequiresAction)
            return payment;
        payment.state = PaymentState::Created;
        return payment;
    case IntentStatus::Processing:
        if (payment.state == PaymentState::Created)
            payment.state = PaymentState::Unknown;
        return payment;
    case IntentStatus::Succeeded: // with nothing captured: of no amount, which we never ask for
        return payment;
    }
    return payment;
}

PaymentAct actOnMoney(const Payment& payment) {
    if (payment.toRefund > payment.refunded)
        return PaymentAct::Refund;
    // Captured without seats: they may still be had; else the money goes back (givenUp sees to it).
    return payment.sold || payment.toRefund > 0 ? PaymentAct::None : PaymentAct::Sell;
}

PaymentAct actOnLoss(const Payment& payment) {
    return payment.sold && !payment.undone ? PaymentAct::Undo : PaymentAct::None;
}

/// What a definite "no" to the act means.
Payment refused(Payment payment, PaymentAct act, const std::string& code) {
    switch (act) {
    case PaymentAct::Create:
    case PaymentAct::Confirm:
    case PaymentAct::Capture:
        return payment.captured > 0 ? payment : failed(std::move(payment), code);
    case PaymentAct::Cancel: // captured, or cancelled before: it shows when it is looked at
        payment.state = PaymentState::Unknown;
        return payment;
    case PaymentAct::Refund:
        payment.failure = code;
        return payment;
    case PaymentAct::None:
    case PaymentAct::Fetch:
    case PaymentAct::Sell:
    case PaymentAct::Undo:
        return payment;
    }
    return payment;
}

struct TakeIn {
    Payment payment;
    PaymentAct act;

    /// What it answers is no old news: the bank has let go what it held for us.
    Payment operator()(const IntentView& view) {
        const bool isGone = view.status == IntentStatus::RequiresPaymentMethod &&
                            view.captured == 0 && payment.authorized > 0 && payment.captured == 0 &&
                            !isLost(payment);
        if (isGone)
            return failed(std::move(payment), view.decline.empty() ? "no_method" : view.decline);
        return heard(std::move(payment), view);
    }
    Payment operator()(const Declined& declined) {
        return refused(std::move(payment), act, declined.code);
    }
    /// Only of what was never made there; a known intent that is not found stays unknown.
    Payment operator()(const NotFound&) {
        if (payment.intent.empty() && payment.state == PaymentState::Unknown)
            payment.state = PaymentState::Created;
        return std::move(payment);
    }
    Payment operator()(const NotDone&) { return std::move(payment); }
    Payment operator()(const Lost&) {
        if (act != PaymentAct::Fetch)
            payment.state = PaymentState::Unknown;
        if (mutated(Mutant::LostPaymentTakenForDeclined) && payment.captured == 0)
            return failed(std::move(payment), "time-out");
        return std::move(payment);
    }
};

} // namespace

const char* nameOf(PaymentState state) {
    return kStates.at(static_cast<std::size_t>(state));
}
std::optional<PaymentState> paymentStateFrom(std::string_view name) {
    return enumFrom<PaymentState>(kStates, name);
}
const char* nameOf(PaymentAct act) {
    return kActs.at(static_cast<std::size_t>(act));
}
std::optional<PaymentAct> paymentActFrom(std::string_view name) {
    return enumFrom<PaymentAct>(kActs, name);
}
std::optional<IntentStatus> intentStatusFrom(std::string_view name) {
    return enumFrom<IntentStatus>(kStatuses, name);
}

PaymentAct nextAct(const Payment& payment) {
    switch (payment.state) {
    case PaymentState::Created:
        return payment.intent.empty() ? PaymentAct::Create
               : payment.givenUp      ? PaymentAct::Cancel
                                      : PaymentAct::Confirm;
    case PaymentState::RequiresAction:
        return payment.givenUp ? PaymentAct::Cancel : PaymentAct::Fetch;
    case PaymentState::Authorized:
        if (payment.givenUp)
            return PaymentAct::Cancel;
        if (payment.sold && payment.inReview && !mutated(Mutant::ReviewIgnored))
            return PaymentAct::None;
        return payment.sold || mutated(Mutant::CaptureBeforeSeats) ? PaymentAct::Capture
                                                                   : PaymentAct::Sell;
    case PaymentState::Unknown:
        return PaymentAct::Fetch;
    case PaymentState::Captured:
    case PaymentState::Refunding:
        return actOnMoney(payment);
    case PaymentState::Failed:
    case PaymentState::Cancelled:
    case PaymentState::Reversed:
        return actOnLoss(payment);
    case PaymentState::Refunded:
        return PaymentAct::None;
    }
    return PaymentAct::None;
}

bool isSettled(const Payment& payment) {
    return nextAct(payment) == PaymentAct::None;
}

Payment answered(Payment payment, PaymentAct act, const ProviderAnswer& answer) {
    payment.asked = act;
    return std::visit(TakeIn{std::move(payment), act}, answer);
}

Payment heard(Payment payment, const IntentView& view) {
    takeAmounts(payment, view);
    if ((payment.state == PaymentState::Reversed || view.reversed) &&
        !mutated(Mutant::ReversalIgnored)) {
        payment.state = PaymentState::Reversed;
        return payment;
    }
    if (payment.captured == 0)
        return beforeCapture(std::move(payment), view);
    payment.givenUp = payment.givenUp || isLost(payment);
    // Whoever hands out a part of it at the provider's desk wants no seats for the rest.
    if (!payment.sold && payment.refunded > 0 && payment.refunded < payment.captured)
        payment.givenUp = true;
    // It was given up, or the tickets were taken back for want of it: nobody has anything for it.
    if ((payment.givenUp && !payment.sold) || payment.undone)
        payment.toRefund = payment.captured;
    aim(payment);
    payment.state = stateOfMoney(payment);
    return payment;
}

Payment givenUp(Payment payment, std::string why) {
    if (payment.sold)
        return payment;
    payment.givenUp = true;
    if (payment.failure.empty())
        payment.failure = std::move(why);
    if (payment.captured > 0) {
        payment.toRefund = payment.captured;
        aim(payment);
        payment.state = stateOfMoney(payment);
    }
    return payment;
}

Payment sold(Payment payment) {
    CHECK(nextAct(payment) == PaymentAct::Sell);
    payment.sold = true;
    return payment;
}

Payment undone(Payment payment) {
    payment.undone = true;
    return payment;
}

Payment reviewed(Payment payment, bool approved) {
    if (!payment.inReview)
        return payment;
    payment.inReview = false;
    if (!approved && payment.captured == 0) {
        payment.givenUp = true;
        payment.failure = "review";
    }
    return payment;
}

bool askRefund(Payment& payment, std::int64_t amount) {
    // What became of a refund before may not be known yet; this one waits until it is.
    const bool isAsked = payment.state == PaymentState::Unknown && payment.captured > 0;
    const bool isThere = isAsked || payment.state == PaymentState::Captured ||
                         payment.state == PaymentState::Refunding;
    if (!isThere || amount <= 0 || amount > payment.captured - payment.toRefund)
        return false;
    payment.toRefund += amount;
    aim(payment);
    if (!isAsked)
        payment.state = stateOfMoney(payment);
    return true;
}

} // namespace foyer::server::core
