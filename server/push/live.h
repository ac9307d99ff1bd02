#pragma once

#include "server/edge/websocket.h"
#include "server/push/pending.h"
#include "server/push/watchers.h"
#include "server/services/read_model.h"
#include "server/services/terminal_auth.h"
#include "shared/wire/live_json.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace foyer::server::push {

/// The WebSocket /v1/live: seat deltas to whoever subscribed, hints to terminals, and to people who
/// are signed in the news of their bookings. What happens within one tick is told once. Only hints:
/// nothing rests on a message arriving, and a client leaves alone what is not newer than what it
/// has. Messages: shared/wire/live_json.h.
///
/// tell() and the handler's calls may come from any thread.
class Live final : public edge::WebSocketHandler {
public:
    static constexpr Milliseconds kTick{8};

    /// Somebody signed in, by the access token they bring.
    struct Person {
        AccountId account;
        Instant until{}; // when the token runs out
    };
    /// Nothing for a token that proves nobody. Called on any thread; must not block.
    using PersonOf = std::function<std::optional<Person>(std::string_view token)>;

    Live(services::ReadModel& seats, services::TerminalAuth& auth, PersonOf personOf,
         Milliseconds tick = kTick);
    ~Live() override;

    /// Once, before the edge starts; `hub` must live until stop().
    void attach(edge::WebSocketHub& hub);
    /// Ends the ticks; what was not told yet is dropped.
    void stop();

    /// Never blocks for long: called on the writer's thread.
    void tell(const services::ReadModel::News& news);

    /// To wherever that person is signed in at `now`; `event` is CloudEvents' JSON.
    void tell(AccountId account, std::string_view event, Instant now);
    /// Tells those whose tokens have run out that they hear no more of their bookings.
    void expire(Instant now);

    edge::UpgradeDecision accept(const edge::Request& request) override;
    void onOpen(edge::SessionId session, const edge::Request& request) override;
    void onText(edge::SessionId session, std::string_view text) override;
    void onClose(edge::SessionId session, const edge::SessionEnd& end) override;

private:
    struct Message {
        std::vector<edge::SessionId> to;
        edge::SharedBytes frame;
    };

    void run();
    std::vector<Message> collect();
    std::optional<Watchers::Listener> listenerOf(std::string_view token,
                                                 const edge::Request& request) const;
    void say(edge::SessionId session, const std::string& text);
    void signIn(edge::SessionId session, std::string_view token);
    void resume(edge::SessionId session, const wire::Subscription& subscription);

    services::ReadModel& m_seats;
    services::TerminalAuth& m_auth;
    const PersonOf m_personOf;
    const Milliseconds m_tick;
    edge::WebSocketHub* m_hub = nullptr;

    std::mutex m_lock;
    std::condition_variable m_wake;
    Pending m_pending;
    Watchers m_watchers;
    bool m_stopping = false;
    std::thread m_thread;
};

} // namespace foyer::server::push
