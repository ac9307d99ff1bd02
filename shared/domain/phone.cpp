#include "shared/domain/phone.h"

#include "shared/domain/card_number.h"

#include <algorithm>

namespace foyer::domain {

namespace {
constexpr std::size_t kShortestPhone = 8;
/// Cards have as many digits or more; of the shorter ones of thirteen none is given out any more,
/// and mobile phones have as many.
constexpr std::size_t kLongAsCards = 14;
} // namespace

bool isPhone(std::string_view text) {
    if (text.size() < kShortestPhone || text.size() > kLongestPhone || text[0] != '+')
        return false;
    const auto digits = text.substr(1);
    const bool isPlain = digits[0] != '0' && std::all_of(digits.begin(), digits.end(), [](char c) {
                             return c >= '0' && c <= '9';
                         });
    return isPlain && (digits.size() < kLongAsCards || !holdsCardNumber(digits));
}

} // namespace foyer::domain
