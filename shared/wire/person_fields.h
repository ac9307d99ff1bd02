#pragma once

// How long what people say of themselves may be, in accounts and in orders. For the codecs of this
// room only.

#include <cstddef>

namespace foyer::wire {

constexpr std::size_t kLongestEmail = 254;
constexpr std::size_t kLongestPersonName = 200;
constexpr std::size_t kLongestPassword = 200;
constexpr std::size_t kLongestLanguage = 35; // RFC 5646 §4.4.1

} // namespace foyer::wire
