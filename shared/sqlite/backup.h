#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace foyer::sqlite {

class Connection;

struct BackupProgress {
    std::int64_t pagesDone;
    std::int64_t pagesTotal;
};

/// Copies the database while it is in use, as of one moment, to the new file `target`, and proves
/// the copy (integrity and foreign keys) before it gets its name: `target` is complete or absent.
/// The copy is one file without a WAL. `source` should be a connection of its own, so that the
/// writer goes on. Throws Error, also when `target` exists already or the copy is damaged.
/// Requires: no transaction is open on `source`.
void backupTo(Connection& source, const std::string& target,
              const std::function<void(BackupProgress)>& progress = {});

/// Makes durable which files the folder of `file` has, after a rename. Throws Error.
void syncFolderOf(const std::string& file);

/// Runs integrity_check and foreign_key_check; empty when sound, else the first complaints.
std::string findDamage(Connection& connection);

/// The first row whose foreign key names nothing, as a sentence; empty when there is none.
std::string findDanglingReference(Connection& connection);

} // namespace foyer::sqlite
