#include "server/services/payment_news.h"

#include "server/services/payment_steps.h"
#include "server/services/recovery.h"

namespace foyer::server::services {

using ports::PaymentRecord;

namespace {

/// The payment that the news are of; nothing: none that is known.
std::optional<PaymentRecord> subjectOf(const ports::Store& store,
                                       const ports::PaymentEvent& event) {
    auto record = event.payment ? store.payment(*event.payment) : std::nullopt;
    if (record)
        return record;
    const auto id = store.paymentOfIntent(event.view.id);
    return id ? store.payment(*id) : std::nullopt;
}

/// What they mean depends on what was lost, and that is not known yet. Whoever has begun to pay
/// since has lost nothing.
bool areNewsTooEarly(const ports::Store& store, const std::optional<PaymentRecord>& subject) {
    if (awaitsProvider(store))
        return true;
    const auto before = store.recoveryToLookAgain();
    return before && (!subject || subject->createdAt < before->startedAt);
}

/// Several houses may have one account: what is not known here says whose it is.
std::optional<PaymentId> ofOurHouse(const ports::Store& store,
                                    const std::optional<PaymentRecord>& subject,
                                    const ports::PaymentEvent& event) {
    if (subject)
        return subject->id;
    return namesOfHouse(store).count(event.house) > 0 ? event.payment : std::nullopt;
}

} // namespace

Decided<Payments::EventAnswer> takeNews(OnlineDesk desk, const ports::PaymentEvent& event) {
    using Taken = std::optional<PaymentId>;
    const auto subject = subjectOf(desk.store, event);
    if (areNewsTooEarly(desk.store, subject))
        return {Err{Payments::NewsRefusal::Recovering}, false};
    if (const auto payment = ofOurHouse(desk.store, subject, event);
        payment && tellsOfLostSale(desk, *payment, event.view))
        return {Err{Payments::NewsRefusal::Recovering}};
    if (!desk.store.addPaymentEvent(event.id, desk.now))
        return {Taken{}, false};
    if (!subject)
        return {Taken{}};
    recordNews(desk, subject->id, event.view);
    return {Taken{subject->id}};
}

} // namespace foyer::server::services
