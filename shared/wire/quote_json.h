#pragma once

// What seats cost, asked before anything is held (resources/openapi.json describes it).

#include "shared/base/result.h"
#include "shared/domain/discount.h"
#include "shared/wire/decode_error.h"

#include <string>
#include <string_view>
#include <vector>

namespace foyer::wire {

/// POST /v1/showtimes/{id}/quote.
struct QuoteRequest {
    struct Seat {
        SeatNo seat;
        std::string ticketType; // empty: the list's first that may be sold there
    };
    std::vector<Seat> seats;        // at least one, each once
    std::vector<std::string> codes; // of discounts, as typed
};
std::string encodeQuoteRequest(const QuoteRequest& request);
Result<QuoteRequest, DecodeError> decodeQuoteRequest(std::string_view text);

struct QuoteAnswer {
    std::vector<domain::PricedWish> tickets;
    Money total;
    struct Named {
        std::string key;
        std::string name;
    };
    std::vector<Named> discounts;          // those that took something off
    std::vector<std::string> unknownCodes; // as typed
    std::vector<std::string> usedUpCodes;  // as typed
};
std::string encodeQuote(const QuoteAnswer& quote);
Result<QuoteAnswer, DecodeError> decodeQuote(std::string_view text);

} // namespace foyer::wire
