#pragma once

#include <cstddef>
#include <string_view>

namespace foyer::domain {

constexpr std::size_t kLongestPhone = 16;

/// Whether somebody may be reached by that number: ITU-T E.164 §6 with its plus sign, no blanks,
/// "+4915112345678". A longer one that could be a payment card's (card_number.h) is refused, for
/// none of those may be kept.
bool isPhone(std::string_view text);

} // namespace foyer::domain
