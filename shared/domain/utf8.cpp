#include "shared/domain/utf8.h"

namespace foyer::domain {

namespace {

int lengthOf(unsigned char first) {
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first < 0xE0)
        return 2;
    if (first >= 0xE0 && first < 0xF0)
        return 3;
    return first >= 0xF0 && first < 0xF5 ? 4 : 0;
}

/// RFC 3629 §3: overlong forms and surrogates are not UTF-8.
bool isAllowed(char32_t point, int length) {
    constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
    return point >= kSmallest[length] && point < 0x110000 && !(point >= 0xD800 && point < 0xE000);
}

} // namespace

std::optional<std::u32string> decodeUtf8(std::string_view text) {
    std::u32string points;
    points.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto first = static_cast<unsigned char>(text[at]);
        const int length = lengthOf(first);
        if (length == 0 || at + static_cast<std::size_t>(length) > text.size())
            return {};
        char32_t point = length == 1 ? first : first & (0x7Fu >> length);
        for (int i = 1; i < length; ++i) {
            const auto next = static_cast<unsigned char>(text[at + static_cast<std::size_t>(i)]);
            if ((next & 0xC0) != 0x80)
                return {};
            point = (point << 6) | (next & 0x3Fu);
        }
        if (!isAllowed(point, length))
            return {};
        points.push_back(point);
        at += static_cast<std::size_t>(length);
    }
    return points;
}

std::string encodeUtf8(std::u32string_view text) {
    std::string bytes;
    bytes.reserve(text.size());
    const auto put = [&](char32_t value) { bytes.push_back(static_cast<char>(value)); };
    for (const char32_t point : text) {
        if (point < 0x80) {
            put(point);
            continue;
        }
        if (point < 0x800) {
            put(0xC0 | (point >> 6));
        } else if (point < 0x10000) {
            put(0xE0 | (point >> 12));
            put(0x80 | ((point >> 6) & 0x3F));
        } else {
            put(0xF0 | (point >> 18));
            put(0x80 | ((point >> 12) & 0x3F));
            put(0x80 | ((point >> 6) & 0x3F));
        }
        put(0x80 | (point & 0x3F));
    }
    return bytes;
}

} // namespace foyer::domain
