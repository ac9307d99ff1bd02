#include "server/store/sqlite_backup.h"

#include "shared/sqlite/backup.h"

namespace foyer::server::store {

Result<Done, ports::BackupFailure> SqliteBackup::copyTo(const std::string& target) {
    try {
        sqlite::Options source = m_options;
        source.create = false;
        sqlite::Connection connection(source);
        sqlite::backupTo(connection, target);
        return Done{};
    } catch (const sqlite::Error& error) {
        return Err{ports::BackupFailure{"The backup " + target + " was not made: " +
                                        error.message() + ". The live database is untouched."}};
    }
}

} // namespace foyer::server::store
