#include "shared/crypto/sodium_init.h"

#include "shared/base/check.h"

#include <sodium.h>

namespace foyer::crypto {

void ensureSodium() {
    static const bool ready = sodium_init() >= 0;
    CHECK(ready);
}

} // namespace foyer::crypto
