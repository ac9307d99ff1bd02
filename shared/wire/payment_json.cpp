#include "shared/wire/payment_json.h"

#include "shared/domain/card_number.h"
#include "shared/wire/json_decode.h"
#include "shared/wire/json_writer.h"
#include "shared/wire/order_fields.h"

#include <algorithm>

namespace foyer::wire {

namespace {

constexpr std::size_t kLongestMethod = 255;

bool isToken(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_' || c == '-';
    });
}

std::string readMethod(const Value& value) {
    auto method = value.text(kLongestMethod, 1);
    if (domain::holdsCardNumber(method)) {
        value.fail("must be a token of the payment provider, never the number of a card");
        return {};
    }
    if (!isToken(method))
        value.fail("must be a token of the payment provider: letters, digits, _ and -");
    return method;
}

PaymentRequest readPaymentRequest(const Value& value) {
    Object o(value);
    PaymentRequest request;
    request.hold = o["hold"].id<HoldId>();
    request.token = o["token"].text(100, 1);
    request.seats = readOrderedSeats(o);
    request.method = readMethod(o["payment_method"]);
    request.codes = readCodes(o);
    o.done();
    return request;
}

PaymentAnswer readPayment(const Value& value) {
    Object o(value);
    PaymentAnswer payment;
    payment.id = o["id"].id<PaymentId>();
    payment.hold = o["hold"].id<HoldId>();
    payment.state = o["state"].text(20, 1);
    payment.amount = o["amount"].money();
    payment.captured = o["captured"].money();
    payment.refunded = o["refunded"].money();
    payment.settled = o["settled"].boolean();
    if (const auto booking = o.maybe("booking"))
        payment.booking = booking->id<BookingId>();
    if (const auto reference = o.maybe("booking_reference"))
        payment.bookingReference = reference->text(20, 1);
    if (const auto failure = o.maybe("failure"))
        payment.failure = failure->text(200, 1);
    if (const auto url = o.maybe("action_url"))
        payment.actionUrl = url->text(2000, 1);
    if (const auto rule = o.maybe("review"))
        payment.reviewRule = rule->text(40, 1);
    payment.stamp = readStamp(o);
    o.done();
    return payment;
}

} // namespace

std::string encodePaymentRequest(const PaymentRequest& request) {
    Json out = {{"hold", request.hold.toString()},
                {"token", request.token},
                {"payment_method", request.method}};
    if (!request.seats.empty())
        out["seats"] = orderedSeatsJson(request.seats);
    if (!request.codes.empty())
        out["codes"] = request.codes;
    return textOf(out);
}

Result<PaymentRequest, DecodeError> decodePaymentRequest(std::string_view text) {
    return decodeText(text, readPaymentRequest);
}

namespace {

Json paymentJson(const PaymentAnswer& payment) {
    Json out = {{"id", payment.id.toString()},
                {"hold", payment.hold.toString()},
                {"state", payment.state},
                {"amount", moneyJson(payment.amount)},
                {"captured", moneyJson(payment.captured)},
                {"refunded", moneyJson(payment.refunded)},
                {"settled", payment.settled}};
    if (!payment.booking.isNull()) {
        out["booking"] = payment.booking.toString();
        out["booking_reference"] = payment.bookingReference;
    }
    if (!payment.failure.empty())
        out["failure"] = payment.failure;
    if (!payment.actionUrl.empty())
        out["action_url"] = payment.actionUrl;
    if (!payment.reviewRule.empty())
        out["review"] = payment.reviewRule;
    out.update(stampJson(payment.stamp));
    return out;
}

} // namespace

std::string encodePayment(const PaymentAnswer& payment) {
    return textOf(paymentJson(payment));
}

std::string encodePayments(const std::vector<PaymentAnswer>& payments) {
    Json items = Json::array();
    for (const auto& payment : payments)
        items.push_back(paymentJson(payment));
    return textOf({{"items", std::move(items)}});
}

std::string encodeReviewRequest(const ReviewRequest& request) {
    return textOf({{"approved", request.approved}});
}

Result<ReviewRequest, DecodeError> decodeReviewRequest(std::string_view text) {
    return decodeText(text, [](const Value& value) {
        Object o(value);
        const ReviewRequest request{o["approved"].boolean()};
        o.done();
        return request;
    });
}

Result<PaymentAnswer, DecodeError> decodePayment(std::string_view text) {
    return decodeText(text, readPayment);
}

} // namespace foyer::wire
