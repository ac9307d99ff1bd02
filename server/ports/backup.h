#pragma once

#include "server/ports/failure.h"
#include "shared/base/result.h"

#include <cstdint>
#include <functional>
#include <string>

namespace foyer::server::ports {

struct BackupFailure {
    std::string message; // English: what failed and what is safe
};

/// Copies the live database. Thread-safe; takes as long as the copy does, writers go on meanwhile.
class DatabaseBackup {
public:
    virtual ~DatabaseBackup() = default;
    /// Writes a proven copy to the new file `target`: complete or absent.
    virtual Result<Done, BackupFailure> copyTo(const std::string& target) = 0;
};

} // namespace foyer::server::ports
