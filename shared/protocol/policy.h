#pragma once

#include <chrono>
#include <cstdint>

namespace foyer::protocol {

/// What the house allows. One for all terminals; changed by the office, told by the feed.
struct Policy {
    // Seats outside its allotment that a disconnected counter may sell at risk (kiosks: never).
    bool atRiskAtCounters = true;
    std::int32_t atRiskSeatsPerShowtime = 6; // of one terminal, while they have no verdict
    std::int64_t atRiskMinor = 20'000;       // money at risk of one terminal, minor units

    // Standing allotments.
    std::chrono::minutes rateWindow{60}; // the recent sales that make the rate
    std::chrono::minutes outage{120};    // to be survived without the server
    std::chrono::hours horizon{24};      // showtimes that start later get nothing yet
    std::int32_t mostPercent = 30;       // of the free seats, all terminals together

    // Holds of online customers.
    std::chrono::seconds holdLasts{600};
    std::chrono::seconds holdExtension{300}; // once
    std::int32_t holdSeatsPerCustomer = 10;  // at a time
    std::int32_t holdSeatsPerAddress = 30;   // at a time; IPv6 by its /64
    std::chrono::seconds recallAnswersIn{5}; // how long a hold waits for a terminal

    // At the counter: sums in cash end in 0 or 5 cents of a euro. Other currencies have it by law.
    bool euroCashToFive = false;
    // A comp takes a supervisor, by PIN; else whoever sells says why, and that is all.
    bool compsNeedSupervisor = true;

    friend bool operator==(const Policy&, const Policy&) = default;
};

} // namespace foyer::protocol
