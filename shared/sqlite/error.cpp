#include "shared/sqlite/error.h"

#include <sqlite3.h>

namespace foyer::sqlite {

namespace {

std::string describe(int extended, std::string_view message, std::string_view statement) {
    std::string text(statement);
    if (!text.empty())
        text += ": ";
    text += message;
    return text + " (SQLite " + std::to_string(extended) + ")";
}

} // namespace

Error::Error(int code, int extended, std::string_view message, std::string_view statement)
    : std::runtime_error(describe(extended, message, statement))
    , m_code(code)
    , m_extended(extended)
    , m_message(message)
    , m_statement(statement) {}

bool Error::isBusy() const {
    return m_code == SQLITE_BUSY || m_code == SQLITE_LOCKED;
}

bool Error::isFull() const {
    return m_code == SQLITE_FULL;
}

bool Error::isIo() const {
    return m_code == SQLITE_IOERR;
}

bool Error::isSyncFailure() const {
    return m_extended == SQLITE_IOERR_FSYNC || m_extended == SQLITE_IOERR_DIR_FSYNC;
}

bool Error::isCorrupt() const {
    return m_code == SQLITE_CORRUPT || m_code == SQLITE_NOTADB;
}

bool Error::isConstraint() const {
    return m_code == SQLITE_CONSTRAINT;
}

bool Error::isUnique() const {
    return m_extended == SQLITE_CONSTRAINT_UNIQUE || m_extended == SQLITE_CONSTRAINT_PRIMARYKEY ||
           m_extended == SQLITE_CONSTRAINT_ROWID;
}

bool Error::isForeignKey() const {
    return m_extended == SQLITE_CONSTRAINT_FOREIGNKEY;
}

bool Error::isNotNullOrCheck() const {
    return m_extended == SQLITE_CONSTRAINT_NOTNULL || m_extended == SQLITE_CONSTRAINT_CHECK;
}

bool Error::isRefusedByTrigger() const {
    return m_extended == SQLITE_CONSTRAINT_TRIGGER;
}

void throwError(sqlite3* db, int code, std::string_view statement) {
    const char* message = db ? sqlite3_errmsg(db) : sqlite3_errstr(code);
    throw Error(code & 0xFF, code, message, statement);
}

void throwDamage(std::string_view what) {
    throw Error(SQLITE_CORRUPT, SQLITE_CORRUPT, "a row holds what nobody wrote", what);
}

void throwMisuse(std::string_view message, std::string_view where) {
    throw Error(SQLITE_MISUSE, SQLITE_MISUSE, message, where);
}

} // namespace foyer::sqlite
