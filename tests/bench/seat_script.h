#pragma once

#include "tests/bench/house.h"
#include "tests/bench/load.h"

#include <functional>

namespace foyer::bench {

/// What readers of seat maps ask in turn, and what a right answer is like.
struct SeatScript {
    static constexpr std::size_t kShowtimes = 100; // as customers of a whole evening do

    std::vector<std::string> requests;
    std::vector<std::size_t> bodies; // bytes, parallel to the requests
    int status = 200;
    bool isChanging = false; // seats are sold meanwhile, so a body may differ

    std::size_t meanBody() const;
};

/// Asks each map once, so that the script knows the right answer. A conditional script sends back
/// the tags it got. Requires: nothing was sold yet.
SeatScript seatScript(std::uint16_t port, const Replica& replica, std::string_view accept,
                      bool conditional);

class SeatReader final : public Conversation {
public:
    using IsOver = std::function<bool()>;
    /// `script` must outlive this. Begins after its request number `first`.
    SeatReader(const SeatScript& script, std::size_t first, IsOver isOver)
        : m_script(script), m_at(first % script.requests.size()), m_isOver(std::move(isOver)) {}

    std::string_view next() override;
    void answered(const Answer& answer) override;

private:
    const SeatScript& m_script;
    std::size_t m_at;
    IsOver m_isOver;
};

} // namespace foyer::bench
