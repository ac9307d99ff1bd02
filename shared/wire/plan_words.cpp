#include "shared/wire/plan_words.h"

#include <array>

namespace foyer::wire {

namespace {

constexpr std::array<const char*, 4> kSides = {"top", "right", "bottom", "left"};
static_assert(kSides.size() == static_cast<std::size_t>(domain::Side::Left) + 1);

constexpr std::array<const char*, 5> kDrawings = {"aisle", "wall", "balconyEdge", "step", "text"};
static_assert(kDrawings.size() == static_cast<std::size_t>(domain::Decoration::Kind::Text) + 1);

template <class Enum, std::size_t Count>
std::optional<Enum> find(const std::array<const char*, Count>& words, std::string_view word) {
    for (std::size_t i = 0; i < Count; ++i)
        if (word == words[i])
            return static_cast<Enum>(i);
    return {};
}

} // namespace

const char* nameOf(domain::Side side) {
    return kSides.at(static_cast<std::size_t>(side));
}
std::optional<domain::Side> sideFrom(std::string_view word) {
    return find<domain::Side>(kSides, word);
}

const char* nameOf(domain::Decoration::Kind kind) {
    return kDrawings.at(static_cast<std::size_t>(kind));
}
std::optional<domain::Decoration::Kind> decorationKindFrom(std::string_view word) {
    return find<domain::Decoration::Kind>(kDrawings, word);
}

} // namespace foyer::wire
