#pragma once

// Comma-separated values (RFC 4180) that a spreadsheet takes for data and never for a formula.

#include "shared/base/money.h"

#include <string>
#include <string_view>
#include <vector>

namespace foyer {

/// A text as a field. One that a spreadsheet would calculate (it begins with =, +, -, @, a tab or a
/// line end, perhaps after blanks) gets an apostrophe in front, which says "text" there.
std::string csvText(std::string_view text);
/// An amount with the digits of its currency and a point, without the currency: "-12.50".
std::string csvAmount(Money money);
/// Fields that are ready, as a line with its end.
std::string csvLine(const std::vector<std::string>& fields);

} // namespace foyer
