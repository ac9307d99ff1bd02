#pragma once

#include "server/ports/backup.h"
#include "server/services/context.h"

#include <string>

namespace foyer::server::services {

/// Online backups, each proven before it gets its name, each in the audit trail.
class Backup {
public:
    Backup(const Context& context, ports::DatabaseBackup& database)
        : m_context(context), m_database(database) {}

    using Answer = Result<std::string, ports::BackupFailure>; // the file's path
    /// Writes `folder`/foyer-YYYYMMDD-HHMMSS.db. Blocks as long as the copy takes.
    Answer run(const std::string& folder);

private:
    Context m_context;
    ports::DatabaseBackup& m_database;
};

} // namespace foyer::server::services
