#pragma once

#include "tests/bench/load.h"
#include "tests/bench/process.h"

#include <cstdint>

namespace foyer::bench {

/// Two seats held and booked at the prototype, in the same two steps as at a Till: first all
/// holds, then all bookings.
class PrototypeFlow final : public Conversation {
public:
    enum class Step : std::uint8_t { Hold, Book };

    /// Pairs first, first + stride, … of all pairs of all showtimes; `count` of them.
    PrototypeFlow(Step step, std::int64_t first, std::int64_t stride, std::int64_t count);

    std::string_view next() override;
    void answered(const Answer& answer) override;

    static constexpr std::int64_t kShowtimes = Prototype::kShowtimes;
    static constexpr std::int64_t kPairs = 250; // of one showtime

private:
    Step m_step;
    std::int64_t m_pair;
    std::int64_t m_stride;
    std::int64_t m_left;
    std::string m_request;
};

} // namespace foyer::bench
