#pragma once

#include "shared/base/bytes.h"

namespace foyer::crypto {

/// BLAKE2b-256 without a key (RFC 7693).
Hash hash(ByteView bytes);

/// The same, fed in pieces: `Hasher{}.add(a).add(b).finish()` equals hash(a ‖ b).
class Hasher {
public:
    Hasher();
    Hasher& add(ByteView bytes);
    /// Ends the calculation. Requires: called once.
    Hash finish();

private:
    alignas(64) std::array<std::uint8_t, 384> m_state;
};

} // namespace foyer::crypto
