#include "server/edge/target.h"

#include "server/edge/ascii.h"
#include "server/edge/utf8.h"

#include <optional>

namespace foyer::edge {

namespace {

/// The byte that `%HH` at `at` stands for.
std::optional<char> decodeAt(std::string_view text, std::size_t at) {
    if (at + 2 >= text.size())
        return std::nullopt;
    const int high = hexValue(text[at + 1]);
    const int low = hexValue(text[at + 2]);
    if (high < 0 || low < 0)
        return std::nullopt;
    return static_cast<char>(high * 16 + low);
}

bool isPlainByte(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte > 0x20 && byte < 0x7F && c != '#' && c != '\\';
}

// A decoded separator or control character would mean one thing to a proxy and another to us.
bool mayBeEncoded(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 && byte != 0x7F && c != '/' && c != '\\';
}

bool decodePath(std::string_view raw, std::string& out) {
    for (std::size_t i = 0; i < raw.size(); ++i) {
        if (raw[i] != '%') {
            if (!isPlainByte(raw[i]))
                return false;
            out.push_back(raw[i]);
            continue;
        }
        const std::optional<char> decoded = decodeAt(raw, i);
        if (!decoded || !mayBeEncoded(*decoded))
            return false;
        out.push_back(*decoded);
        i += 2;
    }
    return isUtf8(out);
}

bool checkQuery(std::string_view raw) {
    for (std::size_t i = 0; i < raw.size(); ++i) {
        if (!isPlainByte(raw[i]) || (raw[i] == '%' && !decodeAt(raw, i)))
            return false;
    }
    return true;
}

bool needsNormalising(std::string_view path) {
    return path.find("//") != path.npos || path.find("/.") != path.npos;
}

/// Takes out empty and `.` segments; refuses `..`, for which nobody honest has a use here.
bool normalise(std::string& path) {
    std::string out;
    std::size_t at = 0;
    while (at < path.size()) {
        const std::size_t end = std::min(path.find('/', at + 1), path.size());
        const std::string_view segment = std::string_view(path).substr(at + 1, end - at - 1);
        if (segment == "..")
            return false;
        if (!segment.empty() && segment != ".")
            out.append("/").append(segment);
        at = end;
    }
    if (out.empty() || path.back() == '/')
        out.push_back('/');
    path = std::move(out);
    return true;
}

/// What follows scheme and authority of an absolute-form target; nothing when it is not one.
std::optional<std::string_view> stripAuthority(std::string_view raw) {
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (!raw.starts_with(scheme))
            continue;
        raw.remove_prefix(scheme.size());
        const std::size_t end = std::min(raw.find_first_of("/?"), raw.size());
        if (end == 0 || raw.substr(0, end).find('@') != raw.npos)
            return std::nullopt;
        return raw.substr(end);
    }
    return std::nullopt;
}

} // namespace

bool parseTarget(std::string_view raw, std::string& path, std::string& query) {
    if (raw == "*") {
        path = "*";
        return true;
    }
    if (!raw.starts_with('/')) {
        const auto rest = stripAuthority(raw);
        if (!rest)
            return false;
        raw = *rest;
    }
    const std::size_t mark = std::min(raw.find('?'), raw.size());
    const std::string_view rawQuery = raw.substr(std::min(mark + 1, raw.size()));
    if (!checkQuery(rawQuery))
        return false;
    query.assign(rawQuery);
    path.reserve(mark);
    if (!decodePath(raw.substr(0, mark), path))
        return false;
    if (path.empty())
        path = "/";
    return !needsNormalising(path) || normalise(path);
}

} // namespace foyer::edge
