#pragma once

#include "server/edge/listener.h"
#include "server/edge/message.h"
#include "server/edge/options.h"
#include "server/edge/websocket.h"
#include "shared/base/result.h"

#include <cstddef>
#include <cstdint>
#include <memory>

namespace foyer::edge {

/// What a server has seen since it started.
struct Counters {
    std::uint64_t accepted = 0; // connections
    std::uint64_t refused = 0;  // connections beyond maxConnections
    std::uint64_t requests = 0; // given to the handler
    std::uint64_t slowSessions = 0;
    std::size_t open = 0; // connections now
};

/// HTTP/1.1 and WebSocket over epoll loops, plain or under TLS. Made, started, drained and stopped
/// by one thread; the hub and the counters are for any.
///
/// The handler and `sockets` are called on the loops. `sockets` may be null (no WebSocket) and must
/// outlive the server. Responders may outlive it: their answers are dropped.
class Server {
public:
    Server(Options options, Handler handler, WebSocketHandler* sockets = nullptr);
    ~Server(); // stops
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// Listens and starts the loops. Requires: not started before.
    Result<Done, StartError> start();

    /// The port listened on, 0 before start().
    std::uint16_t port() const;

    /// Stops accepting, closes idle connections and sessions (1001), lets requests in flight end
    /// with `Connection: close`. True when all connections were gone in time.
    bool drain(Milliseconds timeout);

    /// Ends all connections and joins the loops. Every session still open gets its onClose.
    void stop();

    WebSocketHub& hub();
    Counters counters() const;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace foyer::edge
