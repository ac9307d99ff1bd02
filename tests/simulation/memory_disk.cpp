#include "tests/simulation/memory_disk.h"

#include "shared/base/check.h"
#include "tests/simulation/memory_file.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <new>
#include <optional>
#include <sqlite3.h>
#include <utility>
#include <vector>

namespace foyer::simulation {

struct MemoryDisk::Inside {
    std::string name;
    sqlite3_vfs vfs{};
    std::map<std::string, std::unique_ptr<File>, std::less<>> files;
    std::map<std::string, std::unique_ptr<Shared>, std::less<>> shared;
    std::uint64_t life = 0; // open files of another one are dead
    std::uint64_t writes = 0;
    bool syncsForgotten = false;

    std::uint64_t failIn = 0; // 0: nothing is armed, or it strikes for good
    DiskFault fault = DiskFault::IoError;
    bool lasting = false;
    bool broken = false;
    bool gone = false;
    bool asleep = false;
    std::uint64_t struck = 0;
    std::function<void()> onStrike; // once

    /// Whether this operation, which `meets` the fault that is armed, fails.
    bool strikes(bool meets) {
        if (!meets || asleep)
            return false;
        if (failIn > 0 && --failIn == 0)
            broken = true;
        if (!broken)
            return false;
        broken = lasting;
        ++struck;
        if (const auto told = std::exchange(onStrike, {}))
            told();
        if (fault == DiskFault::PowerGone)
            gone = true;
        return true;
    }
};

namespace {

using Inside = MemoryDisk::Inside;

/// SQLite allocates szOsFile bytes for it.
struct Handle {
    sqlite3_file base;
    Inside* disk;
    File* file;
    Shared* shm;
    const char* path;
    std::uint64_t life;
    int level;
    bool isTemporary;
    std::array<std::int8_t, kLocks> locks; // 1: reader, 2: writer
};

Handle& handleOf(sqlite3_file* file) {
    return *reinterpret_cast<Handle*>(file);
}
Inside& diskOf(sqlite3_vfs* vfs) {
    return *static_cast<Inside*>(vfs->pAppData);
}
bool isDead(const Handle& handle) {
    return handle.life != handle.disk->life || handle.disk->gone;
}

int unlockFile(sqlite3_file* file, int level);
int shmLock(sqlite3_file* file, int offset, int count, int flags);

int closeFile(sqlite3_file* file) {
    Handle& handle = handleOf(file);
    if (!isDead(handle))
        unlockFile(file, SQLITE_LOCK_NONE);
    if (handle.isTemporary)
        delete handle.file;
    return SQLITE_OK;
}

int readFile(sqlite3_file* file, void* into, int size, sqlite3_int64 at) {
    Handle& handle = handleOf(file);
    if (isDead(handle) || handle.disk->strikes(handle.disk->fault == DiskFault::IoError))
        return SQLITE_IOERR_READ;
    const std::string& seen = handle.file->seen;
    const auto from = std::min(static_cast<std::size_t>(at), seen.size());
    const auto have = std::min(static_cast<std::size_t>(size), seen.size() - from);
    std::memcpy(into, seen.data() + from, have);
    if (have == static_cast<std::size_t>(size))
        return SQLITE_OK;
    std::memset(static_cast<char*>(into) + have, 0, static_cast<std::size_t>(size) - have);
    return SQLITE_IOERR_SHORT_READ;
}

int writeFile(sqlite3_file* file, const void* from, int size, sqlite3_int64 at) {
    Handle& handle = handleOf(file);
    Inside& disk = *handle.disk;
    if (isDead(handle))
        return SQLITE_IOERR_WRITE;
    if (disk.strikes(disk.fault != DiskFault::SyncFails))
        return disk.fault == DiskFault::Full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    ++disk.writes;
    handle.file->write(static_cast<std::size_t>(at),
                       {static_cast<const char*>(from), static_cast<std::size_t>(size)});
    return SQLITE_OK;
}

int truncateFile(sqlite3_file* file, sqlite3_int64 size) {
    Handle& handle = handleOf(file);
    if (isDead(handle) || handle.disk->strikes(handle.disk->fault == DiskFault::IoError))
        return SQLITE_IOERR_TRUNCATE;
    ++handle.disk->writes;
    handle.file->truncate(static_cast<std::size_t>(size));
    return SQLITE_OK;
}

int syncFile(sqlite3_file* file, int) {
    Handle& handle = handleOf(file);
    Inside& disk = *handle.disk;
    if (isDead(handle))
        return SQLITE_IOERR_FSYNC;
    if (disk.strikes(disk.fault != DiskFault::Full)) {
        if (disk.gone)
            return SQLITE_IOERR_FSYNC; // the platter is still writing
        // The kernel has dropped the pages: a later sync would say "done" and keep nothing of them.
        handle.file->unsynced.clear();
        return SQLITE_IOERR_FSYNC;
    }
    if (!disk.syncsForgotten)
        handle.file->sync();
    return SQLITE_OK;
}

int fileSize(sqlite3_file* file, sqlite3_int64* size) {
    if (isDead(handleOf(file)))
        return SQLITE_IOERR_FSTAT;
    *size = static_cast<sqlite3_int64>(handleOf(file).file->seen.size());
    return SQLITE_OK;
}

int lockFile(sqlite3_file* file, int level) {
    Handle& handle = handleOf(file);
    File& state = *handle.file;
    if (isDead(handle))
        return SQLITE_IOERR_LOCK;
    if (handle.level >= level)
        return SQLITE_OK;
    if (level == SQLITE_LOCK_SHARED) {
        if (state.pending || state.exclusive)
            return SQLITE_BUSY;
        ++state.shared;
    } else if (level == SQLITE_LOCK_RESERVED) {
        if (state.reserved)
            return SQLITE_BUSY;
        state.reserved = true;
    } else {
        if (state.shared > 1 || (state.reserved && handle.level < SQLITE_LOCK_RESERVED))
            return SQLITE_BUSY;
        state.reserved = state.pending = state.exclusive = true;
    }
    handle.level = level;
    return SQLITE_OK;
}

int unlockFile(sqlite3_file* file, int level) {
    Handle& handle = handleOf(file);
    File& state = *handle.file;
    if (isDead(handle))
        return SQLITE_IOERR_UNLOCK;
    if (handle.level > SQLITE_LOCK_SHARED && level <= SQLITE_LOCK_SHARED)
        state.reserved = state.pending = state.exclusive = false;
    if (handle.level >= SQLITE_LOCK_SHARED && level == SQLITE_LOCK_NONE)
        --state.shared;
    handle.level = std::min(handle.level, level);
    return SQLITE_OK;
}

int checkReserved(sqlite3_file* file, int* result) {
    *result = handleOf(file).file->reserved;
    return SQLITE_OK;
}

int fileControl(sqlite3_file*, int, void*) {
    return SQLITE_NOTFOUND;
}
int sectorSize(sqlite3_file*) {
    return static_cast<int>(kSector);
}
int characteristics(sqlite3_file*) {
    // As on a Unix: a torn write does not reach beyond its own bytes.
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

int shmMap(sqlite3_file* file, int page, int size, int extend, void volatile** out) {
    Handle& handle = handleOf(file);
    *out = nullptr;
    if (isDead(handle))
        return SQLITE_IOERR_SHMMAP;
    if (!handle.shm) {
        auto& shared = handle.disk->shared[handle.path];
        if (!shared)
            shared = std::make_unique<Shared>();
        handle.shm = shared.get();
    }
    auto& pages = handle.shm->pages;
    const auto index = static_cast<std::size_t>(page);
    if (index >= pages.size() && !extend)
        return SQLITE_OK;
    while (pages.size() <= index)
        pages.push_back(std::make_unique<std::string>(static_cast<std::size_t>(size), '\0'));
    *out = pages[index]->data();
    return SQLITE_OK;
}

int shmLock(sqlite3_file* file, int offset, int count, int flags) {
    Handle& handle = handleOf(file);
    if (isDead(handle) || !handle.shm)
        return SQLITE_IOERR_SHMLOCK;
    Shared& shared = *handle.shm;
    const bool exclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
    for (int i = offset; i < offset + count; ++i) {
        const auto at = static_cast<std::size_t>(i);
        const int others = shared.readers[at] - (handle.locks[at] == 1 ? 1 : 0);
        const bool written = shared.writer[at] && handle.locks[at] != 2;
        if ((flags & SQLITE_SHM_LOCK) != 0 && (written || (exclusive && others > 0)))
            return SQLITE_BUSY;
    }
    for (int i = offset; i < offset + count; ++i) {
        const auto at = static_cast<std::size_t>(i);
        if (handle.locks[at] == 1)
            --shared.readers[at];
        if (handle.locks[at] == 2)
            shared.writer[at] = false;
        handle.locks[at] = 0;
        if ((flags & SQLITE_SHM_LOCK) == 0)
            continue;
        handle.locks[at] = exclusive ? 2 : 1;
        if (exclusive)
            shared.writer[at] = true;
        else
            ++shared.readers[at];
    }
    return SQLITE_OK;
}

void shmBarrier(sqlite3_file*) {}

int shmUnmap(sqlite3_file* file, int remove) {
    Handle& handle = handleOf(file);
    if (!isDead(handle) && handle.shm) {
        shmLock(file, 0, kLocks, SQLITE_SHM_UNLOCK | SQLITE_SHM_SHARED);
        if (remove)
            handle.disk->shared.erase(handle.path);
    }
    handle.shm = nullptr;
    return SQLITE_OK;
}

constexpr sqlite3_io_methods kMethods{
    2,        closeFile,  readFile,      writeFile,   truncateFile, syncFile,        fileSize,
    lockFile, unlockFile, checkReserved, fileControl, sectorSize,   characteristics, shmMap,
    shmLock,  shmBarrier, shmUnmap,      nullptr,     nullptr};

int openFile(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* file, int flags, int* out) {
    Inside& disk = diskOf(vfs);
    auto* handle = new (file) Handle{};
    handle->disk = &disk;
    handle->life = disk.life;
    handle->path = name;
    if (!name) {
        handle->isTemporary = true;
        handle->file = new File;
    } else {
        auto found = disk.files.find(name);
        if (found == disk.files.end()) {
            if ((flags & SQLITE_OPEN_CREATE) == 0)
                return SQLITE_CANTOPEN;
            found = disk.files.emplace(name, std::make_unique<File>()).first;
        }
        handle->file = found->second.get();
    }
    handle->base.pMethods = &kMethods;
    if (out)
        *out = flags;
    return SQLITE_OK;
}

int deleteFile(sqlite3_vfs* vfs, const char* name, int) {
    auto& files = diskOf(vfs).files;
    const auto found = files.find(name);
    if (found == files.end())
        return SQLITE_IOERR_DELETE_NOENT;
    files.erase(found);
    return SQLITE_OK;
}

int accessFile(sqlite3_vfs* vfs, const char* name, int, int* result) {
    const auto& files = diskOf(vfs).files;
    const auto found = files.find(name);
    // As SQLite's own: a journal or WAL of no length is as good as none.
    *result = found != files.end() && !found->second->seen.empty();
    return SQLITE_OK;
}

int fullPath(sqlite3_vfs*, const char* name, int size, char* out) {
    sqlite3_snprintf(size, out, "%s", name);
    return SQLITE_OK;
}

int randomness(sqlite3_vfs*, int size, char* out) {
    std::memset(out, 7, static_cast<std::size_t>(size));
    return size;
}
int sleepFor(sqlite3_vfs*, int) {
    return 0; // one thread: nobody would do anything meanwhile
}
int currentTime(sqlite3_vfs*, double* days) {
    *days = 2'461'000.5;
    return SQLITE_OK;
}
int lastError(sqlite3_vfs*, int, char*) {
    return 0;
}

} // namespace

MemoryDisk::MemoryDisk(std::string name) : m_inside(std::make_unique<Inside>()) {
    m_inside->name = std::move(name);
    sqlite3_vfs& vfs = m_inside->vfs;
    vfs.iVersion = 1;
    vfs.szOsFile = sizeof(Handle);
    vfs.mxPathname = 256;
    vfs.zName = m_inside->name.c_str();
    vfs.pAppData = m_inside.get();
    vfs.xOpen = openFile;
    vfs.xDelete = deleteFile;
    vfs.xAccess = accessFile;
    vfs.xFullPathname = fullPath;
    vfs.xRandomness = randomness;
    vfs.xSleep = sleepFor;
    vfs.xCurrentTime = currentTime;
    vfs.xGetLastError = lastError;
    CHECK(sqlite3_vfs_register(&vfs, 0) == SQLITE_OK);
}

MemoryDisk::~MemoryDisk() {
    sqlite3_vfs_unregister(&m_inside->vfs);
}

const std::string& MemoryDisk::name() const {
    return m_inside->name;
}

bool MemoryDisk::powerCut(Random& random) {
    abandon();
    m_inside->gone = false;
    heal();
    bool lost = false;
    for (auto& [path, file] : m_inside->files)
        lost |= file->loseUnsynced(random);
    return lost;
}

void MemoryDisk::abandon() {
    ++m_inside->life;
    ++m_inside->writes;
    m_inside->shared.clear();
    for (auto& [path, file] : m_inside->files) {
        file->shared = 0;
        file->reserved = file->pending = file->exclusive = false;
    }
}

void MemoryDisk::failAt(std::uint64_t nth, DiskFault fault, bool lasting,
                        std::function<void()> onStrike) {
    CHECK(nth > 0);
    m_inside->onStrike = std::move(onStrike);
    m_inside->failIn = nth;
    m_inside->fault = fault;
    m_inside->lasting = lasting;
    m_inside->broken = false;
}

void MemoryDisk::heal() {
    m_inside->onStrike = {};
    m_inside->failIn = 0;
    m_inside->broken = false;
}

void MemoryDisk::letFaultsSleep(bool asleep) {
    m_inside->asleep = asleep;
}

std::uint64_t MemoryDisk::struck() const {
    return m_inside->struck;
}

bool MemoryDisk::isGone() const {
    return m_inside->gone;
}

std::uint64_t MemoryDisk::writes() const {
    return m_inside->writes;
}

std::string MemoryDisk::contents(std::string_view path) const {
    const auto found = m_inside->files.find(path);
    return found == m_inside->files.end() ? std::string{} : found->second->seen;
}

void MemoryDisk::put(std::string_view path, std::string contents) {
    auto file = std::make_unique<File>();
    file->kept = contents;
    file->seen = std::move(contents);
    m_inside->files.insert_or_assign(std::string(path), std::move(file));
}

void MemoryDisk::remove(std::string_view path) {
    if (const auto found = m_inside->files.find(path); found != m_inside->files.end())
        m_inside->files.erase(found);
}

void MemoryDisk::forgetSyncs() {
    m_inside->syncsForgotten = true;
}

} // namespace foyer::simulation
