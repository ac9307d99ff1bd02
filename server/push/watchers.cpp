#include "server/push/watchers.h"

#include <utility>

namespace foyer::server::push {

void Watchers::open(edge::SessionId session, const Listener& listener) {
    m_sessions[session].listener = listener;
    if (listener.terminal)
        m_terminals.insert(session);
    if (!listener.account.isNull())
        m_byAccount[listener.account].insert(session);
}

void Watchers::signIn(edge::SessionId session, AccountId account, Instant until) {
    const auto found = m_sessions.find(session);
    if (found == m_sessions.end())
        return;
    auto& listener = found->second.listener;
    leave(listener.account, session);
    listener.account = account;
    listener.until = until;
    m_byAccount[account].insert(session);
}

void Watchers::close(edge::SessionId session) {
    const auto found = m_sessions.find(session);
    if (found == m_sessions.end())
        return;
    const auto showtimes = std::move(found->second.showtimes);
    leave(found->second.listener.account, session);
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

std::vector<edge::SessionId> Watchers::of(AccountId account, Instant now) const {
    std::vector<edge::SessionId> all;
    if (const auto found = m_byAccount.find(account); found != m_byAccount.end())
        for (const auto session : found->second)
            if (m_sessions.at(session).listener.until > now)
                all.push_back(session);
    return all;
}

std::vector<edge::SessionId> Watchers::takeExpired(Instant now) {
    std::vector<edge::SessionId> expired;
    for (const auto& [account, sessions] : m_byAccount)
        for (const auto session : sessions)
            if (m_sessions.at(session).listener.until <= now)
                expired.push_back(session);
    for (const auto session : expired)
        leave(std::exchange(m_sessions.at(session).listener.account, {}), session);
    return expired;
}

void Watchers::leave(AccountId account, edge::SessionId session) {
    const auto found = m_byAccount.find(account);
    if (found == m_byAccount.end())
        return;
    found->second.erase(session);
    if (found->second.empty())
        m_byAccount.erase(found);
}

} // namespace foyer::server::push
