#pragma once

// Letters and digits as HTTP reads them: ASCII, whatever the locale.

#include <algorithm>
#include <string_view>

namespace foyer::edge {

inline char lowered(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

/// Requires: `lower` has no capital letters.
inline bool equalsIgnoringCase(std::string_view text, std::string_view lower) {
    return text.size() == lower.size() &&
           std::equal(text.begin(), text.end(), lower.begin(),
                      [](char a, char b) { return lowered(a) == b; });
}

/// -1 for what is no hexadecimal digit.
inline int hexValue(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = lowered(c);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

} // namespace foyer::edge
