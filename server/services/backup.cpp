#include "server/services/backup.h"

#include "server/services/audit.h"

namespace foyer::server::services {

Result<Done, ports::BackupFailure> Backup::copyTo(const std::string& file) {
    return m_database.copyTo(file);
}

void Backup::note(const std::string& file, Reply<Done> reply) {
    submit<Done>(
        m_context.writer,
        [now = m_context.clock.now(), file](ports::Store& store) {
            writeAudit(store, now, "foyerd", "backup", file);
            return Decided<Done>{Done{}};
        },
        std::move(reply));
}

} // namespace foyer::server::services
