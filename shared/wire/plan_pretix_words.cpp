#include "shared/wire/plan_pretix_words.h"

#include <cctype>

namespace foyer::wire {

namespace {

std::string endingOf(domain::SeatKind kind) {
    if (kind == domain::SeatKind::Standard)
        return {};
    return std::string(" (") + nameOf(kind) + ")";
}

} // namespace

std::string categoryName(std::string_view area, domain::SeatKind kind) {
    return std::string(area) + endingOf(kind);
}

CategoryMeaning meaningOf(std::string_view category) {
    for (int i = 0; i < domain::kSeatKindCount; ++i) {
        const auto kind = static_cast<domain::SeatKind>(i);
        const std::string ending = endingOf(kind);
        if (!ending.empty() && category.ends_with(ending))
            return {std::string(category.substr(0, category.size() - ending.size())), kind};
    }
    return {std::string(category), domain::SeatKind::Standard};
}

std::string areaKeyFrom(std::string_view name) {
    std::string key;
    for (const char c : name) {
        const auto letter = static_cast<unsigned char>(c);
        if (letter < 0x80 && std::isalnum(letter))
            key += static_cast<char>(std::tolower(letter));
        else if (!key.empty() && key.back() != '-')
            key += '-';
    }
    while (!key.empty() && key.back() == '-')
        key.pop_back();
    return key.empty() ? "area" : key;
}

} // namespace foyer::wire
