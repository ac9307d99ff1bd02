#include "server/services/backup.h"
#include "server/main/commands.h"
#include "server/main/console.h"
#include "server/main/proof_report.h"
#include "server/main/workbench.h"
#include "server/store/sqlite_backup.h"

namespace foyer::server {

namespace {

/// A copy is good when it can be opened as a database of this program and everything in it can be
/// derived from its journals. One that cannot is left for whoever wants to look into it.
Exit proveCopy(const std::string& file) {
    std::set<std::string> told;
    if (sayProof(file, told))
        return Exit::Done;
    complain("the copy at " + file +
             " was made and is not sound; so is the database it was made of. Run: foyerd audit");
    return Exit::AuditFindings;
}

} // namespace

Exit backup(const Settings& settings, const std::string& file, bool quick) {
    auto opened = Workbench::open(settings);
    if (const auto* exit = std::get_if<Exit>(&opened))
        return *exit;
    auto& bench = *std::get<0>(opened);
    store::SqliteBackup database(bench.options());
    services::Backup backup(bench.context(), database);
    if (const auto copied = backup.copyTo(file); !copied) {
        complain(copied.error().message);
        return Exit::Failed;
    }
    if (const Exit judged = quick ? Exit::Done : proveCopy(file); judged != Exit::Done)
        return judged;
    const auto noted =
        await<Done>([&](services::Reply<Done> reply) { backup.note(file, std::move(reply)); });
    if (!noted)
        complain("the copy is good, but it could not be noted in the audit trail");
    say(file + (quick ? " is a whole copy of " : " is a whole and proven copy of ") +
        settings.database());
    return Exit::Done;
}

} // namespace foyer::server
