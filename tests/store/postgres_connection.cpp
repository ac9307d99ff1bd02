#include "tests/store/postgres_connection.h"

#include "shared/base/check.h"

#include <libpq-fe.h>

namespace foyer::tests {

void PostgresConnection::Finish::operator()(pg_conn* connection) const {
    PQfinish(connection);
}

void PostgresConnection::Clear::operator()(pg_result* result) const {
    PQclear(result);
}

PostgresConnection::PostgresConnection(const std::string& connectionString)
    : m_connection(PQconnectdb(connectionString.c_str())) {
    if (PQstatus(m_connection.get()) != CONNECTION_OK)
        throw PostgresError(PQerrorMessage(m_connection.get()), "08001");
    PQsetNoticeProcessor(
        m_connection.get(), [](void*, const char*) {}, nullptr);
}

void PostgresConnection::exec(const std::string& script) {
    checked(PQexec(m_connection.get(), script.c_str()));
}

std::vector<PostgresConnection::Row> PostgresConnection::query(const std::string& sql) {
    const auto result = checked(PQexec(m_connection.get(), sql.c_str()));
    std::vector<Row> rows(static_cast<std::size_t>(PQntuples(result.get())));
    for (int at = 0; at < PQntuples(result.get()); ++at)
        for (int column = 0; column < PQnfields(result.get()); ++column) {
            const bool null = PQgetisnull(result.get(), at, column);
            rows[static_cast<std::size_t>(at)].push_back(
                null ? std::nullopt
                     : std::optional<std::string>(PQgetvalue(result.get(), at, column)));
        }
    return rows;
}

PostgresConnection::Description PostgresConnection::prepare(const std::string& name,
                                                            const std::string& sql) {
    checked(PQprepare(m_connection.get(), name.c_str(), sql.c_str(), 0, nullptr));
    const auto described = checked(PQdescribePrepared(m_connection.get(), name.c_str()));
    Description description;
    for (int i = 0; i < PQnparams(described.get()); ++i)
        description.parameters.push_back(typeName(PQparamtype(described.get(), i)));
    for (int i = 0; i < PQnfields(described.get()); ++i)
        description.columns.push_back(typeName(PQftype(described.get(), i)));
    return description;
}

void PostgresConnection::migrate(const sqlite::SqlFiles& files) {
    CHECK(files.dialect() == sqlite::Dialect::Postgres);
    std::string script = "BEGIN;\n";
    for (const auto& migration : files.migrations())
        script.append(migration.shared).append("\n").append(migration.companion).append("\n");
    exec(script + "COMMIT;");
}

PostgresConnection::ResultPointer PostgresConnection::checked(pg_result* result) const {
    ResultPointer kept(result);
    const ExecStatusType status = PQresultStatus(result);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY)
        return kept;
    const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    throw PostgresError(PQerrorMessage(m_connection.get()), state ? state : "");
}

std::string PostgresConnection::typeName(unsigned oid) {
    return query("SELECT format_type(" + std::to_string(oid) + ", NULL)").at(0).at(0).value();
}

} // namespace foyer::tests
