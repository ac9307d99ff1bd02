#pragma once

#include "shared/base/result.h"
#include "shared/base/time.h"
#include "shared/sqlite/sql_files.h"

#include <cstdint>
#include <string>
#include <vector>

namespace foyer::sqlite {

class Connection;

/// What SQLite's header keeps at offset 68, so that a server never opens a terminal's file.
enum class ApplicationId : std::int32_t {
    Server = 0x466F7953,   // "FoyS"
    Terminal = 0x466F7954, // "FoyT"
    Test = 0x466F7958      // "FoyX"
};

struct MigrationRefusal {
    enum class Kind {
        ForeignFile,   ///< another program's database, or the other half of Foyer
        NewerDatabase, ///< has migrations this program does not know
        Changed        ///< an applied migration is not the one this program carries
    };
    Kind kind;
    std::string message; ///< English, for log and console: what is wrong and what to do
};

/// The numbers that were (migrate) or would be (pendingMigrations) applied.
using MigrationNumbers = std::vector<int>;

/// Brings the database to the newest schema in one transaction: every migration's shared text, then
/// its companion, then a row in schema_migration(number, name, hash, applied_at), where `hash` is
/// the 32 or 64 bytes of MigrationFile::sha256. Foreign keys are checked once, at the end, so that
/// a migration may rebuild tables. Throws Error when a migration fails; then nothing has changed.
/// Requires: no transaction is open.
Result<MigrationNumbers, MigrationRefusal> migrate(Connection& connection, const SqlFiles& files,
                                                   ApplicationId application, Instant now);

/// The same judgement without changing anything; for read-only connections.
Result<MigrationNumbers, MigrationRefusal>
pendingMigrations(Connection& connection, const SqlFiles& files, ApplicationId application);

} // namespace foyer::sqlite
