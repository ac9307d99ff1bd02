#include "tests/bench/prototype_flow.h"

#include "tests/bench/report.h"

namespace foyer::bench {

PrototypeFlow::PrototypeFlow(Step step, std::int64_t first, std::int64_t stride, std::int64_t count)
    : m_step(step), m_pair(first), m_stride(stride), m_left(count) {}

std::string_view PrototypeFlow::next() {
    if (m_left == 0)
        return {};
    const std::string showtime = std::to_string(1 + m_pair % kShowtimes);
    const std::int64_t seat = 2 * (m_pair / kShowtimes) + 1;
    const std::string body = "\"seats\":[" + std::to_string(seat) + "," + std::to_string(seat + 1) +
                             "],\"session\":" + std::to_string(1000 + m_pair);
    m_request = m_step == Step::Hold
                    ? postRequest("/showtimes/" + showtime + "/hold", "{" + body + "}")
                    : postRequest("/bookings", "{\"showtime\":" + showtime + "," + body +
                                                   ",\"amount\":2400,\"method\":\"card\"}");
    return m_request;
}

void PrototypeFlow::answered(const Answer& answer) {
    require(answer.status == 200, "the prototype refused: " + std::string(answer.body));
    m_pair += m_stride;
    --m_left;
}

} // namespace foyer::bench
