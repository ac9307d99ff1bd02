#pragma once

// Card payments of online customers as JSON (resources/openapi.json describes them).

#include "shared/wire/online_json.h"

namespace foyer::wire {

/// POST /v1/payments. `method` is a token of the payment provider: a text that holds what could be
/// the number of a card is refused, wherever it stands.
struct PaymentRequest {
    HoldId hold;
    std::string token;
    std::vector<BookingRequest::Seat> seats; // those that are not the first ticket type
    std::string method;
    std::vector<std::string> codes{}; // of discounts, as typed
};
std::string encodePaymentRequest(const PaymentRequest& request);
Result<PaymentRequest, DecodeError> decodePaymentRequest(std::string_view text);

struct PaymentAnswer {
    PaymentId id;
    HoldId hold;
    std::string state; // "created", "authorized", "captured", …
    Money amount;
    Money captured;
    Money refunded;
    bool settled = false;
    BookingId booking;            // null unless sold
    std::string bookingReference; // likewise empty
    std::string failure;          // empty: none
    std::string actionUrl;        // empty: the customer has nothing to do
    std::string reviewRule;       // empty: nobody has to look at it
    protocol::Stamp stamp;
};
std::string encodePayment(const PaymentAnswer& payment);
Result<PaymentAnswer, DecodeError> decodePayment(std::string_view text);

/// GET /v1/payment-reviews.
std::string encodePayments(const std::vector<PaymentAnswer>& payments);

/// POST /v1/payments/{id}/review.
struct ReviewRequest {
    bool approved = false;
};
std::string encodeReviewRequest(const ReviewRequest& request);
Result<ReviewRequest, DecodeError> decodeReviewRequest(std::string_view text);

} // namespace foyer::wire
