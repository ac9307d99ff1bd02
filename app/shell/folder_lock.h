#pragma once

#include "shared/base/result.h"

#include <QString>

#include <memory>

namespace foyer::shell {

/// Takes a terminal's folder for this process alone. The kernel holds the lock (flock(2) on the
/// file "terminal.lock"), so that it ends with the process however that ends. QLockFile does not:
/// a terminal that was killed while it cleared a dead one's lock away could not be started again.
class FolderLock final {
public:
    enum class Refusal {
        Taken,      ///< another process has it
        CannotWrite ///< there is no such folder, or no file can be made in it
    };
    static Result<std::unique_ptr<FolderLock>, Refusal> take(const QString& folder);
    ~FolderLock();
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

private:
    explicit FolderLock(int file) : m_file(file) {}
    int m_file;
};

} // namespace foyer::shell
