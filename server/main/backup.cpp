#include "server/services/audit.h"

#include "server/main/commands.h"
#include "server/main/console.h"
#include "server/main/workbench.h"
#include "server/store/sqlite_backup.h"

namespace foyer::server {

Exit backup(const Settings& settings, const std::string& file) {
    auto opened = Workbench::open(settings);
    if (const auto* exit = std::get_if<Exit>(&opened))
        return *exit;
    auto& bench = *std::get<0>(opened);
    store::SqliteBackup database(bench.options());
    if (const auto copied = database.copyTo(file); !copied) {
        complain(copied.error().message);
        return Exit::Failed;
    }
    const auto& context = bench.context();
    const auto noted = await<Done>([&](services::Reply<Done> reply) {
        services::submit<Done>(
            context.writer,
            [&](ports::Store& store) {
                services::writeAudit(store, context.clock.now(), "foyerd", "backup", file);
                return services::Decided<Done>{};
            },
            std::move(reply));
    });
    if (!noted)
        complain("the copy is good, but it could not be noted in the audit trail");
    say(file + " is a whole and proven copy of " + settings.database());
    return Exit::Done;
}

} // namespace foyer::server
