#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace foyer::sqlite {

/// One embedded file below sql/server or sql/terminal. `path` is relative to that folder:
/// "queries/seat_claim.sql", "migrations/0001_first.sqlite.sql". `sha256` is of the text, in hex,
/// as sha256sum(1) prints it; the build calculates it. All live as long as the program.
struct SqlFile {
    std::string_view path;
    std::string_view text;
    std::string_view sha256{};
};

/// Which engine's companions (`x.sqlite.sql`, `x.postgres.sql`) are read beside the shared files.
enum class Dialect { Sqlite, Postgres };

/// A statement that stood under `-- name: holdSeats`. Parameters are `$1`..`$n`.
struct Query {
    std::string name;
    std::string sql;
    std::string_view file;
};

/// A numbered migration: the shared text, then the companion of the dialect (may be empty).
struct MigrationFile {
    int number = 0;
    std::string name;
    std::string_view shared;
    std::string_view companion;
    std::string
        sha256; ///< of the shared text, then of the companion if there is one: 64 or 128 digits
};

/// The named statements and migrations of one program, for one dialect. A statement of the same
/// name in a companion file takes the place of the shared one. Immutable, so any thread may read.
class SqlFiles {
public:
    /// Throws Error (SQLITE_MISUSE) on a name defined twice, SQL outside a named statement, or
    /// migrations that are not numbered 1, 2, 3 …
    SqlFiles(std::span<const SqlFile> files, Dialect dialect);

    /// Every named statement, in the order of their files.
    const std::vector<Query>& queries() const { return m_queries; }
    /// Throws Error (SQLITE_MISUSE) when there is none of that name.
    const Query& query(std::string_view name) const;
    /// By number, starting with 1, without gaps.
    const std::vector<MigrationFile>& migrations() const { return m_migrations; }
    Dialect dialect() const { return m_dialect; }

private:
    void addQueries(const SqlFile& file, bool companion);
    void addQuery(Query query, bool companion);
    void addMigration(const SqlFile& file, std::string_view stem, bool companion);
    MigrationFile& migrationNumbered(int number, std::string_view name);

    Dialect m_dialect;
    std::vector<Query> m_queries;
    std::unordered_map<std::string, std::size_t> m_byName;
    std::vector<MigrationFile> m_migrations;
};

} // namespace foyer::sqlite
