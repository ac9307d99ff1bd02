#pragma once

// Other seats for tickets of a booking, as JSON.

#include "shared/base/result.h"
#include "shared/domain/booking.h"
#include "shared/wire/decode_error.h"

#include <string>
#include <string_view>
#include <vector>

namespace foyer::wire {

/// POST /v1/bookings/{id}/exchange.
struct ExchangeRequest {
    struct Swap {
        TicketId ticket;
        SeatNo seat;
    };
    std::vector<Swap> swaps; // at least one
};
std::string encodeExchangeRequest(const ExchangeRequest& request);
Result<ExchangeRequest, DecodeError> decodeExchangeRequest(std::string_view text);

} // namespace foyer::wire
