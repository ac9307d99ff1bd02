#include "server/store/database.h"

#include "server_store/sql_server.h"
#include "shared/base/mutant.h"

namespace foyer::server::store {

const sqlite::SqlFiles& serverSql() {
    static const sqlite::SqlFiles kFiles(sqlFiles(), sqlite::Dialect::Sqlite);
    return kFiles;
}

sqlite::Connection openToWrite(const sqlite::Options& options) {
    sqlite::Connection connection(options);
    if (mutated(Mutant::ServerCommitsUnsynced))
        connection.exec("PRAGMA synchronous = OFF");
    if (!mutated(Mutant::ServerTrustsPageCache))
        connection.truncateWal();
    return connection;
}

Result<sqlite::MigrationNumbers, sqlite::MigrationRefusal>
prepareDatabase(sqlite::Connection& connection, Instant now, Random& random) {
    auto applied = sqlite::migrate(connection, serverSql(), sqlite::ApplicationId::Server, now);
    if (applied) {
        sqlite::Statements statements(connection, serverSql());
        statements["addMeta"].run("db_incarnation", Uuid::make(now, random));
    }
    return applied;
}

} // namespace foyer::server::store
