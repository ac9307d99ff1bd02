#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace foyer {

/// The enumerator whose word this is: `words` lists one for each, in order. Nothing for a word that
/// is not among them.
template <class E, class Word, std::size_t N>
constexpr std::optional<E> enumFrom(const std::array<Word, N>& words, std::string_view word) {
    for (std::size_t i = 0; i < N; ++i)
        if (word == words[i])
            return static_cast<E>(i);
    return {};
}

} // namespace foyer
