#include "server/edge/websocket_codec.h"

#include "shared/base/check.h"

namespace foyer::edge {

namespace {

std::string encodeFrame(std::uint8_t opcode, std::string_view payload) {
    const std::size_t size = payload.size();
    std::string frame;
    frame.reserve(size + 10);
    frame.push_back(static_cast<char>(0x80 | opcode));
    int lengthBytes = 0;
    if (size <= 125) {
        frame.push_back(static_cast<char>(size));
    } else {
        lengthBytes = size <= 0xFFFF ? 2 : 8;
        frame.push_back(static_cast<char>(lengthBytes == 2 ? 126 : 127));
    }
    for (int i = lengthBytes - 1; i >= 0; --i)
        frame.push_back(static_cast<char>(static_cast<std::uint64_t>(size) >> (8 * i) & 0xFF));
    frame.append(payload);
    return frame;
}

std::string encodeControl(std::uint8_t opcode, std::string_view payload) {
    CHECK(payload.size() <= 125);
    return encodeFrame(opcode, payload);
}

} // namespace

SharedBytes encodeText(std::string_view text) {
    return std::make_shared<const std::string>(encodeFrame(0x1, text));
}

SharedBytes encodeBinary(std::string_view bytes) {
    return std::make_shared<const std::string>(encodeFrame(0x2, bytes));
}

std::string encodePing(std::string_view payload) {
    return encodeControl(0x9, payload);
}

std::string encodePong(std::string_view payload) {
    return encodeControl(0xA, payload);
}

std::string encodeClose(std::uint16_t code, std::string_view reason) {
    std::string payload;
    payload.push_back(static_cast<char>(code >> 8));
    payload.push_back(static_cast<char>(code & 0xFF));
    payload.append(reason);
    return encodeControl(0x8, payload);
}

} // namespace foyer::edge
