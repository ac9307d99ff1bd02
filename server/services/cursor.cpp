#include "server/services/cursor.h"

#include "shared/base/bytes.h"

#include <algorithm>

namespace foyer::server::services {

std::string cursorText(const Uuid& id, std::string_view rest) {
    Bytes bytes(id.bytes.begin(), id.bytes.end());
    bytes.insert(bytes.end(), rest.begin(), rest.end());
    return toBase64Url(bytes);
}

std::optional<CursorParts> cursorParts(std::string_view cursor) {
    const auto bytes = fromBase64Url(cursor);
    if (!bytes || bytes->size() < 16)
        return {};
    CursorParts parts;
    std::copy_n(bytes->begin(), 16, parts.id.bytes.begin());
    parts.rest.assign(bytes->begin() + 16, bytes->end());
    return parts;
}

} // namespace foyer::server::services
