#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

struct sqlite3;

namespace foyer::sqlite {

/// An operating failure of the database: busy, full, a failed disk, a violated constraint. Caught
/// once per thread, at the edge; stores only catch it to turn a constraint into a refusal.
class Error : public std::runtime_error {
public:
    /// `code` and `extended` are SQLite's result codes; `statement` names the SQL (may be empty).
    Error(int code, int extended, std::string_view message, std::string_view statement);

    int code() const { return m_code; }
    int extended() const { return m_extended; }
    const std::string& message() const { return m_message; }
    const std::string& statement() const { return m_statement; }

    /// Another connection holds the lock; trying again later is sound.
    bool isBusy() const;
    /// The disk (or a quota) is full.
    bool isFull() const;
    /// Reading, writing or syncing failed. After isSyncFailure() nobody knows what is on disk.
    bool isIo() const;
    bool isSyncFailure() const;
    /// The file is damaged or no database at all.
    bool isCorrupt() const;
    /// Any violated constraint; the next four say which.
    bool isConstraint() const;
    bool isUnique() const; ///< UNIQUE or PRIMARY KEY
    bool isForeignKey() const;
    bool isNotNullOrCheck() const;
    bool isRefusedByTrigger() const; ///< RAISE(ABORT, …), such as an append-only table's

private:
    int m_code;
    int m_extended;
    std::string m_message;
    std::string m_statement;
};

/// Throws what `db` says about its last failed call. `code` is the result code of that call.
[[noreturn]] void throwError(sqlite3* db, int code, std::string_view statement);
/// Throws an error that isCorrupt(): a row holds what no program of ours writes. `what` names it.
[[noreturn]] void throwDamage(std::string_view what);
/// Throws an error of the program, not of the database. `where` names the SQL or its file.
[[noreturn]] void throwMisuse(std::string_view message, std::string_view where);

} // namespace foyer::sqlite
