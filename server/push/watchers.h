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

    /// Who listens: a terminal, somebody signed in until then, or anybody.
    struct Listener {
        bool terminal = false;
        AccountId account{}; // null: nobody who is signed in
        Instant until{};
    };
    void open(edge::SessionId session, const Listener& listener);
    void close(edge::SessionId session);
    /// From now on the session is that person's, whosesoever it was; a terminal's stays its own as
    /// well. Nothing happens when it has gone.
    void signIn(edge::SessionId session, AccountId account, Instant until);

    /// False when the session has gone or listens to too many already.
    bool subscribe(edge::SessionId session, ShowtimeId showtime);
    void unsubscribe(edge::SessionId session, ShowtimeId showtime);

    std::vector<edge::SessionId> of(ShowtimeId showtime) const;
    std::vector<edge::SessionId> terminals() const;
    /// Those at which that person is signed in still.
    std::vector<edge::SessionId> of(AccountId account, Instant now) const;
    /// Those whose tokens have run out by now, each once: from then on they are anybody's.
    std::vector<edge::SessionId> takeExpired(Instant now);
    std::size_t sessions() const { return m_sessions.size(); }

private:
    void leave(AccountId account, edge::SessionId session);

    struct Session {
        Listener listener;
        std::set<ShowtimeId> showtimes;
    };
    std::map<edge::SessionId, Session> m_sessions;
    std::unordered_map<ShowtimeId, std::set<edge::SessionId>> m_byShowtime;
    std::set<edge::SessionId> m_terminals;
    std::map<AccountId, std::set<edge::SessionId>> m_byAccount;
};

} // namespace foyer::server::push
