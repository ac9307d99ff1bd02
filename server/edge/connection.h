#pragma once

#include "server/edge/channel.h"
#include "server/edge/http_stream.h"
#include "server/edge/mailbox.h"
#include "server/edge/out_queue.h"
#include "server/edge/timer_wheel.h"
#include "server/edge/websocket_stream.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace foyer::edge {

class Loop;

/// One client: its socket, what it has yet to be sent, and the protocol it speaks at present.
/// One loop owns it and calls settle() at the end of every turn in which it was touched; only then
/// are bytes written, the handler told of a session's end, and the connection given up.
///
/// | state     | reads          | writes | ends by                                   |
/// |-----------|----------------|--------|-------------------------------------------|
/// | open      | yes            | yes    | close(), the peer, a deadline             |
/// | closing   | no             | yes    | everything sent → lingering; a deadline   |
/// | lingering | and forgets it | no     | the peer's end, lingerTimeout             |
/// | gone      | no             | no     | the loop deletes it                       |
class Connection {
public:
    Connection(Loop& loop, ConnectionId id, int fd, SslPtr ssl, std::string peer);

    // For the loop.
    void onReady(std::uint32_t events);
    void onDeadline();
    void onAnswer(std::uint64_t sequence, Response response);
    void onFrame(const SharedBytes& frame);
    void onCloseSession(std::uint16_t code, std::string_view reason);
    void onThrow();
    void onStop();
    void settle();
    bool gone() const { return m_state == State::Gone; }
    ConnectionId id() const { return m_id; }
    int fd() const { return m_channel.fd(); }

    // For the streams.
    Loop& loop() { return m_loop; }
    OutQueue& out() { return m_out; }
    const std::string& peer() const { return m_peer; }
    bool secure() const { return m_channel.secure(); }
    bool certified() const { return m_channel.certified(); }
    void upgrade(const Request& request);
    bool upgraded() const { return m_session != nullptr; }
    /// Ends the connection once everything is sent; `soon`: within lingerTimeout at the latest.
    void close(bool soon = false);
    /// Ends the connection at once.
    void drop() { m_state = State::Gone; }
    /// Writes what the socket takes.
    void flush();

private:
    enum class State : std::uint8_t { Open, Closing, Lingering, Gone };

    void readMore();
    void received(std::string_view bytes);
    void feed(std::string_view bytes);
    bool resume();
    void peerEnded();
    void finish();
    void linger();
    bool wantsBytes() const;
    bool hasRoom() const;
    LoopTime deadline() const;
    void watch();

    Loop& m_loop;
    ConnectionId m_id;
    std::string m_peer;
    Channel m_channel;
    OutQueue m_out;
    HttpStream m_http;
    std::unique_ptr<WebSocketStream> m_session; // once upgraded
    std::string m_stash; // received, to be looked at when there is room for answers
    State m_state = State::Open;
    bool m_peerEnded = false;
    bool m_blocked = false; // the socket takes no more bytes for now
    std::uint32_t m_watched;
    LoopTime m_opened;
    LoopTime m_blockedSince;
    LoopTime m_endBy = TimerWheel::kNever;
};

} // namespace foyer::edge
