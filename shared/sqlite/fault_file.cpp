#include "shared/sqlite/fault_file.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>
#include <vector>

namespace foyer::sqlite {

namespace {

using State = FaultVfs::State;

/// What a write replaced, and how long the file was before it.
struct Replaced {
    sqlite3_int64 at = 0;
    std::vector<std::byte> bytes;
    sqlite3_int64 size = 0;
};

/// SQLite allocates szOsFile bytes, aligned to 8: this, and right behind it the real VFS's own
/// file.
struct alignas(8) FaultFile {
    sqlite3_file base;
    State* state;
    std::vector<Replaced>* unsynced; // owned; made by open, gone with close
};

FaultFile& shimOf(sqlite3_file* file) {
    return *reinterpret_cast<FaultFile*>(file);
}
sqlite3_file* realOf(sqlite3_file* file) {
    return reinterpret_cast<sqlite3_file*>(reinterpret_cast<std::byte*>(file) + sizeof(FaultFile));
}
const sqlite3_io_methods& methodsOf(sqlite3_file* file) {
    return *realOf(file)->pMethods;
}
State& stateOf(sqlite3_file* file) {
    return *shimOf(file).state;
}

void remember(sqlite3_file* file, int size, sqlite3_int64 at) {
    Replaced old{at, {}, 0};
    methodsOf(file).xFileSize(realOf(file), &old.size);
    const auto kept = std::clamp<sqlite3_int64>(old.size - at, 0, size);
    old.bytes.resize(static_cast<std::size_t>(kept));
    if (kept > 0)
        methodsOf(file).xRead(realOf(file), old.bytes.data(), static_cast<int>(kept), at);
    shimOf(file).unsynced->push_back(std::move(old));
}

/// The newest write first, so that what was written twice becomes what it was at first.
void loseUnsynced(sqlite3_file* file) {
    auto& unsynced = *shimOf(file).unsynced;
    for (auto old = unsynced.rbegin(); old != unsynced.rend(); ++old) {
        if (!old->bytes.empty())
            methodsOf(file).xWrite(realOf(file), old->bytes.data(),
                                   static_cast<int>(old->bytes.size()), old->at);
        methodsOf(file).xTruncate(realOf(file), old->size);
    }
    unsynced.clear();
}

int closeFile(sqlite3_file* file) {
    delete std::exchange(shimOf(file).unsynced, nullptr);
    return methodsOf(file).xClose(realOf(file));
}
int readFile(sqlite3_file* file, void* into, int size, sqlite3_int64 at) {
    if (!stateOf(file).strikes(DiskCall::Read))
        return methodsOf(file).xRead(realOf(file), into, size, at);
    // The system's VFS reads on until the end of the file, so what it calls a short read means
    // just that end. One in the middle reaches SQLite as an error, with half a buffer.
    if (stateOf(file).fault() == Fault::ShortRead)
        methodsOf(file).xRead(realOf(file), into, size / 2, at);
    return SQLITE_IOERR_READ;
}
int writeFile(sqlite3_file* file, const void* from, int size, sqlite3_int64 at) {
    State& state = stateOf(file);
    if (state.remembers())
        remember(file, size, at);
    if (!state.strikes(DiskCall::Write))
        return methodsOf(file).xWrite(realOf(file), from, size, at);
    if (state.fault() == Fault::DiskFull)
        return SQLITE_FULL;
    if (state.fault() == Fault::ShortWrite)
        methodsOf(file).xWrite(realOf(file), from, size / 2, at);
    return SQLITE_IOERR_WRITE;
}
int truncateFile(sqlite3_file* file, sqlite3_int64 size) {
    if (stateOf(file).strikes(DiskCall::Truncate))
        return SQLITE_IOERR_TRUNCATE;
    shimOf(file).unsynced->clear(); // what is cut off cannot come back
    return methodsOf(file).xTruncate(realOf(file), size);
}
int syncFile(sqlite3_file* file, int flags) {
    if (stateOf(file).strikes(DiskCall::Sync)) {
        if (stateOf(file).fault() == Fault::SyncLoses)
            loseUnsynced(file);
        return SQLITE_IOERR_FSYNC;
    }
    shimOf(file).unsynced->clear();
    return methodsOf(file).xSync(realOf(file), flags);
}
int fileSize(sqlite3_file* file, sqlite3_int64* size) {
    if (stateOf(file).strikes(DiskCall::Size))
        return SQLITE_IOERR_FSTAT;
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
    if (stateOf(file).strikes(DiskCall::Shm)) {
        *out = nullptr;
        return SQLITE_IOERR_SHMMAP;
    }
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

} // namespace

int faultFileSize(const sqlite3_vfs& real) {
    return static_cast<int>(sizeof(FaultFile)) + real.szOsFile;
}

int openFaultFile(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* file, int flags,
                  int* out) {
    auto& state = *static_cast<State*>(vfs->pAppData);
    auto* shim = new (file) FaultFile{{nullptr}, &state, nullptr};
    if (state.strikes(DiskCall::Open))
        return SQLITE_CANTOPEN;
    const int code = state.real->xOpen(state.real, name, realOf(file), flags, out);
    if (code == SQLITE_OK) {
        shim->base.pMethods = &kMethods;
        shim->unsynced = new std::vector<Replaced>;
    }
    return code;
}

} // namespace foyer::sqlite
