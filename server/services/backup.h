#pragma once

#include "server/ports/backup.h"
#include "server/services/context.h"

#include <string>

namespace foyer::server::services {

/// Online backups: copied while the server sells, noted once they are known to be good.
class Backup {
public:
    Backup(const Context& context, ports::DatabaseBackup& database)
        : m_context(context), m_database(database) {}

    /// Writes the new file `file`, complete or absent. Blocks as long as the copy takes.
    Result<Done, ports::BackupFailure> copyTo(const std::string& file);
    /// In the audit trail.
    void note(const std::string& file, Reply<Done> reply);

private:
    Context m_context;
    ports::DatabaseBackup& m_database;
};

} // namespace foyer::server::services
