#include "shared/sqlite/backup.h"

#include "shared/sqlite/connection.h"
#include "shared/sqlite/transaction.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

namespace foyer::sqlite {

namespace {

constexpr int kPagesPerStep = 1024;

[[noreturn]] void fail(int code, const std::string& message) {
    throw Error(code & 0xFF, code, message, "backup");
}

/// The copy under its provisional name; removed with its companions unless it became the target.
struct PartFile {
    explicit PartFile(const std::string& target) : path(target + ".part") { remove(); }
    PartFile(const PartFile&) = delete;
    PartFile& operator=(const PartFile&) = delete;
    ~PartFile() { remove(); }

    void remove() const {
        for (const char* ending : {"", "-journal", "-wal", "-shm"})
            ::unlink((path + ending).c_str());
    }
    std::string path;
};

void copyPages(Connection& from, Connection& to,
               const std::function<void(BackupProgress)>& progress) {
    sqlite3_backup* backup = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
    if (!backup)
        throwError(to.handle(), sqlite3_extended_errcode(to.handle()), "backup");
    int code = SQLITE_OK;
    while (code == SQLITE_OK) {
        code = sqlite3_backup_step(backup, kPagesPerStep);
        const std::int64_t total = sqlite3_backup_pagecount(backup);
        if (progress)
            progress({total - sqlite3_backup_remaining(backup), total});
    }
    sqlite3_backup_finish(backup);
    if (code != SQLITE_DONE)
        fail(code, sqlite3_errstr(code));
}

/// A read transaction held over all steps pins one state, so that writers neither wait nor make
/// the copy start over.
void copyOneMoment(Connection& source, const std::string& path,
                   const std::function<void(BackupProgress)>& progress) {
    Connection copy({.path = path, .wal = false});
    Transaction moment(source, Transaction::Mode::Deferred);
    source.exec("SELECT count(*) FROM sqlite_master");
    copyPages(source, copy, progress);
    copy.exec("PRAGMA journal_mode = DELETE");
    if (const std::string damage = findDamage(copy); !damage.empty())
        fail(SQLITE_CORRUPT, "the copy is damaged: " + damage);
}

} // namespace

void backupTo(Connection& source, const std::string& target,
              const std::function<void(BackupProgress)>& progress) {
    const PartFile part(target);
    copyOneMoment(source, part.path, progress);
    if (::renameat2(AT_FDCWD, part.path.c_str(), AT_FDCWD, target.c_str(), RENAME_NOREPLACE) != 0)
        fail(SQLITE_CANTOPEN, target + ": " + std::strerror(errno));
    syncFolderOf(target);
}

void syncFolderOf(const std::string& path) {
    const auto slash = path.rfind('/');
    const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
    const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = fd >= 0 && ::fsync(fd) == 0;
    if (fd >= 0)
        ::close(fd);
    if (!synced)
        fail(SQLITE_IOERR_DIR_FSYNC, folder + ": " + std::strerror(errno));
}

std::string findDamage(Connection& connection) {
    Statement check = connection.prepare("integrityCheck", "PRAGMA integrity_check(5)");
    std::string damage;
    for (Cursor rows = check.query(); rows.next();)
        if (const auto line = rows.get<std::string>(0); line != "ok")
            damage += (damage.empty() ? "" : "; ") + line;
    return damage.empty() ? findDanglingReference(connection) : damage;
}

std::string findDanglingReference(Connection& connection) {
    Statement check = connection.prepare("foreignKeyCheck", "PRAGMA foreign_key_check");
    Cursor rows = check.query();
    if (!rows.next())
        return {};
    const auto row = rows.get<std::optional<std::int64_t>>(1);
    return "table " + rows.get<std::string>(0) +
           (row ? ", row " + std::to_string(*row) : std::string()) + " names a row of " +
           rows.get<std::string>(2) + " that does not exist";
}

} // namespace foyer::sqlite
