#include "shared/wire/payment_json.h"

#include "shared/domain/card_number.h"
#include "shared/wire/json_decode.h"
#include "shared/wire/json_writer.h"

#include <algorithm>

namespace foyer::wire {

namespace {

constexpr std::size_t kMostLines = 50;
constexpr std::size_t kLongestMethod = 255;
constexpr auto kMostNumber = std::numeric_limits<std::int64_t>::max();

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

BookingRequest::Seat readSeat(const Value& value) {
    Object o(value);
    BookingRequest::Seat seat;
    seat.seat = o["seat"].seat();
    seat.ticketType = o["type"].text(protocol::kLongestTicketType, 1);
    o.done();
    return seat;
}

PaymentRequest readRequest(const Value& value) {
    Object o(value);
    PaymentRequest request;
    request.hold = o["hold"].id<HoldId>();
    request.token = o["token"].text(100, 1);
    if (const auto seats = o.maybe("seats"))
        for (const auto& item : seats->items(kMostLines))
            request.seats.push_back(readSeat(item));
    request.method = readMethod(o["payment_method"]);
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
    payment.stamp.dbIncarnation = o["db_incarnation"].uuid();
    payment.stamp.commitSeq = o["commit_seq"].number<CommitSeq>(0, kMostNumber);
    o.done();
    return payment;
}

} // namespace

std::string encodePaymentRequest(const PaymentRequest& request) {
    Json seats = Json::array();
    for (const auto& seat : request.seats)
        seats.push_back({{"seat", seat.seat.value}, {"type", seat.ticketType}});
    Json out = {{"hold", request.hold.toString()},
                {"token", request.token},
                {"payment_method", request.method}};
    if (!seats.empty())
        out["seats"] = std::move(seats);
    return textOf(out);
}

Result<PaymentRequest, DecodeError> decodePaymentRequest(std::string_view text) {
    return decodeText(text, readRequest);
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
    out["db_incarnation"] = payment.stamp.dbIncarnation.toString();
    out["commit_seq"] = payment.stamp.commitSeq.value;
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
