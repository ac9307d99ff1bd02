#pragma once

#include "shared/sqlite/sql_files.h"

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

struct pg_conn;
struct pg_result;

namespace foyer::tests {

/// What PostgreSQL refused, with its SQLSTATE (appendix A of its manual).
class PostgresError : public std::runtime_error {
public:
    PostgresError(const std::string& message, std::string state)
        : std::runtime_error(message), m_state(std::move(state)) {}
    const std::string& state() const { return m_state; }

private:
    std::string m_state;
};

/// A connection for tests: texts in, texts out. Throws PostgresError.
class PostgresConnection {
public:
    using Row = std::vector<std::optional<std::string>>;

    explicit PostgresConnection(const std::string& connectionString);

    /// Runs a script of any number of statements.
    void exec(const std::string& script);
    /// The rows of one statement.
    std::vector<Row> query(const std::string& sql);

    /// The type names ("bigint", "bytea") of what a statement takes and gives.
    struct Description {
        std::vector<std::string> parameters;
        std::vector<std::string> columns;
    };
    /// Prepares without running; throws when the statement does not fit the schema.
    Description prepare(const std::string& name, const std::string& sql);

    /// Runs every migration of `files` in one transaction. Requires: their dialect is Postgres.
    void migrate(const sqlite::SqlFiles& files);

private:
    struct Finish {
        void operator()(pg_conn* connection) const;
    };
    struct Clear {
        void operator()(pg_result* result) const;
    };
    using ResultPointer = std::unique_ptr<pg_result, Clear>;

    ResultPointer checked(pg_result* result) const;
    std::string typeName(unsigned oid);

    std::unique_ptr<pg_conn, Finish> m_connection;
};

} // namespace foyer::tests
