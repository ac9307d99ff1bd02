#pragma once

#include "shared/protocol/former_lives.h"

#include <optional>
#include <string>
#include <string_view>

namespace foyer::wire {

/// The header by which a device that is enrolled anew tells of its former lives:
/// "<terminal uuid>/1:<public key>,2:<public key>", keys in base64url.
inline constexpr std::string_view kLivesHeader = "foyer-lives";

/// Requires: at most protocol::kMostFormerLives.
std::string livesText(const protocol::FormerLives& former);
/// What is absent (empty) or damaged counts as not said.
std::optional<protocol::FormerLives> livesFrom(std::string_view text);

} // namespace foyer::wire
