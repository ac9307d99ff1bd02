#include "shared/base/ids.h"

#include "shared/base/bytes.h"
#include "shared/base/random.h"

#include <algorithm>

namespace foyer {

Uuid Uuid::make(Instant now, Random& random) {
    const auto ms = static_cast<std::uint64_t>(toMs(now));
    const std::uint64_t high = random.next();
    const std::uint64_t low = random.next();
    Uuid id;
    for (int i = 0; i < 6; ++i)
        id.bytes[i] = static_cast<std::uint8_t>(ms >> (40 - 8 * i));
    for (int i = 6; i < 8; ++i)
        id.bytes[i] = static_cast<std::uint8_t>(high >> (8 * i));
    for (int i = 8; i < 16; ++i)
        id.bytes[i] = static_cast<std::uint8_t>(low >> (8 * (i - 8)));
    id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0F) | 0x70);
    id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3F) | 0x80);
    return id;
}

Instant Uuid::madeAt() const {
    std::int64_t ms = 0;
    for (int i = 0; i < 6; ++i)
        ms = ms << 8 | bytes[i];
    return instantFromMs(ms);
}

namespace {

/// The value of a hexadecimal digit of either case, or -1.
constexpr int nibble(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

constexpr bool isDashAt(std::size_t at) {
    return at == 8 || at == 13 || at == 18 || at == 23;
}

} // namespace

std::optional<Uuid> Uuid::parse(std::string_view text) {
    if (text.size() != 36)
        return {};
    Uuid id;
    std::size_t byte = 0;
    for (std::size_t at = 0; at < text.size();) {
        if (isDashAt(at)) {
            if (text[at++] != '-')
                return {};
            continue;
        }
        const int high = nibble(text[at]);
        const int low = nibble(text[at + 1]);
        if (high < 0 || low < 0)
            return {};
        id.bytes[byte++] = static_cast<std::uint8_t>(high << 4 | low);
        at += 2;
    }
    return id;
}

std::string Uuid::toString() const {
    std::string text = toHex(bytes);
    for (const int at : {8, 13, 18, 23})
        text.insert(static_cast<std::size_t>(at), 1, '-');
    return text;
}

} // namespace foyer
