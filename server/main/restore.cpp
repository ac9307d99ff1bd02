#include "server/main/commands.h"
#include "server/main/console.h"
#include "server/main/workbench.h"
#include "server/services/audit.h"
#include "server/services/recovery.h"
#include "shared/sqlite/backup.h"

#include <filesystem>

namespace foyer::server {

namespace {

namespace fs = std::filesystem;

/// The file is a whole database of ours, not newer than this program. Throws sqlite::Error.
bool isUsable(const std::string& file) {
    std::error_code failure;
    if (!fs::is_regular_file(file, failure)) {
        complain("there is no file " + file);
        return false;
    }
    sqlite::Connection connection({.path = file, .readOnly = true});
    const auto pending =
        sqlite::pendingMigrations(connection, store::serverSql(), sqlite::ApplicationId::Server);
    if (!pending)
        complain(pending.error().message);
    return pending.ok();
}

/// What there is is kept: it may hold what the backup has not. Its log files belong to it.
std::string keepAside(const std::string& database, Instant now) {
    const std::string aside = database + ".before-restore-" + std::to_string(toMs(now));
    for (const char* tail : {"", "-wal", "-shm"})
        if (fs::exists(database + tail))
            fs::rename(database + tail, aside + tail);
    return aside;
}

bool isInUse(const std::string& database) {
    if (!fs::exists(database))
        return false;
    sqlite::Connection connection({.path = database, .create = false});
    // A running server keeps the database open; only alone can the log be cut off.
    try {
        connection.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; ROLLBACK");
        return false;
    } catch (const sqlite::Error&) {
        return true;
    }
}

Exit recover(const Settings& settings) {
    if (const auto migrated = migrateDatabase(settings); migrated != Exit::Done)
        return migrated;
    auto opened = Workbench::open(settings);
    if (const auto* exit = std::get_if<Exit>(&opened))
        return *exit;
    const auto& context = std::get<0>(opened)->context();
    const auto begun = await<Done>([&](services::Reply<Done> reply) {
        services::submit<Done>(
            context.writer,
            [&](ports::Store& store) {
                services::beginRecovery(store, "the database was restored from a backup",
                                        context.clock.now(), context.random);
                return services::Decided<Done>{Done{}};
            },
            std::move(reply));
    });
    if (!begun) {
        complain("recovery could not be begun: " + sentenceOf(begun.error()));
        return Exit::Failed;
    }
    return Exit::Done;
}

} // namespace

Exit restore(const Settings& settings, const std::string& file) {
    const std::string database = settings.database();
    if (!isUsable(file))
        return Exit::WrongDatabase;
    if (isInUse(database)) {
        complain(database + " is in use; stop the server first");
        return Exit::Failed;
    }
    const std::string aside = fs::exists(database) ? keepAside(database, SystemClock().now()) : "";
    {
        sqlite::Connection source({.path = file, .readOnly = true});
        sqlite::backupTo(source, database); // copied and proven
    }
    if (const auto recovered = recover(settings); recovered != Exit::Done)
        return recovered;
    say(file + " is the database now" +
        (aside.empty() ? std::string(".") : "; the one before is kept as " + aside + ".") +
        " Start the server and let every terminal reach it: until all have sent their journals, "
        "nothing is sold from the pool. A terminal that will not come back has to be declared "
        "lost by two people. One that was enrolled after the backup is not known any more, and its "
        "sales are on its disk only: enrol it again at once (foyerd enrol), it brings them with "
        "it.");
    return Exit::Done;
}

} // namespace foyer::server
