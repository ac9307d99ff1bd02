#pragma once

#include "shared/base/random.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace foyer::simulation {

/// What the disk does to the next operation that meets it.
enum class DiskFault : std::uint8_t {
    IoError,   ///< EIO on a read, a write, a sync or a truncation
    Full,      ///< ENOSPC on a write
    SyncFails, ///< fsync reports an error; what it should have kept is never kept
    PowerGone  ///< on a write or sync: from here on nothing is done; powerCut() is to follow
};

/// A disk in memory as a VFS of SQLite's: a file is what was synced plus what was written since. A
/// power cut keeps of the latter what `random` says, sector by sector; nothing is invented. Shared
/// memory and locks are of the process and end with it.
/// Registered under name() while it lives; every connection must be closed before it goes. Belongs
/// to one thread.
class MemoryDisk {
public:
    explicit MemoryDisk(std::string name);
    MemoryDisk(const MemoryDisk&) = delete;
    MemoryDisk& operator=(const MemoryDisk&) = delete;
    ~MemoryDisk();

    const std::string& name() const;

    /// The power goes: open files are dead from now on (each operation on them fails, so that
    /// closing a connection changes nothing) and of the unsynced writes some are kept. Returns
    /// whether anything was lost.
    bool powerCut(Random& random);
    /// The program ends, the machine does not: open files are dead, what was written stays.
    void abandon();

    /// Strikes the `nth` operation that `fault` can meet (1 is the next), and from then on, if
    /// `lasting`, all of them until heal(). Replaces what was armed before.
    /// `onStrike` is called the first time; never, when it is healed before.
    void failAt(std::uint64_t nth, DiskFault fault, bool lasting,
                std::function<void()> onStrike = {});
    void heal();
    /// While `asleep` nothing strikes or is counted: the checker looks.
    void letFaultsSleep(bool asleep);
    /// Operations failed since the disk was made.
    std::uint64_t struck() const;
    /// PowerGone has struck: whatever was answered meanwhile, nobody heard it.
    bool isGone() const;
    /// Grows with everything that is written to this file or its WAL.
    std::uint64_t writes() const;

    /// What a reader sees of the file; empty when there is none.
    std::string contents(std::string_view path) const;
    /// Makes or replaces a file, synced. Requires: nobody has it open.
    void put(std::string_view path, std::string contents);
    void remove(std::string_view path);
    /// Syncs are reported as done and are not, from now on: for a mutant.
    void forgetSyncs();

    struct Inside;

private:
    std::unique_ptr<Inside> m_inside;
};

} // namespace foyer::simulation
