#include "server/edge/utf8.h"

namespace foyer::edge {

bool Utf8Checker::lead(std::uint8_t byte) {
    m_low = 0x80;
    m_high = 0xBF;
    if (byte >= 0xC2 && byte <= 0xDF) {
        m_missing = 1;
    } else if (byte >= 0xE0 && byte <= 0xEF) {
        m_missing = 2;
        // E0 would allow overlong forms, ED surrogates: the second byte is what tells them apart.
        m_low = byte == 0xE0 ? 0xA0 : 0x80;
        m_high = byte == 0xED ? 0x9F : 0xBF;
    } else if (byte >= 0xF0 && byte <= 0xF4) {
        m_missing = 3;
        m_low = byte == 0xF0 ? 0x90 : 0x80;
        m_high = byte == 0xF4 ? 0x8F : 0xBF;
    } else {
        return false;
    }
    return true;
}

bool Utf8Checker::feed(std::string_view piece) {
    for (const char c : piece) {
        const auto byte = static_cast<std::uint8_t>(c);
        if (!m_valid)
            return false;
        if (m_missing > 0) {
            m_valid = byte >= m_low && byte <= m_high;
            m_low = 0x80;
            m_high = 0xBF;
            --m_missing;
        } else if (byte >= 0x80) {
            m_valid = lead(byte);
        }
    }
    return m_valid;
}

bool isUtf8(std::string_view text) {
    Utf8Checker checker;
    return checker.feed(text) && checker.complete();
}

} // namespace foyer::edge
