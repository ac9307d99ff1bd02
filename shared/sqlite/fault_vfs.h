#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace foyer::sqlite {

/// What a program asks of a disk. Shm is the making of the WAL's shared index.
enum class DiskCall : std::uint8_t { Open, Read, Write, Sync, Truncate, Delete, Size, Access, Shm };
constexpr std::size_t kDiskCallCount = 9;

/// What a disk does to a program, for tests. Each kind strikes the calls it can happen to.
enum class Fault : std::uint8_t {
    IoError,    ///< EIO on any call
    DiskFull,   ///< ENOSPC on a write or on the making of the index: nothing reaches the file
    ShortWrite, ///< a write that leaves its first half behind and fails
    ShortRead,  ///< a read that breaks off in the middle: EIO after half of the bytes
    SyncFails,  ///< fsync reports an error; what was written stays in the file
    SyncLoses   ///< the same, and what was written to that file since its last sync is gone
};
constexpr std::size_t kFaultCount = 6;
const char* nameOf(Fault fault);

/// A VFS that passes everything on to the system's and fails the n-th call when told to. Counts
/// are the same in every run that makes the same calls. Registered under `name` while it lives;
/// every connection using it must close before it goes. Thread-safe.
class FaultVfs {
public:
    explicit FaultVfs(std::string name);
    FaultVfs(const FaultVfs&) = delete;
    FaultVfs& operator=(const FaultVfs&) = delete;
    ~FaultVfs();

    const std::string& name() const;

    enum class Lasting : std::uint8_t { Once, Persistent };
    /// Fails the `nth` call that kind strikes from now on (1 is the next one), and with Persistent
    /// all such calls after it. Replaces what was armed before; counting restarts.
    void failAt(std::uint64_t nth, Fault fault, Lasting lasting = Lasting::Once);
    /// Works again like the system's. Counting restarts.
    void heal();

    /// Calls that kind could have struck since the last failAt() or heal().
    std::uint64_t operations(Fault fault) const;
    std::uint64_t calls(DiskCall call) const;
    /// How many calls were failed since the last failAt() or heal().
    std::uint64_t struck() const;

    struct State;

private:
    std::unique_ptr<State> m_state;
};

} // namespace foyer::sqlite
