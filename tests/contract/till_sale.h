#pragma once

// What a till writes when it sells.

#include "tests/contract/rest_house.h"

namespace foyer::server::testing {

/// What a till writes when it sells these seats for cash.
protocol::Sale saleOf(ShowtimeId showtime, const protocol::Allotment& allotment,
                      const domain::PriceList& prices, Random& random, Instant now);

/// The first price list that the terminal is told of.
domain::PriceList pricesOf(const Till& till);

/// The entries of a whole sale of these seats for cash.
std::vector<protocol::SealedEntry> sell(Till& till, ShowtimeId showtime,
                                        const protocol::Allotment& allotment, Random& random,
                                        Instant now);

} // namespace foyer::server::testing
