#pragma once

#include "shared/base/result.h"
#include "shared/crypto/keys.h"

#include <string>

namespace foyer::crypto {

struct FileFailure {
    enum class Kind {
        Missing,   ///< no such file
        Exists,    ///< a new file was asked for and there is one
        TooOpen,   ///< group or others may read it: the secret is no secret any more
        Malformed, ///< not what such a file holds
        System     ///< the operating system refused; see `message`
    };
    Kind kind;
    std::string message; ///< English, with path and reason
};

/// Writes a file only its owner may read (mode 0600), whole or not at all: a temporary file beside
/// it, fsync, rename, fsync of the folder. Replaces an existing file.
Result<Done, FileFailure> writePrivateFile(const std::string& path, ByteView content);
/// The same for a file that must not be there yet (Exists).
Result<Done, FileFailure> writeNewPrivateFile(const std::string& path, ByteView content);
/// Reads at most 64 KiB; refuses a file that others may read.
Result<Bytes, FileFailure> readPrivateFile(const std::string& path);

/// A key file is one line: "foyer-ed25519-1 " and the seed in base64url. Never replaces a key
/// (Exists): a terminal that forgets its key loses its journal's proof.
Result<Done, FileFailure> writeKeyFile(const std::string& path, const KeyPair& key);
Result<KeyPair, FileFailure> readKeyFile(const std::string& path);

} // namespace foyer::crypto
