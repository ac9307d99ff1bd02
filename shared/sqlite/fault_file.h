#pragma once

// The files of a FaultVfs; for fault_vfs.cpp only.

#include "shared/sqlite/fault_vfs.h"

#include <array>
#include <mutex>
#include <sqlite3.h>

namespace foyer::sqlite {

/// What all files of one FaultVfs share.
struct FaultVfs::State {
    std::string name;
    sqlite3_vfs* real = nullptr;
    sqlite3_vfs shim{};

    /// Counts the call; the fault to do to it, if it is the one to fail.
    bool strikes(DiskCall call);
    void arm(std::uint64_t at, Fault fault, Lasting how);
    Fault fault() const {
        const std::lock_guard lock(mutex);
        return armed;
    }
    /// Whether writes have to be remembered, so that a failing sync can take them back.
    bool remembers() const {
        const std::lock_guard lock(mutex);
        return nth != 0 && armed == Fault::SyncLoses;
    }

    mutable std::mutex mutex;
    std::array<std::uint64_t, kDiskCallCount> counts{};
    std::uint64_t hits = 0;
    std::uint64_t nth = 0; // 0: nothing is armed
    Fault armed = Fault::IoError;
    Lasting lasting = Lasting::Once;
};

bool canStrike(Fault fault, DiskCall call);

/// SQLite allocates that many bytes for a file of the shim over one of `real`.
int faultFileSize(const sqlite3_vfs& real);
/// sqlite3_vfs::xOpen of the shim.
int openFaultFile(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* file, int flags, int* out);

} // namespace foyer::sqlite
