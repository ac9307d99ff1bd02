#pragma once

#include "server/edge/connection.h"
#include "server/edge/listener.h"
#include "server/edge/mailbox.h"
#include "server/edge/server_state.h"
#include "server/edge/timer_wheel.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

struct epoll_event;

namespace foyer::edge {

/// One thread that serves its connections with epoll. A turn: wait, take what sockets and mail
/// bring, then settle each connection touched, so that a batch of answers is one write.
class Loop {
public:
    Loop(ServerState& state, std::uint32_t index);
    ~Loop();
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    /// Requires: not running. The first loop also takes the listener and the others' mailboxes, to
    /// whom it gives new connections in turn.
    void adoptListener(std::unique_ptr<Listener> listener,
                       std::vector<std::shared_ptr<Mailbox>> mailboxes);
    void start();
    /// Requires: a StopMail was posted, or never started.
    void join();
    const std::shared_ptr<Mailbox>& mailbox() const { return m_mailbox; }

    /// The loop that runs on the calling thread and owns `mailbox`, if any.
    static Loop* here(const Mailbox& mailbox);

    // The rest is for its own thread.
    void answer(ConnectionId id, std::uint64_t sequence, Response response);
    void touch(Connection& connection);
    void watch(const Connection& connection, std::uint32_t events);
    void arm(const Connection& connection, LoopTime deadline);

    const Options& options() const { return m_state.options; }
    ServerState& state() { return m_state; }
    LoopTime now() const { return m_now; }
    std::span<char> readBuffer() { return m_readBuffer; }
    std::string_view date();
    std::string makeRequestId();
    SessionId sessionId(ConnectionId id) const;
    bool draining() const { return m_draining; }

private:
    struct Slot {
        std::unique_ptr<Connection> connection;
        std::uint32_t generation = 0;
        bool touched = false;
    };

    void run();
    void turn();
    void turnCaught();
    void wait();
    int waitTime() const;
    void dispatch(const epoll_event& event);
    void acceptSome();
    void place(Listener::Accepted accepted);
    void adopt(int fd, std::string peer);
    void expire();
    void deliver();
    void take(AnswerMail& mail);
    void take(FrameMail& mail);
    void take(CloseSessionMail& mail);
    void take(AdoptMail& mail);
    void take(DrainMail& mail);
    void take(StopMail& mail);
    void settleAll();
    void remove(std::uint32_t slot);
    void recover(std::string_view what);
    Connection* find(ConnectionId id);
    Connection* enter(ConnectionId id);

    ServerState& m_state;
    std::uint32_t m_index;
    int m_epoll;
    std::shared_ptr<Mailbox> m_mailbox;
    std::unique_ptr<Listener> m_listener;
    std::vector<std::shared_ptr<Mailbox>> m_peers;
    std::size_t m_nextPeer = 0;
    std::thread m_thread;

    LoopTime m_now;
    TimerWheel m_wheel;
    std::vector<Slot> m_slots;
    std::vector<std::uint32_t> m_free;
    std::vector<std::uint32_t> m_touched;
    std::vector<std::uint32_t> m_due;
    std::vector<Mail> m_inbox;
    std::size_t m_inboxNext = 0;
    Connection* m_current = nullptr; // whose code runs; it pays for an exception
    std::vector<char> m_readBuffer;
    bool m_draining = false;
    bool m_stopped = false;

    std::int64_t m_dateSecond = -1;
    std::string m_date;
    std::uint64_t m_idState;
};

} // namespace foyer::edge
