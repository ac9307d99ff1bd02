#pragma once

#include "shared/base/bytes.h"
#include "shared/base/random.h"

#include <span>

namespace foyer::crypto {

/// Unpredictable bytes from the operating system; good for keys, tokens and codes. Thread-safe.
Bytes randomBytes(std::size_t count);
void fillRandom(std::span<std::uint8_t> bytes);

/// The randomness that edges hand to pure code.
class SystemRandom final : public Random {
public:
    std::uint64_t next() override;
};

} // namespace foyer::crypto
