#pragma once

// WebSocket as the rest of the house sees it: who may come in, what they say, how to speak to them.

#include "server/edge/message.h"
#include "server/edge/websocket_codec.h"

#include <compare>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace foyer::edge {

/// Names one WebSocket session; never used again for another one while the server lives.
struct SessionId {
    std::uint64_t value = 0;
    friend auto operator<=>(const SessionId&, const SessionId&) = default;
};

/// The request is welcome; `protocol` is one of those it offered (Sec-WebSocket-Protocol), or
/// empty.
struct AcceptUpgrade {
    std::string protocol;
};
/// The request is not for this handler: it goes on to the HTTP handler like any other.
struct PassOn {};
/// A Response refuses the upgrade, and the connection stays HTTP.
using UpgradeDecision = std::variant<PassOn, AcceptUpgrade, Response>;

/// Why a session is over: the code the client sent, or the one it was sent, or kAbnormal.
struct SessionEnd {
    std::uint16_t code = close_code::kAbnormal;
    std::string reason;
};

/// Whoever speaks WebSocket. Called on event loops, with several loops at the same time; one
/// session's calls come from one thread, in order: onOpen, onText…, onClose. Must not block. May
/// call the hub from within; onClose is never called from inside a call of the hub.
class WebSocketHandler {
public:
    virtual ~WebSocketHandler() = default;
    /// Decides about a well-formed handshake.
    virtual UpgradeDecision accept(const Request& request) = 0;
    virtual void onOpen(SessionId session, const Request& request) = 0;
    virtual void onText(SessionId session, std::string_view text) = 0;
    virtual void onClose(SessionId session, const SessionEnd& end) = 0;
};

/// Speaks to sessions, from any thread. What is said to a session that has gone is dropped. A
/// session that has more than Options::maxSessionBytes unsent is closed with 1013: its client is
/// to come back and resync.
class WebSocketHub {
public:
    virtual ~WebSocketHub() = default;
    /// `frame` comes from encodeText or encodeBinary.
    virtual void send(SessionId session, SharedBytes frame) = 0;
    /// The same frame to all of them: encoded once, copied never, one wake-up per loop.
    virtual void broadcast(std::span<const SessionId> sessions, SharedBytes frame) = 0;
    virtual void close(SessionId session, std::uint16_t code, std::string reason) = 0;
};

} // namespace foyer::edge
