#pragma once

#include "shared/base/bytes.h"

#include <span>
#include <string>

namespace foyer::crypto {

/// Compares in a time that depends on the lengths only: for tokens, codes and signatures.
[[nodiscard]] bool equalInConstantTime(ByteView a, ByteView b);

/// Overwrites a secret so that the compiler cannot leave it out.
void wipe(std::span<std::uint8_t> secret);
void wipe(std::string& secret);

} // namespace foyer::crypto
