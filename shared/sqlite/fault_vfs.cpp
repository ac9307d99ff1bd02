#include "shared/sqlite/fault_vfs.h"

#include "shared/base/check.h"
#include "shared/sqlite/fault_file.h"

namespace foyer::sqlite {

const char* nameOf(Fault fault) {
    switch (fault) {
    case Fault::IoError:
        return "I/O error";
    case Fault::DiskFull:
        return "disk full";
    case Fault::ShortWrite:
        return "short write";
    case Fault::ShortRead:
        return "short read";
    case Fault::SyncFails:
        return "sync fails";
    case Fault::SyncLoses:
        return "sync loses";
    }
    checkFailed("a fault outside its enumeration", __FILE__, __LINE__);
}

bool canStrike(Fault fault, DiskCall call) {
    switch (fault) {
    case Fault::IoError:
        return true;
    case Fault::DiskFull:
        return call == DiskCall::Write || call == DiskCall::Shm;
    case Fault::ShortWrite:
        return call == DiskCall::Write;
    case Fault::ShortRead:
        return call == DiskCall::Read;
    case Fault::SyncFails:
    case Fault::SyncLoses:
        return call == DiskCall::Sync;
    }
    checkFailed("a fault outside its enumeration", __FILE__, __LINE__);
}

bool FaultVfs::State::strikes(DiskCall call) {
    const std::lock_guard lock(mutex);
    ++counts[static_cast<std::size_t>(call)];
    if (nth == 0 || !canStrike(armed, call))
        return false;
    std::uint64_t now = 0;
    for (std::size_t i = 0; i < kDiskCallCount; ++i)
        now += canStrike(armed, static_cast<DiskCall>(i)) ? counts[i] : 0;
    const bool hit = now == nth || (lasting == Lasting::Persistent && now > nth);
    hits += hit;
    return hit;
}

void FaultVfs::State::arm(std::uint64_t at, Fault fault, Lasting how) {
    const std::lock_guard lock(mutex);
    nth = at;
    armed = fault;
    lasting = how;
    counts = {};
    hits = 0;
}

namespace {

using State = FaultVfs::State;

State& stateOf(sqlite3_vfs* vfs) {
    return *static_cast<State*>(vfs->pAppData);
}
sqlite3_vfs* realOf(sqlite3_vfs* vfs) {
    return stateOf(vfs).real;
}

int deleteFile(sqlite3_vfs* vfs, const char* name, int syncFolder) {
    if (stateOf(vfs).strikes(DiskCall::Delete))
        return SQLITE_IOERR_DELETE;
    return realOf(vfs)->xDelete(realOf(vfs), name, syncFolder);
}
int accessFile(sqlite3_vfs* vfs, const char* name, int flags, int* result) {
    if (stateOf(vfs).strikes(DiskCall::Access))
        return SQLITE_IOERR_ACCESS;
    return realOf(vfs)->xAccess(realOf(vfs), name, flags, result);
}
int fullPathname(sqlite3_vfs* vfs, const char* name, int size, char* out) {
    return realOf(vfs)->xFullPathname(realOf(vfs), name, size, out);
}
int randomness(sqlite3_vfs* vfs, int size, char* out) {
    return realOf(vfs)->xRandomness(realOf(vfs), size, out);
}
int sleepFor(sqlite3_vfs* vfs, int microseconds) {
    return realOf(vfs)->xSleep(realOf(vfs), microseconds);
}
int currentTime(sqlite3_vfs* vfs, double* out) {
    return realOf(vfs)->xCurrentTime(realOf(vfs), out);
}
int lastError(sqlite3_vfs* vfs, int size, char* out) {
    return realOf(vfs)->xGetLastError(realOf(vfs), size, out);
}
int currentTimeInt64(sqlite3_vfs* vfs, sqlite3_int64* out) {
    return realOf(vfs)->xCurrentTimeInt64(realOf(vfs), out);
}

sqlite3_vfs makeShim(State& state) {
    sqlite3_vfs shim{};
    shim.iVersion = 2;
    shim.szOsFile = faultFileSize(*state.real);
    shim.mxPathname = state.real->mxPathname;
    shim.zName = state.name.c_str();
    shim.pAppData = &state;
    shim.xOpen = openFaultFile;
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
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < kDiskCallCount; ++i)
        sum += canStrike(fault, static_cast<DiskCall>(i)) ? m_state->counts[i] : 0;
    return sum;
}

std::uint64_t FaultVfs::calls(DiskCall call) const {
    const std::lock_guard lock(m_state->mutex);
    return m_state->counts[static_cast<std::size_t>(call)];
}

std::uint64_t FaultVfs::struck() const {
    const std::lock_guard lock(m_state->mutex);
    return m_state->hits;
}

} // namespace foyer::sqlite
