#pragma once

#include "shared/base/ids.h"

#include <optional>
#include <string>
#include <string_view>

namespace foyer::server::services {

/// Cursors are the last row's place in the order: 16 bytes of id, then the rest of the key.
struct CursorParts {
    Uuid id;
    std::string rest;
};
std::string cursorText(const Uuid& id, std::string_view rest);
std::optional<CursorParts> cursorParts(std::string_view cursor);

} // namespace foyer::server::services
