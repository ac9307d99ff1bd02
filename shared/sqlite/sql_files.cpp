#include "shared/sqlite/sql_files.h"

#include "shared/sqlite/error.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <sqlite3.h>
#include <utility>

namespace foyer::sqlite {

namespace {

constexpr std::string_view kNameMark = "-- name:";
constexpr std::string_view kBlank = " \t\r";

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(kBlank);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

/// Takes the first line, without its end, off `rest`.
std::string_view takeLine(std::string_view& rest) {
    const auto end = std::min(rest.find('\n'), rest.size());
    const auto line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return line;
}

std::string_view suffixOf(Dialect dialect) {
    return dialect == Dialect::Sqlite ? ".sqlite.sql" : ".postgres.sql";
}

struct Place {
    std::string_view stem; // without folder and endings
    bool companion;
    bool ours; // shared, or the companion of the wanted dialect
};

Place placeOf(std::string_view path, Dialect wanted) {
    path.remove_prefix(path.rfind('/') + 1);
    for (const Dialect dialect : {Dialect::Sqlite, Dialect::Postgres})
        if (path.ends_with(suffixOf(dialect)))
            return {path.substr(0, path.size() - suffixOf(dialect).size()), true,
                    dialect == wanted};
    return {path.substr(0, path.rfind('.')), false, true};
}

} // namespace

SqlFiles::SqlFiles(std::span<const SqlFile> files, Dialect dialect) : m_dialect(dialect) {
    for (const bool companions : {false, true})
        for (const SqlFile& file : files) {
            const Place place = placeOf(file.path, dialect);
            if (place.companion != companions)
                continue;
            if (file.path.starts_with("migrations/"))
                addMigration(place.ours ? file : SqlFile{file.path, {}, {}}, place.stem,
                             companions);
            else if (place.ours)
                addQueries(file, companions);
        }
    std::sort(m_migrations.begin(), m_migrations.end(),
              [](const auto& a, const auto& b) { return a.number < b.number; });
    for (std::size_t i = 0; i < m_migrations.size(); ++i)
        if (m_migrations[i].number != static_cast<int>(i) + 1)
            throwMisuse("migrations must be numbered 1, 2, 3 …", m_migrations[i].name);
}

const Query& SqlFiles::query(std::string_view name) const {
    const auto found = m_byName.find(std::string(name));
    if (found == m_byName.end())
        throwMisuse("there is no statement of this name", name);
    return m_queries[found->second];
}

void SqlFiles::addQueries(const SqlFile& file, bool companion) {
    Query query{{}, {}, file.path};
    for (std::string_view rest = file.text; !rest.empty();) {
        const std::string_view line = takeLine(rest);
        if (line.starts_with(kNameMark)) {
            addQuery(std::exchange(query, {{}, {}, file.path}), companion);
            query.name = trimmed(line.substr(kNameMark.size()));
            if (query.name.empty())
                throwMisuse("a statement has no name", file.path);
        } else if (!query.name.empty()) {
            query.sql.append(line).append("\n");
        } else if (const auto text = trimmed(line); !text.empty() && !text.starts_with("--")) {
            throwMisuse("SQL stands before the first '-- name:'", file.path);
        }
    }
    addQuery(std::move(query), companion);
}

void SqlFiles::addQuery(Query query, bool companion) {
    if (query.name.empty())
        return;
    const auto [at, isNew] = m_byName.try_emplace(query.name, m_queries.size());
    if (isNew) {
        m_queries.push_back(std::move(query));
        return;
    }
    Query& known = m_queries[at->second];
    if (!companion || placeOf(known.file, m_dialect).companion)
        throwMisuse("is defined twice: " + std::string(known.file) + ", " + std::string(query.file),
                    query.name);
    known = std::move(query);
}

void SqlFiles::addMigration(const SqlFile& file, std::string_view stem, bool companion) {
    int number = 0;
    const auto read = std::from_chars(stem.data(), stem.data() + stem.size(), number);
    if (read.ptr != stem.data() + 4 || !stem.substr(4).starts_with('_'))
        throwMisuse("a migration is named 0001_what.sql", file.path);
    MigrationFile& migration = migrationNumbered(number, stem.substr(5));
    std::string_view& text = companion ? migration.companion : migration.shared;
    const bool taken = !text.empty() && !file.text.empty();
    if (migration.name != stem.substr(5) || taken)
        throwMisuse("two migrations have this number", file.path);
    if (!file.text.empty()) // the other engine's companion comes without its text
        text = file.text;
    migration.sha256 += file.sha256; // shared files come first
}

MigrationFile& SqlFiles::migrationNumbered(int number, std::string_view name) {
    for (MigrationFile& known : m_migrations)
        if (known.number == number)
            return known;
    return m_migrations.emplace_back(MigrationFile{number, std::string(name), {}, {}, {}});
}

} // namespace foyer::sqlite
