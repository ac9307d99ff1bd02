#pragma once

#include "server/store/plan_cache.h"
#include "shared/base/random.h"
#include "shared/base/result.h"
#include "shared/sqlite/connection.h"
#include "shared/sqlite/migrations.h"

#include <memory>
#include <string>
#include <string_view>

namespace foyer::server::store {

/// The server's SQL for SQLite; lives as long as the program.
const sqlite::SqlFiles& serverSql();

/// What a statement is called in sql/server; of one that has no name (COMMIT) its first words.
std::string statementNamed(std::string_view sql);

/// Opens the database for whoever will write, which first of all makes sure that the disk has what
/// the file shows: a life before may have ended by a failed sync, after which nobody knows what was
/// kept. Throws sqlite::Error (isBusy) while a reader keeps it from that.
sqlite::Connection openToWrite(const sqlite::Options& options);

/// Brings the database to the newest schema and gives it its incarnation when it has none, so that
/// terminals can tell two databases apart. Answers the migrations that were applied. Throws
/// sqlite::Error.
Result<sqlite::MigrationNumbers, sqlite::MigrationRefusal>
prepareDatabase(sqlite::Connection& connection, Instant now, Random& random);

/// Of the house that the database is (ports::PaymentStore); nothing: of a release before there was
/// one.
std::optional<Uuid> houseIn(sqlite::Connection& connection);
/// It was restored to be looked at, beside the house that is alive: whoever serves it must not
/// touch that one's payments.
bool isTrial(sqlite::Connection& connection);
void setTrial(sqlite::Connection& connection, bool isOne);

} // namespace foyer::server::store
