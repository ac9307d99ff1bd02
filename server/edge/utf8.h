#pragma once

#include <cstdint>
#include <string_view>

namespace foyer::edge {

/// Checks UTF-8 (RFC 3629) as it arrives, in pieces of any size: no overlong forms, no surrogates,
/// nothing above U+10FFFF.
class Utf8Checker {
public:
    /// False as soon as no continuation could make the text valid; stays false until reset().
    bool feed(std::string_view piece);
    /// True when what was fed ends on a character.
    bool complete() const { return m_valid && m_missing == 0; }
    void reset() { *this = Utf8Checker{}; }

private:
    bool lead(std::uint8_t byte);

    bool m_valid = true;
    int m_missing = 0;
    std::uint8_t m_low = 0x80; // bounds of the next continuation byte
    std::uint8_t m_high = 0xBF;
};

bool isUtf8(std::string_view text);

} // namespace foyer::edge
