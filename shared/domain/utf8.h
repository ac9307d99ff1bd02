#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace foyer::domain {

/// Code points of a UTF-8 text (RFC 3629), or nothing if it is not valid UTF-8.
std::optional<std::u32string> decodeUtf8(std::string_view text);

/// Requires: only code points that UTF-8 can carry (below 0x110000, no surrogates).
std::string encodeUtf8(std::u32string_view text);

} // namespace foyer::domain
