#pragma once

#include "server/http/jwt.h"
#include "shared/crypto/key_file.h"

#include <mutex>
#include <string>

namespace foyer::server {

/// The keys of access tokens in a folder of their own, a PEM file each, named by the moment it was
/// made: the newest signs, all verify. Thread-safe.
class TokenRing {
public:
    /// So long a key that signs no more still verifies: longer than any token lives.
    static constexpr std::chrono::hours kKept{24};

    /// The keys in the folder, which is made, with a first key, when it is missing.
    static Result<std::unique_ptr<TokenRing>, crypto::FileFailure> open(std::string folder,
                                                                        Instant now);
    /// One key that lives as long as this object: for tests.
    static std::unique_ptr<TokenRing> ofOneRun();

    http::TokenKeysPtr keys() const;
    /// Reads the folder again; on a failure what is known stays.
    Result<Done, crypto::FileFailure> reload();

    struct Rotated {
        std::string kid; // signs from now on
        std::size_t dropped = 0;
    };
    /// Adds a key, and removes those that were replaced more than kKept ago. A running server
    /// notices within a minute.
    static Result<Rotated, crypto::FileFailure> rotate(const std::string& folder, Instant now);

private:
    explicit TokenRing(std::string folder) : m_folder(std::move(folder)) {}

    std::string m_folder; // empty: nothing to read again
    mutable std::mutex m_lock;
    http::TokenKeysPtr m_keys;
};

} // namespace foyer::server
