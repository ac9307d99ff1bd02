#include "server/edge/websocket_codec.h"

#include "shared/base/check.h"

#include <algorithm>

namespace foyer::edge {

namespace {

constexpr std::uint8_t kContinuation = 0x0;
constexpr std::uint8_t kText = 0x1;
constexpr std::uint8_t kBinary = 0x2;
constexpr std::uint8_t kClose = 0x8;
constexpr std::uint8_t kPing = 0x9;
constexpr std::uint8_t kPong = 0xA;
constexpr std::uint64_t kMaxControl = 125;

bool mayBeReceived(std::uint16_t code) {
    return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) ||
           (code >= 3000 && code <= 4999);
}

} // namespace

WebSocketDecoder::Step WebSocketDecoder::fail(std::uint16_t code) {
    m_state = State::Failed;
    m_failCode = code;
    return Step::Failed;
}

WebSocketDecoder::Step WebSocketDecoder::next(std::string_view& bytes) {
    while (m_state != State::Failed) {
        if (m_state == State::Head) {
            if (!takeHead(bytes))
                return m_state == State::Failed ? Step::Failed : Step::NeedMore;
        }
        if (!takePayload(bytes))
            return m_state == State::Failed ? Step::Failed : Step::NeedMore;
        const Step step = closeFrame();
        if (step != Step::NeedMore)
            return step;
    }
    return Step::Failed;
}

/// How long the head is, as far as its first two bytes tell.
std::size_t WebSocketDecoder::headSize() const {
    if (m_headSize < 2)
        return 2;
    const std::uint8_t length = m_head[1] & 0x7F;
    return 2u + 4u + (length == 126 ? 2u : length == 127 ? 8u : 0u);
}

bool WebSocketDecoder::takeHead(std::string_view& bytes) {
    while (m_headSize < headSize()) {
        if (bytes.empty())
            return false;
        m_head[m_headSize++] = static_cast<std::uint8_t>(bytes.front());
        bytes.remove_prefix(1);
        // The first two bytes already tell most offences; the rest of the head need not come.
        const std::uint16_t code = m_headSize == 2 ? openFrame() : 0;
        if (code != 0) {
            fail(code);
            return false;
        }
    }
    if (const std::uint16_t code = readLength()) {
        fail(code);
        return false;
    }
    m_state = State::Payload;
    return true;
}

std::uint16_t WebSocketDecoder::openFrame() {
    m_final = (m_head[0] & 0x80) != 0;
    m_opcode = m_head[0] & 0x0F;
    const bool reserved = (m_head[0] & 0x70) != 0;
    const bool masked = (m_head[1] & 0x80) != 0;
    return reserved || !masked ? close_code::kProtocolError : checkOpcode();
}

std::uint16_t WebSocketDecoder::checkOpcode() const {
    bool lawful = false;
    switch (m_opcode) {
    case kContinuation:
        lawful = m_fragmented;
        break;
    case kText:
    case kBinary:
        lawful = !m_fragmented;
        break;
    case kClose:
    case kPing:
    case kPong:
        lawful = m_final && (m_head[1] & 0x7F) <= kMaxControl;
        break;
    }
    return lawful ? 0 : close_code::kProtocolError;
}

std::uint16_t WebSocketDecoder::readLength() {
    const std::uint8_t small = m_head[1] & 0x7F;
    const std::size_t extra = small == 126 ? 2 : small == 127 ? 8 : 0;
    m_length = extra == 0 ? small : 0;
    for (std::size_t i = 0; i < extra; ++i)
        m_length = m_length << 8 | m_head[2 + i];
    if ((small == 126 && m_length < 126) || (small == 127 && m_length <= 0xFFFF))
        return close_code::kProtocolError;
    if (m_length >> 63)
        return close_code::kProtocolError;
    if (!isControl() && m_length > m_maxMessage - std::min(m_data.size(), m_maxMessage))
        return close_code::kTooBig;
    std::copy_n(m_head + 2 + extra, 4, m_mask);
    m_taken = 0;
    if (!isControl() && !m_fragmented) {
        m_fragmented = true;
        m_text = m_opcode == kText;
        m_utf8.reset();
    }
    return 0;
}

bool WebSocketDecoder::takePayload(std::string_view& bytes) {
    std::string& into = isControl() ? m_control : m_data;
    const auto count =
        static_cast<std::size_t>(std::min<std::uint64_t>(m_length - m_taken, bytes.size()));
    const std::size_t start = into.size();
    into.append(bytes.substr(0, count));
    bytes.remove_prefix(count);
    for (std::size_t i = 0; i < count; ++i)
        into[start + i] = static_cast<char>(into[start + i] ^ m_mask[(m_taken + i) & 3]);
    m_taken += count;
    if (!isControl() && m_text && !m_utf8.feed(std::string_view(into).substr(start))) {
        fail(close_code::kInvalidText);
        return false;
    }
    return m_taken == m_length;
}

WebSocketDecoder::Step WebSocketDecoder::closeFrame() {
    m_state = State::Head;
    m_headSize = 0;
    return isControl() ? closeControlFrame() : closeDataFrame();
}

WebSocketDecoder::Step WebSocketDecoder::closeDataFrame() {
    if (!m_final)
        return Step::NeedMore;
    m_fragmented = false;
    if (m_text && !m_utf8.complete())
        return fail(close_code::kInvalidText);
    m_message.kind = m_text ? WebSocketMessage::Kind::Text : WebSocketMessage::Kind::Binary;
    m_message.payload = std::move(m_data);
    m_data.clear();
    return Step::Message;
}

WebSocketDecoder::Step WebSocketDecoder::closeControlFrame() {
    std::string payload;
    payload.swap(m_control);
    if (m_opcode == kClose)
        return takeClose(payload);
    CHECK(m_opcode == kPing || m_opcode == kPong);
    m_message.kind =
        m_opcode == kPing ? WebSocketMessage::Kind::Ping : WebSocketMessage::Kind::Pong;
    m_message.payload = std::move(payload);
    return Step::Message;
}

WebSocketDecoder::Step WebSocketDecoder::takeClose(std::string_view payload) {
    m_message.kind = WebSocketMessage::Kind::Close;
    m_message.closeCode = close_code::kNone;
    m_message.payload.clear();
    if (payload.empty())
        return Step::Message;
    if (payload.size() == 1)
        return fail(close_code::kProtocolError);
    const auto high = static_cast<std::uint8_t>(payload[0]);
    const auto low = static_cast<std::uint8_t>(payload[1]);
    m_message.closeCode = static_cast<std::uint16_t>(high << 8 | low);
    if (!mayBeReceived(m_message.closeCode))
        return fail(close_code::kProtocolError);
    if (!isUtf8(payload.substr(2)))
        return fail(close_code::kInvalidText);
    m_message.payload = payload.substr(2);
    return Step::Message;
}

} // namespace foyer::edge
