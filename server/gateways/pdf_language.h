#pragma once

#include <string>

namespace foyer::server::gateways {

/// The document with its language and the way it is read in its catalogue, which cairo 1.16 cannot
/// say, as an update at its end (ISO 32000-1 §7.5.6); readers show its title then, not its file's
/// name. What is not as cairo writes it is left as it is. `language` is of RFC 5646.
std::string withLanguage(std::string pdf, const std::string& language, bool isRightToLeft);

} // namespace foyer::server::gateways
