#include "tests/bench/seat_script.h"

#include "tests/bench/report.h"

#include <algorithm>
#include <numeric>

namespace foyer::bench {

std::size_t SeatScript::meanBody() const {
    return std::accumulate(bodies.begin(), bodies.end(), std::size_t{0}) / bodies.size();
}

SeatScript seatScript(std::uint16_t port, const Replica& replica, std::string_view accept,
                      bool conditional) {
    SeatScript script;
    const std::string header = "Accept: " + std::string(accept) + "\r\n";
    const std::size_t count = std::min(SeatScript::kShowtimes, replica.showtimes.size());
    for (std::size_t i = 0; i < count; ++i) {
        const std::string path = seatsPath(replica.showtimes[i].id);
        const Reply reply = call(port, getRequest(path, header));
        const Answer answer{reply.status, reply.head, reply.body};
        require(reply.status == 200 && !answer.header("etag").empty(), "a seat map is not served");
        const std::size_t seats = replica.planOf(replica.showtimes[i]).seatCount();
        require(accept != "text/plain" || reply.body == std::string(seats, 'f'),
                "a fresh seat map is not all free");
        const std::string tag = "If-None-Match: " + std::string(answer.header("etag")) + "\r\n";
        script.requests.push_back(getRequest(path, conditional ? header + tag : header));
        script.bodies.push_back(conditional ? 0 : reply.body.size());
    }
    script.status = conditional ? 304 : 200;
    return script;
}

std::string_view SeatReader::next() {
    if (m_isOver())
        return {};
    m_at = (m_at + 1) % m_script.requests.size();
    return m_script.requests[m_at];
}

void SeatReader::answered(const Answer& answer) {
    const bool isWhole = m_script.isChanging || answer.body.size() == m_script.bodies[m_at];
    require(answer.status == m_script.status && isWhole,
            "a read was answered with " + std::to_string(answer.status) + " and " +
                std::to_string(answer.body.size()) + " bytes");
}

} // namespace foyer::bench
