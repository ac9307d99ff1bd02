#include "server/main/commands.h"
#include "server/main/console.h"
#include "server/main/workbench.h"
#include "server/services/audit.h"
#include "server/services/recovery.h"
#include "shared/sqlite/backup.h"

#include <fcntl.h>
#include <filesystem>
#include <string_view>
#include <sys/file.h>
#include <unistd.h>
#include <vector>

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

/// What there is is kept: it may hold what the backup has not. Its log files belong to it. Empty
/// when there is nothing.
std::string keepAside(const std::string& database, Instant now) {
    std::string kept;
    const std::string aside = database + ".before-restore-" + std::to_string(toMs(now));
    for (const char* tail : {"", "-wal", "-shm"})
        if (fs::exists(database + tail)) {
            fs::rename(database + tail, aside + tail);
            kept = aside;
        }
    return kept;
}

/// Only alone can one lock everything: a running server keeps its database open. One that is
/// damaged is served by nobody, and is what backups are for.
bool isInUse(const std::string& database) {
    if (!fs::exists(database))
        return false;
    try {
        sqlite::Connection connection({.path = database, .create = false});
        connection.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; ROLLBACK");
        return false;
    } catch (const sqlite::Error& error) {
        if (!error.isBusy() && !error.isCorrupt())
            throw;
        return error.isBusy();
    }
}

/// Held as long as a restore goes on: of two that are begun at once the second is refused.
class OnlyRestore {
public:
    explicit OnlyRestore(const std::string& data)
        : m_file(::open(data.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC))
        , m_held(m_file >= 0 && ::flock(m_file, LOCK_EX | LOCK_NB) == 0) {}
    OnlyRestore(const OnlyRestore&) = delete;
    OnlyRestore& operator=(const OnlyRestore&) = delete;
    ~OnlyRestore() {
        if (m_file >= 0)
            ::close(m_file); // and with it the lock
    }
    bool held() const { return m_held; }

private:
    int m_file;
    bool m_held;
};

constexpr std::string_view kBenchName = "restoring-";

/// Of restores that were killed: copies of their backups. Requires: no other restore goes on. The
/// one that holds `file` is left.
void removeLeftOvers(const std::string& data, const std::string& file) {
    std::error_code failure; // there is nothing to be done about it
    std::vector<fs::path> left;
    for (fs::directory_iterator at(data, failure), end; !failure && at != end;
         at.increment(failure)) {
        const std::string name = at->path().filename().string();
        const bool isBench =
            name.starts_with(kBenchName) && name.size() > kBenchName.size() &&
            name.find_first_not_of("0123456789", kBenchName.size()) == std::string::npos;
        if (isBench && at->is_directory(failure) &&
            !fs::equivalent(at->path(), fs::path(file).parent_path(), failure))
            left.push_back(at->path());
    }
    for (const fs::path& folder : left)
        fs::remove_all(folder, failure);
}

/// A folder beside the database, where the backup is made ready before it takes that one's place.
struct Bench {
    Bench(const Settings& settings, Instant now) : ready(settings) {
        ready.data += "/" + std::string(kBenchName) + std::to_string(toMs(now));
        fs::create_directory(ready.data);
    }
    Bench(const Bench&) = delete;
    Bench& operator=(const Bench&) = delete;
    ~Bench() {
        std::error_code failure; // what stays behind the next restore removes
        fs::remove_all(ready.data, failure);
    }
    /// Afterwards the database is the one of the bench.
    void put(const std::string& database) const {
        for (const char* tail : {"-wal", ""}) // the database last: then nothing of it is missing
            if (fs::exists(ready.database() + tail))
                fs::rename(ready.database() + tail, database + tail);
        sqlite::syncFolderOf(database);
    }
    Settings ready;
    bool isTrial = false; // of the backup, beside the house that is alive
};

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
                                        context.clock.now(), context.random,
                                        services::kBeforeBackup);
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

/// Whether the house has been served from there, as far as can be told: a damaged database tells
/// nothing, and one of an older release has no name.
bool wasServedFrom(const std::string& database, const std::optional<Uuid>& house) {
    if (!fs::exists(database))
        return false;
    try {
        sqlite::Connection connection({.path = database, .readOnly = true});
        const auto there = store::houseIn(connection);
        return !there || (there == house && !store::isTrial(connection));
    } catch (const sqlite::Error&) {
        return true;
    }
}

/// Whoever tries a backup beside the house that is alive need not say so; whoever goes on with the
/// house at another place must.
bool markTrial(const Settings& ready, const std::string& database, bool takesOver) {
    auto connection = store::openToWrite({.path = ready.database()});
    const bool isTrial = !takesOver && !wasServedFrom(database, store::houseIn(connection));
    store::setTrial(connection, isTrial);
    return isTrial;
}

/// A proven copy of the backup, of this program's schema, which knows that it is an older one.
Exit makeReady(const std::string& file, const Settings& ready) {
    {
        sqlite::Connection source({.path = file, .readOnly = true});
        sqlite::backupTo(source, ready.database());
    }
    return recover(ready);
}

/// Nothing but the folder of `bench` is touched.
Exit takeIn(const std::string& file, Bench& bench, const std::string& database, bool takesOver) {
    try {
        if (!isUsable(file))
            return Exit::WrongDatabase;
        const auto made = makeReady(file, bench.ready);
        if (made == Exit::Done)
            bench.isTrial = markTrial(bench.ready, database, takesOver);
        return made;
    } catch (const sqlite::Error& error) {
        complain(file + " cannot be restored: " + error.message() + ". Nothing was changed.");
        return error.isCorrupt() ? Exit::WrongDatabase : Exit::Failed;
    }
}

} // namespace

Exit restore(const Settings& settings, const std::string& file, bool takesOver) {
    const std::string database = settings.database();
    const Instant now = SystemClock().now();
    if (isInUse(database)) {
        complain(database + " is in use; stop the server first. Nothing was changed.");
        return Exit::Failed;
    }
    fs::create_directories(settings.data);
    const OnlyRestore only(settings.data);
    if (!only.held()) {
        complain("another restore into " + settings.data + " goes on. Nothing was changed.");
        return Exit::Failed;
    }
    removeLeftOvers(settings.data, file);
    Bench bench(settings, now);
    if (const auto taken = takeIn(file, bench, database, takesOver); taken != Exit::Done)
        return taken;
    const std::string aside = keepAside(database, now);
    bench.put(database);
    say(file + " is the database now" +
        (aside.empty() ? std::string(".") : "; the one before is kept as " + aside + ".") +
        " Start the server and let every terminal reach it: until all have sent their journals, "
        "nothing is sold from the pool. A terminal that will not come back has to be declared "
        "lost by two people. One that was enrolled after the backup is not known any more, and its "
        "sales are on its disk only: enrol it again at once (foyerd enrol), it brings them with "
        "it. Where card payments are offered the server then asks their provider what was paid "
        "online since the backup, and sells it once more; it waits until it has the provider's "
        "answer, or somebody forgoes it (foyerd forgo-payments).");
    if (!fs::exists(settings.ownKey()))
        say("Where tickets were sold online, copy " + settings.ownKey() +
            " from the former server before this one is started: it signs the server's own "
            "journal, and without it nothing that was sold online before can be paid back here.");
    if (bench.isTrial)
        say("This house was not served from " + settings.data +
            ", so this is taken for a trial beside the house that is alive, and the server does "
            "not start with the key of the payment provider: it would cancel and pay back what is "
            "sold there. If this is the house from now on, see that the other server is stopped "
            "and say so: foyerd restore " +
            file + " --takes-over");
    return Exit::Done;
}

} // namespace foyer::server
