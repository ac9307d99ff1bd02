#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace foyer::sqlite {

/// What a disk does to a program, for tests. Each kind counts and strikes its own operations.
enum class Fault {
    IoError,    ///< EIO on any open, read, write, sync, truncate or delete
    DiskFull,   ///< ENOSPC on a write: nothing of it reaches the file
    ShortWrite, ///< a write that leaves its first half behind and fails
    SyncFails   ///< fsync reports an error
};

/// A VFS that passes everything on to the system's and fails the n-th operation when told to.
/// Registered under `name` while it lives; every connection using it must close before it goes.
/// Thread-safe.
class FaultVfs {
public:
    explicit FaultVfs(std::string name);
    FaultVfs(const FaultVfs&) = delete;
    FaultVfs& operator=(const FaultVfs&) = delete;
    ~FaultVfs();

    const std::string& name() const;

    enum class Lasting { Once, Persistent };
    /// Fails the `nth` operation of that kind from now on (1 is the next one), and with
    /// Persistent all of that kind after it. Replaces what was armed before; counting restarts.
    void failAt(std::uint64_t nth, Fault fault, Lasting lasting = Lasting::Once);
    /// Works again like the system's. Counting restarts.
    void heal();

    /// Operations of that kind seen since the last failAt() or heal().
    std::uint64_t operations(Fault fault) const;
    /// How many operations were failed since the last failAt() or heal().
    std::uint64_t struck() const;

    struct State;

private:
    std::unique_ptr<State> m_state;
};

} // namespace foyer::sqlite
