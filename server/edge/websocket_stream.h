#pragma once

#include "server/edge/timer_wheel.h"
#include "server/edge/websocket.h"

#include <optional>
#include <string_view>

namespace foyer::edge {

class Connection;

/// The WebSocket half of a connection. One loop thread owns it.
class WebSocketStream {
public:
    WebSocketStream(Connection& connection, WebSocketHandler& handler);

    void open(const Request& request);
    void receive(std::string_view bytes);
    void send(const SharedBytes& frame);
    /// Says goodbye and ends the connection; the first reason given counts.
    void close(std::uint16_t code, std::string_view reason);
    /// The connection ended without a goodbye.
    void ended();
    /// Tells the handler of the end, once, when there is one.
    void settle();

    LoopTime deadline() const;
    void onDeadline();

private:
    void take(const WebSocketMessage& message);
    void takeClose(const WebSocketMessage& message);

    Connection& m_connection;
    WebSocketHandler& m_handler;
    SessionId m_id;
    WebSocketDecoder m_decoder;
    std::optional<SessionEnd> m_end;
    bool m_opened = false;
    bool m_told = false;
    bool m_heard = true; // anything since the last ping
    LoopTime m_nextPing;
};

} // namespace foyer::edge
