// The frames of a WebSocket client. The first byte sets the longest message allowed, the second how
// the rest is cut into pieces.

#include "server/edge/websocket_codec.h"
#include "tests/fuzz/fuzz.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

namespace foyer::fuzz {

namespace {

using edge::WebSocketDecoder;
using edge::WebSocketMessage;

constexpr std::size_t kControl = 125; // RFC 6455 §5.5

struct Heard {
    std::vector<WebSocketMessage> messages;
    std::optional<std::uint16_t> failCode;
};

bool same(const WebSocketMessage& a, const WebSocketMessage& b) {
    const bool isClose = a.kind == WebSocketMessage::Kind::Close;
    return a.kind == b.kind && a.payload == b.payload && (!isClose || a.closeCode == b.closeCode);
}

bool same(const Heard& a, const Heard& b) {
    return a.failCode == b.failCode &&
           std::equal(a.messages.begin(), a.messages.end(), b.messages.begin(), b.messages.end(),
                      [](const auto& one, const auto& other) { return same(one, other); });
}

/// Pieces of 1 to `longest` bytes, of lengths that differ from one to the next.
Heard hear(std::string_view bytes, std::size_t mostBytes, std::size_t longest) {
    WebSocketDecoder decoder(mostBytes);
    Heard heard;
    std::size_t turn = 0;
    while (!bytes.empty()) {
        const auto size = std::min(bytes.size(), 1 + turn++ % longest);
        auto piece = bytes.substr(0, size);
        bytes.remove_prefix(size);
        for (auto step = decoder.next(piece); step != WebSocketDecoder::Step::NeedMore;
             step = decoder.next(piece)) {
            if (step == WebSocketDecoder::Step::Failed) {
                heard.failCode = decoder.failCode();
                return heard;
            }
            heard.messages.push_back(decoder.message());
        }
        HOLDS(piece.empty());
    }
    return heard;
}

/// A server's frame as a client would send it: with a mask (RFC 6455 §5.3).
std::string masked(const std::string& frame, std::array<char, 4> mask) {
    const auto length = static_cast<unsigned char>(frame[1]);
    const std::size_t head = length < 126 ? 2 : length == 126 ? 4 : 10;
    std::string out = frame.substr(0, head);
    out[1] = static_cast<char>(length | 0x80);
    out.append(mask.begin(), mask.end());
    for (std::size_t i = head; i < frame.size(); ++i)
        out.push_back(static_cast<char>(frame[i] ^ mask[(i - head) % mask.size()]));
    return out;
}

std::string encoded(const WebSocketMessage& message) {
    switch (message.kind) {
    case WebSocketMessage::Kind::Text:
        return *edge::encodeText(message.payload);
    case WebSocketMessage::Kind::Binary:
        return *edge::encodeBinary(message.payload);
    case WebSocketMessage::Kind::Ping:
        return edge::encodePing(message.payload);
    case WebSocketMessage::Kind::Pong:
        return edge::encodePong(message.payload);
    case WebSocketMessage::Kind::Close:
        return edge::encodeClose(message.closeCode, message.payload);
    }
    return {};
}

void checkMessage(const WebSocketMessage& message, std::size_t mostBytes) {
    const bool isData = message.kind == WebSocketMessage::Kind::Text ||
                        message.kind == WebSocketMessage::Kind::Binary;
    HOLDS(message.payload.size() <= (isData ? mostBytes : kControl));
    if (message.kind == WebSocketMessage::Kind::Text ||
        message.kind == WebSocketMessage::Kind::Close)
        HOLDS(edge::isUtf8(message.payload));
    if (message.closeCode == edge::close_code::kNone &&
        message.kind == WebSocketMessage::Kind::Close)
        return; // said by an empty frame, which the server never sends
    const auto back = hear(masked(encoded(message), {'f', 'o', '\xff', '\0'}), mostBytes, 4);
    HOLDS(back.messages.size() == 1 && !back.failCode);
    HOLDS(same(back.messages.front(), message));
}

} // namespace

void tryInput(std::string_view input) {
    if (input.size() < 2)
        return;
    const std::size_t mostBytes = 64 * static_cast<unsigned char>(input[0]);
    const std::size_t longest = 2 + static_cast<unsigned char>(input[1]);
    const auto bytes = input.substr(2);
    const auto whole = hear(bytes, mostBytes, std::max<std::size_t>(bytes.size(), 1));
    HOLDS(same(whole, hear(bytes, mostBytes, 1)));
    HOLDS(same(whole, hear(bytes, mostBytes, longest)));
    for (const auto& message : whole.messages)
        checkMessage(message, mostBytes);
}

} // namespace foyer::fuzz
