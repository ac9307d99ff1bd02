#include "server/edge/server.h"

#include "server/edge/loop.h"
#include "server/edge/mailbox.h"
#include "server/edge/server_state.h"
#include "shared/base/check.h"

#include <algorithm>
#include <csignal>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

namespace foyer::edge {

namespace {

constexpr unsigned kMaxLoops = 64;
constexpr std::size_t kMaxHeadBytes = 64 * 1024;

std::optional<StartError> check(const Options& options) {
    if (options.loops < 1 || options.loops > kMaxLoops)
        return StartError{"the number of event loops must be between 1 and 64"};
    if (options.maxHeadBytes < 256 || options.maxHeadBytes > kMaxHeadBytes)
        return StartError{"the limit of a request head must be between 256 and 65536 bytes"};
    if (options.maxPipelined < 1 || options.maxConnections < 1)
        return StartError{"a server needs room for at least one connection and one request"};
    return std::nullopt;
}

/// Signals are for the main thread: threads started while this lives take none. SIGPIPE, which
/// OpenSSL cannot help raising, is thereby blocked there too.
class SignalShield {
public:
    SignalShield() {
        sigset_t all;
        ::sigfillset(&all);
        ::pthread_sigmask(SIG_SETMASK, &all, &m_before);
    }
    ~SignalShield() { ::pthread_sigmask(SIG_SETMASK, &m_before, nullptr); }
    SignalShield(const SignalShield&) = delete;
    SignalShield& operator=(const SignalShield&) = delete;

private:
    sigset_t m_before;
};

class Hub final : public WebSocketHub {
public:
    void add(std::shared_ptr<Mailbox> mailbox) { m_mailboxes.push_back(std::move(mailbox)); }

    void send(SessionId session, SharedBytes frame) override {
        if (Mailbox* mailbox = mailboxOf(session))
            mailbox->post(FrameMail{{connectionOf(session)}, std::move(frame)});
    }

    void broadcast(std::span<const SessionId> sessions, SharedBytes frame) override {
        std::vector<std::vector<ConnectionId>> byLoop(m_mailboxes.size());
        for (const SessionId session : sessions) {
            if (mailboxOf(session))
                byLoop[loopOf(session)].push_back(connectionOf(session));
        }
        for (std::size_t i = 0; i < byLoop.size(); ++i) {
            if (!byLoop[i].empty())
                m_mailboxes[i]->post(FrameMail{std::move(byLoop[i]), frame});
        }
    }

    void close(SessionId session, std::uint16_t code, std::string reason) override {
        reason.resize(std::min<std::size_t>(reason.size(), 123)); // what a control frame holds
        if (Mailbox* mailbox = mailboxOf(session))
            mailbox->post(CloseSessionMail{connectionOf(session), code, std::move(reason)});
    }

private:
    static std::size_t loopOf(SessionId session) { return session.value >> 56; }
    static ConnectionId connectionOf(SessionId session) {
        return {static_cast<std::uint32_t>(session.value >> 32 & 0xFFFFFF),
                static_cast<std::uint32_t>(session.value)};
    }
    Mailbox* mailboxOf(SessionId session) {
        return loopOf(session) < m_mailboxes.size() ? m_mailboxes[loopOf(session)].get() : nullptr;
    }

    std::vector<std::shared_ptr<Mailbox>> m_mailboxes;
};

} // namespace

class Server::Impl {
public:
    Impl(Options options, Handler handler, WebSocketHandler* sockets) {
        m_state.options = std::move(options);
        m_state.handler = std::move(handler);
        m_state.sockets = sockets;
        const unsigned loops = std::clamp(m_state.options.loops, 1u, kMaxLoops);
        for (unsigned i = 0; i < loops; ++i) {
            m_loops.push_back(std::make_unique<Loop>(m_state, i));
            m_hub.add(m_loops.back()->mailbox());
        }
    }

    Result<Done, StartError> start();
    bool drain(Milliseconds timeout);
    void stop();

    ServerState m_state;
    std::uint16_t m_port = 0;
    Hub m_hub;

private:
    Result<Done, StartError> startThreads();
    void tellAll(Mail (*make)());

    std::vector<std::unique_ptr<Loop>> m_loops;
    std::size_t m_running = 0; // loops whose thread was started
    bool m_started = false;
    bool m_draining = false;
};

Result<Done, StartError> Server::Impl::start() {
    CHECK(!std::exchange(m_started, true));
    if (const auto error = check(m_state.options))
        return Err{*error};
    if (m_state.options.tls) {
        auto context = TlsContext::make(*m_state.options.tls);
        if (!context)
            return Err{StartError{context.error()}};
        m_state.tls = std::move(*context);
    }
    auto listener = Listener::open(m_state.options.host, m_state.options.port);
    if (!listener)
        return Err{listener.error()};
    m_port = (*listener)->port();
    std::vector<std::shared_ptr<Mailbox>> mailboxes;
    for (const auto& loop : m_loops)
        mailboxes.push_back(loop->mailbox());
    m_loops.front()->adoptListener(std::move(*listener), std::move(mailboxes));
    return startThreads();
}

Result<Done, StartError> Server::Impl::startThreads() {
    const SignalShield shield;
    try {
        for (auto& loop : m_loops) {
            loop->start();
            ++m_running;
        }
    } catch (const std::system_error& error) {
        stop();
        return Err{StartError{std::string("the event loops cannot be started: ") + error.what()}};
    }
    return Done{};
}

void Server::Impl::tellAll(Mail (*make)()) {
    for (std::size_t i = 0; i < m_running; ++i)
        m_loops[i]->mailbox()->post(make());
}

bool Server::Impl::drain(Milliseconds timeout) {
    if (!std::exchange(m_draining, true))
        tellAll([] { return Mail{DrainMail{}}; });
    std::unique_lock lock(m_state.mutex);
    return m_state.lastGone.wait_for(lock, timeout, [this] {
        return m_state.drainingLoops >= m_running && m_state.open.load() == 0;
    });
}

void Server::Impl::stop() {
    tellAll([] { return Mail{StopMail{}}; });
    for (auto& loop : m_loops)
        loop->join();
    m_running = 0;
}

Server::Server(Options options, Handler handler, WebSocketHandler* sockets)
    : m_impl(std::make_unique<Impl>(std::move(options), std::move(handler), sockets)) {}

Server::~Server() {
    stop();
}

Result<Done, StartError> Server::start() {
    return m_impl->start();
}

std::uint16_t Server::port() const {
    return m_impl->m_port;
}

bool Server::drain(Milliseconds timeout) {
    return m_impl->drain(timeout);
}

void Server::stop() {
    m_impl->stop();
}

WebSocketHub& Server::hub() {
    return m_impl->m_hub;
}

Counters Server::counters() const {
    const ServerState& state = m_impl->m_state;
    return {state.accepted.load(), state.refused.load(), state.requests.load(),
            state.slowSessions.load(), state.open.load()};
}

} // namespace foyer::edge
