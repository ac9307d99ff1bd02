#pragma once

// How long what people say of themselves may be, in accounts and in orders. For the codecs of this
// room only.

#include <cstddef>
#include <string>

namespace foyer::wire {

class Value;

constexpr std::size_t kLongestEmail = 254;
constexpr std::size_t kLongestPersonName = 200;
constexpr std::size_t kLongestPassword = 200;
constexpr std::size_t kLongestLanguage = 35; // RFC 5646 §4.4.1

/// A telephone number (domain::isPhone).
std::string readPhone(const Value& value);
/// The same, or nothing.
std::string readPhoneOrNone(const Value& value);

} // namespace foyer::wire
