#include "shared/crypto/password.h"

#include "shared/crypto/sodium_init.h"

#include <new>
#include <sodium.h>

namespace foyer::crypto {

namespace {

struct Limits {
    unsigned long long passes;
    std::size_t bytes;
};

Limits limitsOf(Cost cost) {
    switch (cost) {
    case Cost::Interactive:
        return {2, std::size_t{19} * 1024 * 1024};
    case Cost::Test:
        return {crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN};
    }
    return {};
}

} // namespace

std::string hashPassword(std::string_view password, Cost cost) {
    ensureSodium();
    const Limits limits = limitsOf(cost);
    std::string phc(crypto_pwhash_STRBYTES, '\0');
    if (crypto_pwhash_str(phc.data(), password.data(), password.size(), limits.passes,
                          limits.bytes) != 0)
        throw std::bad_alloc();
    phc.resize(phc.find('\0'));
    return phc;
}

bool verifyPassword(std::string_view password, const std::string& phc) {
    ensureSodium();
    if (phc.size() >= crypto_pwhash_STRBYTES)
        return false;
    return crypto_pwhash_str_verify(phc.c_str(), password.data(), password.size()) == 0;
}

bool needsRehash(const std::string& phc, Cost cost) {
    ensureSodium();
    const Limits limits = limitsOf(cost);
    if (phc.size() >= crypto_pwhash_STRBYTES)
        return true;
    return crypto_pwhash_str_needs_rehash(phc.c_str(), limits.passes, limits.bytes) != 0;
}

} // namespace foyer::crypto
