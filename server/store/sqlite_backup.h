#pragma once

#include "server/ports/backup.h"
#include "shared/sqlite/connection.h"

namespace foyer::server::store {

/// Copies the database through a connection of its own, so that the writer goes on.
class SqliteBackup final : public ports::DatabaseBackup {
public:
    explicit SqliteBackup(sqlite::Options options) : m_options(std::move(options)) {}
    Result<Done, ports::BackupFailure> copyTo(const std::string& target) override;

private:
    sqlite::Options m_options;
};

} // namespace foyer::server::store
