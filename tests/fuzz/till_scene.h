#pragma once

// The house whose journals are fuzzed: one till that has four seats on lease. Deterministic, so
// that the ids in a kept input name what they named when it was made.

#include "tests/unit/service_house.h"

namespace foyer::fuzz {

constexpr std::uint8_t kFirstKey = 1; // what the till's first key is made of

struct TillScene {
    server::tests::ServiceHouse house{{"sssss", "wcss", "SSpp"}};
    server::tests::Device device = house.enrol(kFirstKey);
    protocol::Allotment lease = house.ask(device, {0, 1, 2, 3})->allotments[0];
};

} // namespace foyer::fuzz
