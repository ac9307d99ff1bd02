#pragma once

// What several messages have in common: the stamp of an answer, the seats an order names, the codes
// it comes with.

#include "shared/protocol/sync.h"
#include "shared/wire/json_reader.h"
#include "shared/wire/online_json.h"

#include <nlohmann/json.hpp>

namespace foyer::wire {

Json stampJson(const protocol::Stamp& stamp);
protocol::Stamp readStamp(Object& o);

/// Seats of an order that are not the first ticket type; `readOrderedSeats` takes the member
/// "seats", none when it is absent.
Json orderedSeatsJson(const std::vector<BookingRequest::Seat>& seats);
std::vector<BookingRequest::Seat> readOrderedSeats(Object& o);

/// Codes of discounts, as typed: the member "codes", none when it is absent. What could be the
/// number of a card is refused.
std::vector<std::string> readCodes(Object& o);
constexpr std::size_t kMostCodes = 10;
constexpr std::size_t kLongestCode = 100; // with blanks and hyphens

} // namespace foyer::wire
