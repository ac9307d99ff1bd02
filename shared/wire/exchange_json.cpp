#include "shared/wire/exchange_json.h"

#include "shared/wire/json_decode.h"
#include "shared/wire/json_writer.h"

namespace foyer::wire {

namespace {
constexpr std::size_t kMostSwaps = 50;
} // namespace

std::string encodeExchangeRequest(const ExchangeRequest& request) {
    Json swaps = Json::array();
    for (const auto& swap : request.swaps)
        swaps.push_back({{"ticket", swap.ticket.toString()}, {"seat", swap.seat.value}});
    return textOf({{"swaps", std::move(swaps)}});
}

Result<ExchangeRequest, DecodeError> decodeExchangeRequest(std::string_view text) {
    return decodeText(text, [](const Value& value) {
        Object o(value);
        ExchangeRequest request;
        for (const auto& item : o["swaps"].items(kMostSwaps, 1)) {
            Object swap(item);
            request.swaps.push_back({swap["ticket"].id<TicketId>(), swap["seat"].seat()});
            swap.done();
        }
        o.done();
        return request;
    });
}

} // namespace foyer::wire
