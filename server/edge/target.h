#pragma once

#include <string>
#include <string_view>

namespace foyer::edge {

/// Splits a request target (RFC 9112 §3.2, origin-form, absolute-form or `*`) into a decoded path
/// and a raw query. Empty slashes and `.` segments are taken out of the path.
/// Refuses (false): bad percent encodings, an encoded slash, backslash or control character, `..`
/// segments, a fragment, bytes outside visible ASCII, a decoded path that is not UTF-8.
bool parseTarget(std::string_view raw, std::string& path, std::string& query);

} // namespace foyer::edge
