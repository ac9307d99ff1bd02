#pragma once

#include <string_view>

namespace foyer::domain {

/// Whether somewhere in the text stands what could be the number of a payment card: 13 to 19
/// digits, spaces or dashes between them allowed, that pass the check of ISO/IEC 7812-1 annex B
/// (Luhn). No such text may be kept or logged.
bool holdsCardNumber(std::string_view text);

} // namespace foyer::domain
