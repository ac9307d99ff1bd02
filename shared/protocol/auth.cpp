#include "shared/protocol/auth.h"

namespace foyer::protocol {

Bytes authText(TerminalId terminal, Incarnation incarnation, ByteView nonce) {
    const auto context = asBytes("foyer-auth-1");
    Bytes text;
    text.reserve(context.size() + 16 + 4 + nonce.size());
    text.insert(text.end(), context.begin(), context.end());
    text.insert(text.end(), terminal.uuid.bytes.begin(), terminal.uuid.bytes.end());
    const auto life = static_cast<std::uint32_t>(incarnation.value);
    for (const int shift : {24, 16, 8, 0})
        text.push_back(static_cast<std::uint8_t>(life >> shift));
    text.insert(text.end(), nonce.begin(), nonce.end());
    return text;
}

} // namespace foyer::protocol
