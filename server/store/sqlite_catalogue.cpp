#include "server/store/rows.h"
#include "server/store/sqlite_store.h"

namespace foyer::server::store {

using ports::FeedKind;
using sqlite::Cursor;

namespace {

domain::Movie movieFrom(const Cursor& row) {
    domain::Movie movie;
    movie.id = row.get<MovieId>(0);
    movie.title = row.get<std::string>(1);
    movie.released = row.get<std::optional<Date>>(2);
    movie.releaseYear = row.get<std::int32_t>(3);
    movie.runningMinutes = row.get<std::optional<std::int32_t>>(4);
    movie.rating = row.get<std::string>(5);
    movie.genre = row.get<std::string>(6);
    movie.director = row.get<std::string>(7);
    movie.distributor = row.get<std::string>(8);
    return movie;
}

std::optional<domain::Movie> firstMovie(Cursor rows) {
    if (!rows.next())
        return {};
    return movieFrom(rows);
}

/// A LIKE pattern that finds the text anywhere, its wildcards taken literally.
std::string patternOf(std::string_view text) {
    if (text.empty())
        return {};
    std::string pattern = "%";
    for (const char c : ports::titleKeyOf(text)) {
        if (c == '%' || c == '_' || c == '\\')
            pattern += '\\';
        pattern += c;
    }
    return pattern + "%";
}

} // namespace

std::vector<domain::Cinema> SqliteStore::cinemas() const {
    std::vector<domain::Cinema> all;
    for (Cursor rows = sql("allCinemas").query(); rows.next();)
        all.push_back({rows.get<CinemaId>(0), rows.get<std::string>(1), rows.get<std::string>(2),
                       rows.get<Currency>(3), rows.get<std::string>(4)});
    return all;
}

std::vector<domain::Auditorium> SqliteStore::auditoriums() const {
    std::vector<domain::Auditorium> all;
    for (Cursor rows = sql("allAuditoriums").query(); rows.next();)
        all.push_back({rows.get<AuditoriumId>(0), rows.get<CinemaId>(1), rows.get<std::string>(2),
                       rows.get<PlanId>(3)});
    return all;
}

std::vector<domain::Operator> SqliteStore::operators() const {
    std::vector<domain::Operator> all;
    for (Cursor rows = sql("allOperators").query(); rows.next();)
        all.push_back({rows.get<OperatorId>(0), rows.get<std::string>(1),
                       orDamage(domain::roleFrom(rows.get<std::string_view>(2)), "role"),
                       rows.get<std::string>(3), rows.get<bool>(4)});
    return all;
}

std::optional<domain::Movie> SqliteStore::movie(MovieId id) const {
    return firstMovie(sql("movieById").query(id));
}

std::optional<domain::Movie> SqliteStore::movieNamed(std::string_view title,
                                                     std::int32_t year) const {
    return firstMovie(sql("movieNamed").query(title, year));
}

std::int64_t SqliteStore::movieCount(const ports::MovieFilter& filter) const {
    return sql("movieCount")
        .value<std::int64_t>(patternOf(filter.text), filter.genre, filter.rating, filter.year)
        .value_or(0);
}

std::vector<domain::Movie> SqliteStore::movies(const ports::MovieFilter& filter,
                                               const std::optional<ports::MovieCursor>& after,
                                               std::size_t limit) const {
    const ports::MovieCursor from = after.value_or(ports::MovieCursor{});
    std::vector<domain::Movie> page;
    Cursor rows = sql("moviePage")
                      .query(from.titleKey, from.id, patternOf(filter.text), filter.genre,
                             filter.rating, filter.year, static_cast<std::int64_t>(limit));
    while (rows.next())
        page.push_back(movieFrom(rows));
    return page;
}

void SqliteStore::put(const domain::Cinema& cinema) {
    sql("putCinema").run(cinema.id, cinema.name, cinema.address, cinema.currency, cinema.timeZone);
    tellOf(FeedKind::Cinema, cinema.id.uuid);
}

void SqliteStore::put(const domain::Auditorium& auditorium) {
    sql("putAuditorium").run(auditorium.id, auditorium.cinema, auditorium.name, auditorium.plan);
    tellOf(FeedKind::Auditorium, auditorium.id.uuid);
}

void SqliteStore::put(const domain::Operator& op) {
    sql("putOperator").run(op.id, op.name, domain::nameOf(op.role), op.pinHash, op.active);
    tellOf(FeedKind::Operator, op.id.uuid);
}

void SqliteStore::put(const domain::Movie& movie) {
    sql("putMovie")
        .run(movie.id, movie.title, ports::titleKeyOf(movie.title), movie.releaseYear,
             movie.released, movie.runningMinutes, movie.rating, movie.genre, movie.director,
             movie.distributor);
    tellOf(FeedKind::Movie, movie.id.uuid);
}

} // namespace foyer::server::store
