#include "server/push/watchers.h"

namespace foyer::server::push {

void Watchers::open(edge::SessionId session, bool terminal) {
    m_sessions[session].terminal = terminal;
    if (terminal)
        m_terminals.insert(session);
}

void Watchers::close(edge::SessionId session) {
    const auto found = m_sessions.find(session);
    if (found == m_sessions.end())
        return;
    const auto showtimes = std::move(found->second.showtimes);
    m_sessions.erase(found);
    m_terminals.erase(session);
    for (const auto showtime : showtimes)
        unsubscribe(session, showtime);
}

bool Watchers::subscribe(edge::SessionId session, ShowtimeId showtime) {
    const auto found = m_sessions.find(session);
    if (found == m_sessions.end() || found->second.showtimes.size() >= kMostPerSession)
        return false;
    found->second.showtimes.insert(showtime);
    m_byShowtime[showtime].insert(session);
    return true;
}

void Watchers::unsubscribe(edge::SessionId session, ShowtimeId showtime) {
    if (const auto found = m_sessions.find(session); found != m_sessions.end())
        found->second.showtimes.erase(showtime);
    const auto listeners = m_byShowtime.find(showtime);
    if (listeners == m_byShowtime.end())
        return;
    listeners->second.erase(session);
    if (listeners->second.empty())
        m_byShowtime.erase(listeners);
}

std::vector<edge::SessionId> Watchers::of(ShowtimeId showtime) const {
    const auto found = m_byShowtime.find(showtime);
    if (found == m_byShowtime.end())
        return {};
    return {found->second.begin(), found->second.end()};
}

std::vector<edge::SessionId> Watchers::terminals() const {
    return {m_terminals.begin(), m_terminals.end()};
}

} // namespace foyer::server::push
