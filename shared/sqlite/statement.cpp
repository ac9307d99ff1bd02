#include "shared/sqlite/statement.h"

#include "shared/base/check.h"
#include "shared/sqlite/error.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <sqlite3.h>

namespace foyer::sqlite {

namespace {

/// 3 for "$3", 0 for anything else.
int numberOf(const char* parameter) {
    int number = 0;
    if (parameter && parameter[0] == '$')
        std::from_chars(parameter + 1, parameter + std::strlen(parameter), number);
    return number;
}

/// SQL after the first statement would silently never run.
bool holdsMore(sqlite3* db, std::string_view rest) {
    sqlite3_stmt* second = nullptr;
    const int code =
        sqlite3_prepare_v2(db, rest.data(), static_cast<int>(rest.size()), &second, nullptr);
    const bool more = code != SQLITE_OK || second != nullptr;
    sqlite3_finalize(second);
    return more;
}

} // namespace

Cursor::Cursor(Statement& statement) : m_statement(&statement), m_stmt(statement.m_stmt.get()) {
    statement.requireIdle();
}

Cursor::Cursor(Cursor&& other) noexcept
    : m_statement(std::exchange(other.m_statement, nullptr))
    , m_stmt(other.m_stmt)
    , m_done(other.m_done) {}

Cursor::~Cursor() {
    if (m_statement)
        m_statement->reset();
}

bool Cursor::next() {
    // A step past the end would start the statement again.
    m_done = m_done || !m_statement->step();
    return !m_done;
}

void Statement::Finalize::operator()(sqlite3_stmt* stmt) const {
    sqlite3_finalize(stmt);
}

Statement::Reset::Reset(Statement& used) : statement(used) {
    used.requireIdle();
}

Statement::Statement(sqlite3* db, std::string_view name, std::string_view sql) : m_name(name) {
    sqlite3_stmt* stmt = nullptr;
    const char* tail = nullptr;
    const int code = sqlite3_prepare_v3(db, sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &stmt, &tail);
    m_stmt.reset(stmt);
    if (code != SQLITE_OK)
        throwError(db, code, m_name);
    if (!stmt)
        throwMisuse("there is no statement", m_name);
    if (holdsMore(db, sql.substr(static_cast<std::size_t>(tail - sql.data()))))
        throwMisuse("there is more than one statement", m_name);
    mapParameters();
}

void Statement::mapParameters() {
    const int count = sqlite3_bind_parameter_count(m_stmt.get());
    m_indexOf.assign(static_cast<std::size_t>(count), 0);
    for (int index = 1; index <= count; ++index) {
        const int number = numberOf(sqlite3_bind_parameter_name(m_stmt.get(), index));
        if (number < 1 || number > count)
            throwMisuse("parameters must be $1 to $n without gaps", m_name);
        m_indexOf[static_cast<std::size_t>(number - 1)] = index;
    }
}

void Statement::requireCount(std::size_t count) const {
    if (count != m_indexOf.size())
        throwMisuse("takes " + std::to_string(m_indexOf.size()) + " arguments, not " +
                        std::to_string(count),
                    m_name);
}

void Statement::requireIdle() const {
    CHECK(m_stmt && !sqlite3_stmt_busy(m_stmt.get()));
}

bool Statement::step() {
    const int code = sqlite3_step(m_stmt.get());
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        throwError(sqlite3_db_handle(m_stmt.get()), code, m_name);
    return code == SQLITE_ROW;
}

std::int64_t Statement::runBound() {
    while (step())
        continue;
    return sqlite3_stmt_readonly(m_stmt.get()) ? 0
                                               : sqlite3_changes64(sqlite3_db_handle(m_stmt.get()));
}

void Statement::reset() {
    sqlite3_reset(m_stmt.get()); // repeats the code of the last step, which was thrown already
    sqlite3_clear_bindings(m_stmt.get());
}

int Statement::columnCount() const {
    return sqlite3_column_count(m_stmt.get());
}

std::string Statement::columnName(int column) const {
    CHECK(column >= 0 && column < columnCount());
    return sqlite3_column_name(m_stmt.get(), column);
}

} // namespace foyer::sqlite
