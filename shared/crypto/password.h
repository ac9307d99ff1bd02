#pragma once

#include <string>
#include <string_view>

namespace foyer::crypto {

/// What one guess costs an attacker, and one login us.
enum class Cost {
    Interactive, ///< 19 MiB, two passes: about 40 ms; PINs and passwords of people
    Test         ///< the library's minimum; never for a real secret
};

/// Argon2id (RFC 9106) with a random salt, as a PHC string that carries its own parameters.
/// Slow on purpose: never on an event loop or the UI thread. Throws std::bad_alloc.
std::string hashPassword(std::string_view password, Cost cost);
/// False for a wrong password and for a string that is no Argon2 hash.
[[nodiscard]] bool verifyPassword(std::string_view password, const std::string& phc);
/// True when `phc` was made at another cost and should be made anew after the next right password.
bool needsRehash(const std::string& phc, Cost cost);

} // namespace foyer::crypto
