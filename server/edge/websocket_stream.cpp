#include "server/edge/websocket_stream.h"

#include "server/edge/connection.h"
#include "server/edge/loop.h"

namespace foyer::edge {

WebSocketStream::WebSocketStream(Connection& connection, WebSocketHandler& handler)
    : m_connection(connection)
    , m_handler(handler)
    , m_id(connection.loop().sessionId(connection.id()))
    , m_decoder(connection.loop().options().maxMessageBytes)
    , m_nextPing(connection.loop().now() + connection.loop().options().pingInterval) {}

void WebSocketStream::open(const Request& request) {
    m_opened = true;
    m_handler.onOpen(m_id, request);
}

void WebSocketStream::receive(std::string_view bytes) {
    m_heard = true;
    while (!m_end) {
        switch (m_decoder.next(bytes)) {
        case WebSocketDecoder::Step::NeedMore:
            return;
        case WebSocketDecoder::Step::Message:
            take(m_decoder.message());
            break;
        case WebSocketDecoder::Step::Failed:
            return close(m_decoder.failCode(), "");
        }
    }
}

void WebSocketStream::take(const WebSocketMessage& message) {
    switch (message.kind) {
    case WebSocketMessage::Kind::Text:
        return m_handler.onText(m_id, message.payload);
    case WebSocketMessage::Kind::Binary:
        return close(close_code::kUnsupportedData, "text only");
    case WebSocketMessage::Kind::Ping:
        m_connection.out().append(encodePong(message.payload));
        return;
    case WebSocketMessage::Kind::Pong:
        return;
    case WebSocketMessage::Kind::Close:
        return takeClose(message);
    }
}

void WebSocketStream::takeClose(const WebSocketMessage& message) {
    m_end = SessionEnd{message.closeCode, message.payload};
    const bool silent = message.closeCode == close_code::kNone;
    m_connection.out().append(encodeClose(silent ? close_code::kNormal : message.closeCode, ""));
    m_connection.close(true);
}

void WebSocketStream::send(const SharedBytes& frame) {
    if (m_end)
        return;
    OutQueue& out = m_connection.out();
    const std::size_t limit = m_connection.loop().options().maxSessionBytes;
    const auto overflows = [&] { return !out.empty() && out.size() + frame->size() > limit; };
    // What piled up within this turn is no proof of a slow reader: the socket is asked first.
    if (overflows())
        m_connection.flush();
    if (overflows()) {
        m_connection.loop().state().slowSessions.fetch_add(1, std::memory_order_relaxed);
        return close(close_code::kTryAgainLater, "too slow, come back and resync");
    }
    out.append(frame);
    m_connection.loop().touch(m_connection);
}

void WebSocketStream::close(std::uint16_t code, std::string_view reason) {
    if (m_end)
        return;
    m_end = SessionEnd{code, std::string(reason)};
    m_connection.out().append(encodeClose(code, reason));
    m_connection.close(true);
}

void WebSocketStream::ended() {
    if (!m_end)
        m_end = SessionEnd{};
    m_connection.drop();
}

void WebSocketStream::settle() {
    if (!m_end || m_told || !m_opened)
        return;
    m_told = true;
    m_handler.onClose(m_id, *m_end);
}

LoopTime WebSocketStream::deadline() const {
    return m_nextPing;
}

void WebSocketStream::onDeadline() {
    const LoopTime now = m_connection.loop().now();
    if (now < m_nextPing)
        return;
    if (!m_heard)
        return ended();
    m_heard = false;
    m_nextPing = now + m_connection.loop().options().pingInterval;
    m_connection.out().append(encodePing(""));
}

} // namespace foyer::edge
