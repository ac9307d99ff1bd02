#include "shared/sqlite/fault_vfs.h"

#include "shared/base/check.h"

#include <array>
#include <cstddef>
#include <mutex>
#include <new>
#include <sqlite3.h>

namespace foyer::sqlite {

/// What all files of one FaultVfs share.
struct FaultVfs::State {
    std::string name;
    sqlite3_vfs* real = nullptr;
    sqlite3_vfs shim{};

    /// Counts one operation of that kind; true when it is the one to fail.
    bool strikes(Fault fault) {
        const std::lock_guard lock(mutex);
        const std::uint64_t now = ++counts[static_cast<std::size_t>(fault)];
        const bool hit = nth != 0 && fault == armed &&
                         (now == nth || (lasting == Lasting::Persistent && now > nth));
        hits += hit;
        return hit;
    }
    void arm(std::uint64_t at, Fault fault, Lasting how) {
        const std::lock_guard lock(mutex);
        nth = at;
        armed = fault;
        lasting = how;
        counts = {};
        hits = 0;
    }

    mutable std::mutex mutex;
    std::array<std::uint64_t, 4> counts{};
    std::uint64_t hits = 0;
    std::uint64_t nth = 0; // 0: nothing is armed
    Fault armed = Fault::IoError;
    Lasting lasting = Lasting::Once;
};

namespace {

using State = FaultVfs::State;

/// SQLite allocates szOsFile bytes, aligned to 8: this, and right behind it the real VFS's own
/// file.
struct alignas(8) FaultFile {
    sqlite3_file base;
    State* state;
};

sqlite3_file* realOf(sqlite3_file* file) {
    return reinterpret_cast<sqlite3_file*>(reinterpret_cast<std::byte*>(file) + sizeof(FaultFile));
}
const sqlite3_io_methods& methodsOf(sqlite3_file* file) {
    return *realOf(file)->pMethods;
}
State& stateOf(sqlite3_file* file) {
    return *reinterpret_cast<FaultFile*>(file)->state;
}
State& stateOf(sqlite3_vfs* vfs) {
    return *static_cast<State*>(vfs->pAppData);
}

int closeFile(sqlite3_file* file) {
    return methodsOf(file).xClose(realOf(file));
}
int readFile(sqlite3_file* file, void* into, int size, sqlite3_int64 at) {
    if (stateOf(file).strikes(Fault::IoError))
        return SQLITE_IOERR_READ;
    return methodsOf(file).xRead(realOf(file), into, size, at);
}
int writeFile(sqlite3_file* file, const void* from, int size, sqlite3_int64 at) {
    State& state = stateOf(file);
    const bool ioError = state.strikes(Fault::IoError);
    const bool full = state.strikes(Fault::DiskFull);
    const bool cut = state.strikes(Fault::ShortWrite);
    if (ioError)
        return SQLITE_IOERR_WRITE;
    if (full)
        return SQLITE_FULL;
    const int code = methodsOf(file).xWrite(realOf(file), from, cut ? size / 2 : size, at);
    return cut ? SQLITE_IOERR_WRITE : code;
}
int truncateFile(sqlite3_file* file, sqlite3_int64 size) {
    if (stateOf(file).strikes(Fault::IoError))
        return SQLITE_IOERR_TRUNCATE;
    return methodsOf(file).xTruncate(realOf(file), size);
}
int syncFile(sqlite3_file* file, int flags) {
    State& state = stateOf(file);
    const bool ioError = state.strikes(Fault::IoError);
    if (state.strikes(Fault::SyncFails) || ioError)
        return SQLITE_IOERR_FSYNC;
    return methodsOf(file).xSync(realOf(file), flags);
}
int fileSize(sqlite3_file* file, sqlite3_int64* size) {
    return methodsOf(file).xFileSize(realOf(file), size);
}
int lockFile(sqlite3_file* file, int level) {
    return methodsOf(file).xLock(realOf(file), level);
}
int unlockFile(sqlite3_file* file, int level) {
    return methodsOf(file).xUnlock(realOf(file), level);
}
int checkReserved(sqlite3_file* file, int* result) {
    return methodsOf(file).xCheckReservedLock(realOf(file), result);
}
int fileControl(sqlite3_file* file, int operation, void* argument) {
    return methodsOf(file).xFileControl(realOf(file), operation, argument);
}
int sectorSize(sqlite3_file* file) {
    return methodsOf(file).xSectorSize(realOf(file));
}
int characteristics(sqlite3_file* file) {
    return methodsOf(file).xDeviceCharacteristics(realOf(file));
}
int shmMap(sqlite3_file* file, int page, int size, int extend, void volatile** out) {
    return methodsOf(file).xShmMap(realOf(file), page, size, extend, out);
}
int shmLock(sqlite3_file* file, int offset, int count, int flags) {
    return methodsOf(file).xShmLock(realOf(file), offset, count, flags);
}
void shmBarrier(sqlite3_file* file) {
    methodsOf(file).xShmBarrier(realOf(file));
}
int shmUnmap(sqlite3_file* file, int remove) {
    return methodsOf(file).xShmUnmap(realOf(file), remove);
}

// Version 2 leaves out memory-mapped pages, whose errors would arrive as signals.
constexpr sqlite3_io_methods kMethods{
    2,        closeFile,  readFile,      writeFile,   truncateFile, syncFile,        fileSize,
    lockFile, unlockFile, checkReserved, fileControl, sectorSize,   characteristics, shmMap,
    shmLock,  shmBarrier, shmUnmap,      nullptr,     nullptr};

int openFile(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* file, int flags, int* out) {
    State& state = stateOf(vfs);
    auto* shim = new (file) FaultFile{{nullptr}, &state};
    if (state.strikes(Fault::IoError))
        return SQLITE_CANTOPEN;
    const int code = state.real->xOpen(state.real, name, realOf(file), flags, out);
    if (code == SQLITE_OK)
        shim->base.pMethods = &kMethods;
    return code;
}
int deleteFile(sqlite3_vfs* vfs, const char* name, int syncFolder) {
    State& state = stateOf(vfs);
    if (state.strikes(Fault::IoError))
        return SQLITE_IOERR_DELETE;
    return state.real->xDelete(state.real, name, syncFolder);
}
int accessFile(sqlite3_vfs* vfs, const char* name, int flags, int* result) {
    sqlite3_vfs* real = stateOf(vfs).real;
    return real->xAccess(real, name, flags, result);
}
int fullPathname(sqlite3_vfs* vfs, const char* name, int size, char* out) {
    sqlite3_vfs* real = stateOf(vfs).real;
    return real->xFullPathname(real, name, size, out);
}
int randomness(sqlite3_vfs* vfs, int size, char* out) {
    sqlite3_vfs* real = stateOf(vfs).real;
    return real->xRandomness(real, size, out);
}
int sleepFor(sqlite3_vfs* vfs, int microseconds) {
    sqlite3_vfs* real = stateOf(vfs).real;
    return real->xSleep(real, microseconds);
}
int currentTime(sqlite3_vfs* vfs, double* out) {
    sqlite3_vfs* real = stateOf(vfs).real;
    return real->xCurrentTime(real, out);
}
int lastError(sqlite3_vfs* vfs, int size, char* out) {
    sqlite3_vfs* real = stateOf(vfs).real;
    return real->xGetLastError(real, size, out);
}
int currentTimeInt64(sqlite3_vfs* vfs, sqlite3_int64* out) {
    sqlite3_vfs* real = stateOf(vfs).real;
    return real->xCurrentTimeInt64(real, out);
}

sqlite3_vfs makeShim(State& state) {
    sqlite3_vfs shim{};
    shim.iVersion = 2;
    shim.szOsFile = static_cast<int>(sizeof(FaultFile)) + state.real->szOsFile;
    shim.mxPathname = state.real->mxPathname;
    shim.zName = state.name.c_str();
    shim.pAppData = &state;
    shim.xOpen = openFile;
    shim.xDelete = deleteFile;
    shim.xAccess = accessFile;
    shim.xFullPathname = fullPathname;
    shim.xRandomness = randomness;
    shim.xSleep = sleepFor;
    shim.xCurrentTime = currentTime;
    shim.xGetLastError = lastError;
    shim.xCurrentTimeInt64 = currentTimeInt64;
    return shim;
}

} // namespace

FaultVfs::FaultVfs(std::string name) : m_state(std::make_unique<State>()) {
    m_state->name = std::move(name);
    m_state->real = sqlite3_vfs_find(nullptr);
    CHECK(m_state->real && !sqlite3_vfs_find(m_state->name.c_str()));
    m_state->shim = makeShim(*m_state);
    CHECK(sqlite3_vfs_register(&m_state->shim, 0) == SQLITE_OK);
}

FaultVfs::~FaultVfs() {
    sqlite3_vfs_unregister(&m_state->shim);
}

const std::string& FaultVfs::name() const {
    return m_state->name;
}

void FaultVfs::failAt(std::uint64_t nth, Fault fault, Lasting lasting) {
    CHECK(nth > 0);
    m_state->arm(nth, fault, lasting);
}

void FaultVfs::heal() {
    m_state->arm(0, Fault::IoError, Lasting::Once);
}

std::uint64_t FaultVfs::operations(Fault fault) const {
    const std::lock_guard lock(m_state->mutex);
    return m_state->counts[static_cast<std::size_t>(fault)];
}

std::uint64_t FaultVfs::struck() const {
    const std::lock_guard lock(m_state->mutex);
    return m_state->hits;
}

} // namespace foyer::sqlite
