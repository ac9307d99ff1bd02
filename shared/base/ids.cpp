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

std::optional<Uuid> Uuid::parse(std::string_view text) {
    if (text.size() != 36)
        return {};
    std::string digits;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash != (text[i] == '-'))
            return {};
        if (!dash)
            digits += text[i] >= 'A' && text[i] <= 'F' ? static_cast<char>(text[i] + 32) : text[i];
    }
    const auto bytes = fromHex(digits);
    if (!bytes)
        return {};
    Uuid id;
    std::copy(bytes->begin(), bytes->end(), id.bytes.begin());
    return id;
}

std::string Uuid::toString() const {
    std::string text = toHex(bytes);
    for (const int at : {8, 13, 18, 23})
        text.insert(static_cast<std::size_t>(at), 1, '-');
    return text;
}

} // namespace foyer
