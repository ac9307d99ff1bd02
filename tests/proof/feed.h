#pragma once

#include "tests/bench/house.h"

#include <vector>

namespace foyer::proof {

/// What the server told everybody about the seats of one showtime, in the order of its commits.
class Feed {
public:
    /// Reads on from `after` to the end. Requires: the server keeps everything since then.
    Feed(std::uint16_t port, const bench::Device& device, ShowtimeId showtime, CommitSeq after);

    /// Leaves out what came after a version of the seat map: holds run out while one reads.
    void cutAfter(CommitSeq version);
    /// Where to read on next time.
    CommitSeq cursor() const { return m_cursor; }
    /// The states a seat went through.
    std::vector<domain::SeatState> statesOf(SeatNo seat) const;
    /// How many commits gave exactly these seats this state at once.
    std::size_t timesTogether(const std::vector<SeatNo>& seats, domain::SeatState state) const;

private:
    std::vector<protocol::SeatsChanged> m_changes;
    CommitSeq m_cursor;
};

/// Where the feed ends now.
CommitSeq endOfFeed(std::uint16_t port, const bench::Device& device);

} // namespace foyer::proof
