#pragma once

#include "server/services/read_model.h"

#include <map>
#include <unordered_map>
#include <vector>

namespace foyer::server::push {

/// What has happened since the last tick, merged: of a seat that changed twice only the last state
/// is told. Belongs to whoever holds the lock around it.
class Pending {
public:
    void add(const services::ReadModel::News& news);
    bool empty() const { return m_showtimes.empty() && !m_others; }

    /// One change per showtime, seats ascending. Leaves nothing behind.
    std::vector<protocol::SeatsChanged> take();

private:
    struct Merged {
        CommitSeq version;
        std::map<SeatNo, domain::SeatState> seats;
    };
    std::unordered_map<ShowtimeId, Merged> m_showtimes;
    bool m_others = false;
};

} // namespace foyer::server::push
