#pragma once

#include "shared/base/ids.h"
#include "shared/domain/showtime.h"

#include <optional>
#include <string>
#include <string_view>

namespace foyer::domain {

/// What somebody who signs in by name and password may be, in ascending order of what they may do.
enum class AccountRole : std::uint8_t { Customer, Usher, Cashier, Supervisor, Manager, Admin };
const char* nameOf(AccountRole role);
std::optional<AccountRole> accountRoleFrom(std::string_view name);

/// The least account that may do what an operator of this role may.
AccountRole accountRoleOf(Role role);

/// How addresses are compared: blanks around them cut off, ASCII letters in lower case. Nothing
/// when it cannot be an address: no single @ with something on both sides, blanks or control
/// characters, more than 254 bytes (RFC 5321 §4.5.3.1).
std::optional<std::string> emailKeyOf(std::string_view email);

} // namespace foyer::domain
