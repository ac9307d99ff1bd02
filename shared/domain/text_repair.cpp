#include "shared/domain/text_repair.h"

#include "shared/domain/utf8.h"

#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace foyer::domain {

namespace {

bool isBlank(char32_t c) {
    return c <= 0x20 || (c >= 0x7F && c <= 0xA0) || (c >= 0x2000 && c <= 0x200B) || c == 0x3000;
}

std::optional<char32_t> numericEntity(std::string_view name) {
    const bool hex = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
    const std::string_view digits = name.substr(hex ? 2 : 1);
    std::uint32_t point = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), point, hex ? 16 : 10);
    if (error != std::errc{} || end != digits.data() + digits.size() || point == 0)
        return {};
    if (point >= 0x110000 || (point >= 0xD800 && point < 0xE000))
        return {};
    return static_cast<char32_t>(point);
}

/// `name` is what stands between & and ;.
std::optional<char32_t> entity(std::string_view name) {
    constexpr std::array<std::pair<std::string_view, char32_t>, 6> kNamed = {{{"amp", U'&'},
                                                                              {"lt", U'<'},
                                                                              {"gt", U'>'},
                                                                              {"quot", U'"'},
                                                                              {"apos", U'\''},
                                                                              {"nbsp", 0xA0}}};
    for (const auto& [known, point] : kNamed)
        if (name == known)
            return point;
    return name.size() > 1 && name[0] == '#' ? numericEntity(name) : std::nullopt;
}

} // namespace

std::string decodeEntities(std::string_view text) {
    constexpr std::size_t kLongestName = 8;
    std::string result;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto end = text[at] == '&' ? text.find(';', at) : std::string_view::npos;
        const bool near = end != std::string_view::npos && end - at <= kLongestName + 1;
        const auto point = near ? entity(text.substr(at + 1, end - at - 1)) : std::nullopt;
        if (!point) {
            result.push_back(text[at]);
            continue;
        }
        result += encodeUtf8(std::u32string_view(&*point, 1));
        at = end;
    }
    return result;
}

std::string collapseBlanks(std::string_view text) {
    const auto points = decodeUtf8(text);
    if (!points)
        return std::string(text);
    std::u32string result;
    bool pending = false;
    for (const char32_t c : *points) {
        if (isBlank(c)) {
            pending = !result.empty();
            continue;
        }
        if (std::exchange(pending, false))
            result.push_back(U' ');
        result.push_back(c);
    }
    return encodeUtf8(result);
}

std::string frontArticle(std::string_view text) {
    constexpr std::array<std::string_view, 14> kArticles = {
        "The", "A", "An", "Le", "La", "Les", "L'", "Der", "Das", "El", "Los", "Las", "Il", "Gli"};
    const auto comma = text.rfind(", ");
    if (comma == std::string_view::npos || comma == 0)
        return std::string(text);
    const std::string_view last = text.substr(comma + 2);
    for (const std::string_view article : kArticles)
        if (last == article)
            return std::string(article) + (article.back() == '\'' ? "" : " ") +
                   std::string(text.substr(0, comma));
    return std::string(text);
}

std::string foldCase(std::string_view text) {
    auto points = decodeUtf8(text);
    if (!points)
        return std::string(text);
    for (char32_t& c : *points)
        if ((c >= U'A' && c <= U'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7))
            c += 32;
    return encodeUtf8(*points);
}

} // namespace foyer::domain
