#include "server/push/pending.h"

#include <algorithm>

namespace foyer::server::push {

void Pending::add(const services::ReadModel::News& news) {
    m_others = m_others || news.others;
    for (const auto& change : news.seats) {
        auto& merged = m_showtimes[change.showtime];
        merged.version = std::max(merged.version, change.version);
        for (const auto& [seat, state] : change.seats)
            merged.seats[seat] = state;
    }
}

std::vector<protocol::SeatsChanged> Pending::take() {
    std::vector<protocol::SeatsChanged> changes;
    changes.reserve(m_showtimes.size());
    for (const auto& [showtime, merged] : m_showtimes)
        changes.push_back({showtime, merged.version, {merged.seats.begin(), merged.seats.end()}});
    m_showtimes.clear();
    m_others = false;
    return changes;
}

} // namespace foyer::server::push
