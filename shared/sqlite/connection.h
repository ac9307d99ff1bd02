#pragma once

#include "shared/base/time.h"
#include "shared/sqlite/error.h"
#include "shared/sqlite/sql_files.h"
#include "shared/sqlite/statement.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace foyer::sqlite {

/// OFF and NORMAL are for tests and rebuilt replicas: a journal is FULL.
enum class Synchronous { Off = 0, Normal = 1, Full = 2 };

struct Options {
    std::string path{}; ///< a file, or ":memory:"
    bool readOnly = false;
    bool create = true; ///< make the file when it is missing; never when readOnly
    bool wal = true;    ///< no effect on a read-only or in-memory database
    Synchronous synchronous = Synchronous::Full;
    bool foreignKeys = true;
    Milliseconds busyTimeout{5000};
    std::string vfs{}; ///< name of a registered VFS (FaultVfs); empty: the system's
    std::int64_t cacheKiB = 16 * 1024;
    /// Told of each statement that took `slowFrom` or longer: its text with `$1` for every value.
    /// On the connection's thread; must not use the connection. Empty: nobody measures.
    std::function<void(std::string_view sql, Milliseconds took)> onSlow{};
    Milliseconds slowFrom{0};
    int walAutoCheckpoint = 1000; ///< in pages; 0: only truncateWal() copies the WAL into the file
};

/// One open database. Belongs to one thread at a time; open one per thread. Statements, cursors
/// and transactions made from it must go before it.
class Connection {
public:
    /// Throws Error when the file cannot be opened or is no database.
    explicit Connection(const Options& options);
    Connection(Connection&&) noexcept = default;
    Connection& operator=(Connection&&) = delete;
    ~Connection();

    /// Runs a script of any number of statements, without parameters.
    void exec(std::string_view script);
    /// Prepares one statement to be kept; `name` appears in errors.
    [[nodiscard]] Statement prepare(std::string_view name, std::string_view sql);

    bool inTransaction() const;
    /// Rows changed by the last run statement, triggers not counted.
    std::int64_t changes() const;
    /// Rows changed since it was opened, also what has been undone since.
    std::int64_t totalChanges() const;
    /// Why the checkpoint that followed a commit of ours failed (a busy one has not); nothing when
    /// none has since the last call. That commit is durable all the same; the disk is in doubt.
    std::optional<Error> takeCheckpointFailure();
    /// Copies the WAL into the database file, syncs that and empties the WAL; throws Error (isBusy)
    /// while readers hold it back. Where a life begins that will write: after a failed sync the
    /// system shows pages that the disk does not have. They are written once more before they are
    /// copied, and nothing is appended behind them, which would go with them.
    void truncateWal();

    sqlite3* handle() const { return m_db.get(); }

private:
    friend class Transaction;
    friend class Savepoint;
    enum class Control { Begin, BeginImmediate, Commit, Rollback, Savepoint, Release, RollbackTo };

    struct Close {
        void operator()(sqlite3* db) const;
    };

    /// Stays where it is while the connection moves: SQLite calls back with its address.
    struct AutoCheckpoint {
        int pages = 0;
        int failure = 0; // SQLite's result code
    };
    /// Likewise.
    struct Watch {
        std::function<void(std::string_view, Milliseconds)> onSlow;
        Milliseconds from{0};
    };
    void rewriteWal();
    static int afterStatement(unsigned kind, void* watch, void* statement, void* nanoseconds);
    static int afterCommit(void* checkpoint, sqlite3* db, const char* schema, int pagesInWal);

    void configure(const Options& options);
    void control(Control which);
    /// The same without throwing, for destructors: SQLite's result code.
    int tryControl(Control which) noexcept;

    std::unique_ptr<AutoCheckpoint> m_checkpoint = std::make_unique<AutoCheckpoint>();
    std::unique_ptr<Watch> m_watch; // null: nobody measures
    std::unique_ptr<sqlite3, Close> m_db;
    std::vector<Statement> m_controls; // in the order of Control
};

/// The statements of `SqlFiles` on one connection, each prepared at its first use. Resolve a name
/// once and keep the reference on hot paths: it stays valid as long as this lives.
class Statements {
public:
    /// Both must outlive this.
    Statements(Connection& connection, const SqlFiles& files)
        : m_connection(connection), m_files(files) {}

    /// Throws Error when there is no such statement or it does not fit the schema.
    Statement& operator[](std::string_view name);

private:
    Connection& m_connection;
    const SqlFiles& m_files;
    // Named by the files themselves, which outlive this.
    std::unordered_map<std::string_view, std::unique_ptr<Statement>> m_statements;
};

} // namespace foyer::sqlite
