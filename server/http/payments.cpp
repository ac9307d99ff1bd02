#include "server/http/helpers.h"
#include "server/http/resources.h"
#include "shared/wire/payment_json.h"

namespace foyer::server::http {

namespace {

using services::Payments;

constexpr std::size_t kMostInReview = 200;
constexpr std::chrono::minutes kNewsAgain{1}; // a provider chooses a longer wait itself

wire::PaymentAnswer answerOf(const services::PaymentView& view) {
    const auto& payment = view.payment;
    const auto money = [&](std::int64_t minor) { return Money{minor, payment.amount.currency}; };
    return {view.id, view.hold, nameOf(payment.state), payment.amount, money(payment.captured),
            money(payment.refunded), view.settled, view.booking,
            view.booking.isNull() ? std::string() : domain::referenceOf(view.booking),
            payment.failure,
            // Where to prove it is of use only while there is something to prove.
            payment.state == core::PaymentState::RequiresAction ? payment.actionUrl : std::string(),
            view.reviewRule, view.stamp};
}

std::string textOf(const services::PaymentView& view) {
    return wire::encodePayment(answerOf(view));
}

void show(const Answer& to, const Payments::Answer& payment, int status) {
    if (!payment)
        return to.problem(faultOf(payment.error()));
    to.json(textOf(*payment), status);
}

/// Goes on with it as far as the provider lets, then answers what it has become; at once, with what
/// it is, when all who could do that are busy: the timer comes back to it.
void advanceAndShow(const Backend& backend, const Answer& to, const Payments::Answer& payment,
                    int status) {
    if (!payment)
        return to.problem(faultOf(payment.error()));
    const bool taken = backend.payers.run([backend, to, id = payment->id, status] {
        backend.payments.advance(id);
        const auto now = backend.payments.find(id);
        if (!now)
            return to.problem(faultOf(now.error()));
        show(to, *now, status);
    });
    if (!taken)
        show(to, payment, status);
}

services::Reply<Payments::Answer> replyFor(const Backend& backend, Answer answer, int status) {
    return replyTo<Payments::Answer>(
        std::move(answer), [backend, status](const Answer& to, const Payments::Answer& payment) {
            advanceAndShow(backend, to, payment, status);
        });
}

void makePayment(const Backend& backend, const Call& call, Answer answer) {
    auto ask = bodyOr400(wire::decodePaymentRequest(call.request.body), answer);
    if (!ask)
        return;
    Payments::Order order{ask->hold,         std::move(ask->token),  {},
                          call.request.peer, std::move(ask->method), std::move(ask->codes)};
    for (auto& seat : ask->seats)
        order.ticketTypes[seat.seat] = std::move(seat.ticketType);
    backend.payments.begin(std::move(order), replyFor(backend, std::move(answer), 201));
}

bool isStaff(const Call& call) {
    return call.person && call.person->role >= domain::AccountRole::Supervisor;
}

void findPayment(const Backend& backend, const Call& call, const Answer& answer) {
    const auto id = call.id<PaymentId>();
    if (!id)
        return answer.problem(Fault::UnknownPayment);
    runOr503(backend.workers, answer,
             [backend, id = *id, token = holdTokenOf(call), staff = isStaff(call), answer] {
                 const auto payment =
                     staff ? backend.payments.find(id) : backend.payments.find(id, token);
                 if (!payment)
                     return answer.problem(faultOf(payment.error()));
                 show(answer, *payment, 200);
             });
}

void cancelPayment(const Backend& backend, const Call& call, Answer answer) {
    const auto id = call.id<PaymentId>();
    if (!id)
        return answer.problem(Fault::UnknownPayment);
    if (bodyOr400(wire::decodeEmpty(call.request.body), answer))
        backend.payments.cancel(*id, holdTokenOf(call), replyFor(backend, std::move(answer), 200));
}

void refundPayment(const Backend& backend, const Call& call, Answer answer) {
    const auto id = call.id<PaymentId>();
    if (!id)
        return answer.problem(Fault::UnknownPayment);
    auto ask = bodyOr400(wire::decodeRefundRequest(call.request.body), answer);
    if (ask)
        backend.payments.refund(*id, std::move(ask->tickets), std::move(ask->reason),
                                replyFor(backend, std::move(answer), 200));
}

void listReviews(const Backend& backend, const Answer& answer) {
    runOr503(backend.workers, answer, [backend, answer] {
        const auto views = backend.payments.inReview(kMostInReview);
        if (!views)
            return answer.problem(faultOf(views.error()));
        std::vector<wire::PaymentAnswer> items;
        for (const auto& view : *views)
            items.push_back(answerOf(view));
        answer.json(wire::encodePayments(items));
    });
}

void review(const Backend& backend, const Call& call, Answer answer) {
    const auto id = call.id<PaymentId>();
    if (!id)
        return answer.problem(Fault::UnknownPayment);
    const auto ask = bodyOr400(wire::decodeReviewRequest(call.request.body), answer);
    if (ask)
        backend.payments.review(*id, ask->approved, call.person->subject,
                                replyFor(backend, std::move(answer), 200));
}

/// Answered as soon as it is written down: the provider is not kept waiting for what follows.
void take(const Backend& backend, const Call& call, Answer answer) {
    backend.payments.take(
        call.request.body, call.request.header("stripe-signature"),
        replyTo<Payments::EventAnswer>(
            std::move(answer), [backend](const Answer& to, const Payments::EventAnswer& taken) {
                if (!taken && taken.error() == Payments::NewsRefusal::Recovering)
                    return refuseSlowly(to, Fault::Recovering, kNewsAgain);
                if (!taken)
                    return to.problem(Fault::EventRefused);
                to.send({.status = 200, .headers = {}, .body = {}, .shared = {}});
                if (!*taken)
                    return;
                // Turned away it stays due, and the timer comes back to it.
                (void)backend.payers.run([backend, id = **taken] { backend.payments.advance(id); });
            }));
}

} // namespace

void addPayments(Routes& routes, const Backend& backend) {
    routes.push_back({edge::Method::Post, "/v1/payments", "makePayment",
                      [backend](const Call& call, Answer answer) {
                          makePayment(backend, call, std::move(answer));
                      }});
    routes.push_back({edge::Method::Get, "/v1/payments/{id}", "getPayment",
                      [backend](const Call& call, const Answer& answer) {
                          findPayment(backend, call, answer);
                      }});
    routes.push_back({edge::Method::Post, "/v1/payments/{id}/cancel", "cancelPayment",
                      [backend](const Call& call, Answer answer) {
                          cancelPayment(backend, call, std::move(answer));
                      }});
    routes.push_back({edge::Method::Post, "/v1/payments/{id}/refund", "refundPayment",
                      [backend](const Call& call, Answer answer) {
                          refundPayment(backend, call, std::move(answer));
                      }});
    routes.push_back(
        {edge::Method::Get, "/v1/payment-reviews", "listPaymentReviews",
         [backend](const Call&, const Answer& answer) { listReviews(backend, answer); }});
    routes.push_back(
        {edge::Method::Post, "/v1/payments/{id}/review", "reviewPayment",
         [backend](const Call& call, Answer answer) { review(backend, call, std::move(answer)); }});
    routes.push_back(
        {edge::Method::Post, "/v1/payment-events", "takePaymentEvent",
         [backend](const Call& call, Answer answer) { take(backend, call, std::move(answer)); }});
}

} // namespace foyer::server::http
