#include "tests/proof/feed.h"

#include "shared/wire/sync_json.h"
#include "tests/bench/load.h"
#include "tests/bench/report.h"

#include <algorithm>

namespace foyer::proof {

using bench::require;

namespace {

protocol::ChangesAnswer readAfter(std::uint16_t port, const bench::Device& device,
                                  CommitSeq cursor) {
    const auto reply = bench::call(
        port, bench::getRequest("/v1/sync/changes?cursor=" + std::to_string(cursor.value),
                                "Authorization: Bearer " + device.token + "\r\n"));
    auto answer = wire::decodeChanges(reply.body);
    require(reply.status == 200 && answer.ok(), "the feed cannot be read: " + reply.body);
    return std::move(*answer);
}

} // namespace

Feed::Feed(std::uint16_t port, const bench::Device& device, ShowtimeId showtime, CommitSeq after)
    : m_cursor(after) {
    for (bool more = true; more;) {
        auto answer = readAfter(port, device, m_cursor);
        require(!answer.snapshot, "the server has forgotten what it committed");
        CommitSeq last = m_cursor;
        for (auto& change : answer.changes) {
            require(change.seq > last, "the feed is out of order (I6)");
            last = change.seq;
            if (auto* seats = std::get_if<protocol::SeatsChanged>(&change.body);
                seats && seats->showtime == showtime)
                m_changes.push_back(std::move(*seats));
        }
        m_cursor = answer.cursor;
        more = answer.more;
    }
}

void Feed::cutAfter(CommitSeq version) {
    std::erase_if(m_changes, [&](const auto& change) { return change.version > version; });
    require(m_changes.empty() || m_changes.back().version == version,
            "the map has a version that the feed has not");
}

std::vector<domain::SeatState> Feed::statesOf(SeatNo seat) const {
    std::vector<domain::SeatState> states;
    for (const auto& change : m_changes)
        for (const auto& [changed, state] : change.seats)
            if (changed == seat)
                states.push_back(state);
    return states;
}

std::size_t Feed::timesTogether(const std::vector<SeatNo>& seats, domain::SeatState state) const {
    std::vector<std::pair<SeatNo, domain::SeatState>> wanted;
    for (const SeatNo seat : seats)
        wanted.emplace_back(seat, state);
    return static_cast<std::size_t>(
        std::count_if(m_changes.begin(), m_changes.end(), [&](const auto& change) {
            auto found = change.seats;
            std::sort(found.begin(), found.end());
            return found == wanted;
        }));
}

CommitSeq endOfFeed(std::uint16_t port, const bench::Device& device) {
    CommitSeq cursor{0};
    for (bool more = true; more;) {
        const auto answer = readAfter(port, device, cursor);
        cursor = answer.cursor;
        more = answer.more;
    }
    return cursor;
}

} // namespace foyer::proof
