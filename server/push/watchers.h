#pragma once

#include "server/edge/websocket.h"
#include "shared/base/ids.h"

#include <map>
#include <set>
#include <unordered_map>
#include <vector>

namespace foyer::server::push {

/// Who listens to what. Belongs to whoever holds the lock around it.
class Watchers {
public:
    static constexpr std::size_t kMostPerSession = 1000;

    void open(edge::SessionId session, bool terminal);
    void close(edge::SessionId session);

    /// False when the session has gone or listens to too many already.
    bool subscribe(edge::SessionId session, ShowtimeId showtime);
    void unsubscribe(edge::SessionId session, ShowtimeId showtime);

    std::vector<edge::SessionId> of(ShowtimeId showtime) const;
    std::vector<edge::SessionId> terminals() const;
    std::size_t sessions() const { return m_sessions.size(); }

private:
    struct Session {
        bool terminal = false;
        std::set<ShowtimeId> showtimes;
    };
    std::map<edge::SessionId, Session> m_sessions;
    std::unordered_map<ShowtimeId, std::set<edge::SessionId>> m_byShowtime;
    std::set<edge::SessionId> m_terminals;
};

} // namespace foyer::server::push
