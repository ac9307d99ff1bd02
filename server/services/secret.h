#pragma once

#include "shared/base/random.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace foyer::server::services {

/// What nobody can guess: the bytes of a token or of a challenge.
using Secret = std::array<std::uint8_t, 32>;
Secret newSecret(Random& random);

} // namespace foyer::server::services
