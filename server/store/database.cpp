#include "server/store/database.h"

#include "server_store/sql_server.h"
#include "shared/base/mutant.h"

namespace foyer::server::store {

const sqlite::SqlFiles& serverSql() {
    static const sqlite::SqlFiles kFiles(sqlFiles(), sqlite::Dialect::Sqlite);
    return kFiles;
}

std::string statementNamed(std::string_view sql) {
    constexpr std::size_t mostOfOthers = 40;
    const auto bare = [](std::string_view text) {
        return text.substr(0, text.find_last_not_of(" \n;") + 1);
    };
    for (const auto& query : serverSql().queries())
        if (bare(query.sql) == bare(sql))
            return query.name;
    return std::string(sql.substr(0, mostOfOthers));
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
        // The first incarnation; a restore gives it another one, and the house keeps its name.
        statements["nameHouse"].run();
    }
    return applied;
}

std::optional<Uuid> houseIn(sqlite::Connection& connection) {
    sqlite::Statements statements(connection, serverSql());
    return statements["metaBytes"].value<Uuid>("house");
}

bool isTrial(sqlite::Connection& connection) {
    sqlite::Statements statements(connection, serverSql());
    return statements["trialMark"].query().next();
}

void setTrial(sqlite::Connection& connection, bool isOne) {
    sqlite::Statements statements(connection, serverSql());
    statements[isOne ? "addTrialMark" : "dropTrialMark"].run();
}

} // namespace foyer::server::store
