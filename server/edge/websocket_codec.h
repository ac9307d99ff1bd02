#pragma once

#include "server/edge/message.h"
#include "server/edge/utf8.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace foyer::edge {

/// Close codes (RFC 6455 §7.4.1, and 1012 to 1014 of the IANA registry).
namespace close_code {
inline constexpr std::uint16_t kNormal = 1000;
inline constexpr std::uint16_t kGoingAway = 1001;
inline constexpr std::uint16_t kProtocolError = 1002;
inline constexpr std::uint16_t kUnsupportedData = 1003;
inline constexpr std::uint16_t kNone = 1005;     // never on the wire: the peer gave no code
inline constexpr std::uint16_t kAbnormal = 1006; // never on the wire: the connection just ended
inline constexpr std::uint16_t kInvalidText = 1007;
inline constexpr std::uint16_t kPolicy = 1008;
inline constexpr std::uint16_t kTooBig = 1009;
inline constexpr std::uint16_t kInternalError = 1011;
inline constexpr std::uint16_t kTryAgainLater = 1013;
} // namespace close_code

/// Whole server frames (unmasked, final), made once and shared by every session they go to.
SharedBytes encodeText(std::string_view text);
SharedBytes encodeBinary(std::string_view bytes);

/// Control frames. Requires: payload, or code and reason together, ≤ 125 bytes.
std::string encodePing(std::string_view payload);
std::string encodePong(std::string_view payload);
std::string encodeClose(std::uint16_t code, std::string_view reason);

/// What one complete message or control frame of the client says.
struct WebSocketMessage {
    enum class Kind : std::uint8_t { Text, Binary, Ping, Pong, Close };
    Kind kind = Kind::Text;
    std::string payload;                         // of Close: the reason
    std::uint16_t closeCode = close_code::kNone; // of Close
};

/// Decodes the frames of a client (RFC 6455 §5), in pieces of any size; never blocks, knows no
/// socket. Strict: frames masked, reserved bits zero, lengths in their shortest form, control
/// frames final and ≤ 125 bytes, fragments in order, text and close reasons UTF-8, close codes
/// valid. One loop thread owns it.
class WebSocketDecoder {
public:
    enum class Step : std::uint8_t {
        NeedMore, // all bytes consumed
        Message,  // message() is complete
        Failed,   // failCode() is the close code to answer with; nothing more can be decoded
    };

    explicit WebSocketDecoder(std::size_t maxMessage) : m_maxMessage(maxMessage) {}

    /// Consumes from `bytes` up to the next step.
    Step next(std::string_view& bytes);

    /// Valid until the next call of next().
    const WebSocketMessage& message() const { return m_message; }
    std::uint16_t failCode() const { return m_failCode; }

private:
    enum class State : std::uint8_t { Head, Payload, Failed };

    Step fail(std::uint16_t code);
    bool takeHead(std::string_view& bytes);
    std::size_t headSize() const;
    std::uint16_t openFrame();
    std::uint16_t checkOpcode() const;
    std::uint16_t readLength();
    bool takePayload(std::string_view& bytes);
    Step closeFrame();
    Step closeDataFrame();
    Step closeControlFrame();
    Step takeClose(std::string_view payload);

    bool isControl() const { return (m_opcode & 0x8) != 0; }

    std::size_t m_maxMessage;
    State m_state = State::Head;
    std::uint16_t m_failCode = 0;

    std::uint8_t m_head[14] = {};
    std::size_t m_headSize = 0;
    std::uint8_t m_opcode = 0;
    bool m_final = false;
    std::uint8_t m_mask[4] = {};
    std::uint64_t m_length = 0; // of the frame
    std::uint64_t m_taken = 0;  // of its payload

    bool m_fragmented = false; // a data message has begun and not ended
    bool m_text = false;       // and it is text
    Utf8Checker m_utf8;
    std::string m_data;    // payload of the data message so far
    std::string m_control; // payload of the control frame so far
    WebSocketMessage m_message;
};

} // namespace foyer::edge
