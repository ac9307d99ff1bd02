#include "server/services/catalogue.h"

#include "server/services/cursor.h"
#include "server/services/task_facts.h"

#include <algorithm>
#include <cstring>

namespace foyer::server::services {

namespace {

std::optional<ports::ShowtimeCursor> showtimeCursor(const CursorParts& parts) {
    std::int64_t ms = 0;
    if (parts.rest.size() != sizeof ms)
        return {};
    std::memcpy(&ms, parts.rest.data(), sizeof ms);
    return ports::ShowtimeCursor{instantFromMs(ms), ShowtimeId{parts.id}};
}

std::string textOf(const domain::Showtime& showtime) {
    const std::int64_t ms = toMs(showtime.start);
    return cursorText(showtime.id.uuid, {reinterpret_cast<const char*>(&ms), sizeof ms});
}
std::string textOf(const domain::Movie& movie) {
    return cursorText(movie.id.uuid, ports::titleKeyOf(movie.title));
}

/// One row more than asked for tells whether there is a next page.
template <class T>
Catalogue::Page<T> pageOf(std::vector<T> rows, std::size_t limit) {
    Catalogue::Page<T> page{std::move(rows), {}};
    if (page.items.size() > limit) {
        page.items.resize(limit);
        page.next = textOf(page.items.back());
    }
    return page;
}

std::size_t bounded(std::size_t limit) {
    return std::clamp<std::size_t>(limit, 1, Catalogue::kMostPerPage);
}

} // namespace

Outcome<Result<Catalogue::MoviePage, Catalogue::Refusal>>
Catalogue::movies(const ports::MovieFilter& filter, const std::string& cursor, std::size_t limit) {
    using Answer = Result<MoviePage, Refusal>;
    std::optional<ports::MovieCursor> after;
    if (!cursor.empty()) {
        const auto parts = cursorParts(cursor);
        if (!parts)
            return Answer(Err{Refusal::BadCursor});
        after = ports::MovieCursor{parts->rest, MovieId{parts->id}};
    }
    return readOne<Answer>(m_reader, [&](const ports::Store& store) -> Answer {
        return pageOf(store.movies(filter, after, bounded(limit) + 1), bounded(limit));
    });
}

Outcome<std::int64_t> Catalogue::movieCount(const ports::MovieFilter& filter) {
    return readOne<std::int64_t>(
        m_reader, [&](const ports::Store& store) { return store.movieCount(filter); });
}

Outcome<std::optional<domain::Movie>> Catalogue::movie(MovieId id) {
    return readOne<std::optional<domain::Movie>>(
        m_reader, [&](const ports::Store& store) { return store.movie(id); });
}

Outcome<Result<Catalogue::ShowtimePage, Catalogue::Refusal>>
Catalogue::showtimes(const ports::ShowtimeFilter& filter, const std::string& cursor,
                     std::size_t limit) {
    using Answer = Result<ShowtimePage, Refusal>;
    std::optional<ports::ShowtimeCursor> after;
    if (!cursor.empty()) {
        if (const auto parts = cursorParts(cursor))
            after = showtimeCursor(*parts);
        if (!after)
            return Answer(Err{Refusal::BadCursor});
    }
    return readOne<Answer>(m_reader, [&](const ports::Store& store) -> Answer {
        return pageOf(store.showtimes(filter, after, bounded(limit) + 1), bounded(limit));
    });
}

Outcome<std::optional<domain::Showtime>> Catalogue::showtime(ShowtimeId id) {
    return readOne<std::optional<domain::Showtime>>(
        m_reader, [&](const ports::Store& store) { return store.showtime(id); });
}

Outcome<std::vector<domain::Cinema>> Catalogue::cinemas() {
    return readOne<std::vector<domain::Cinema>>(
        m_reader, [](const ports::Store& store) { return store.cinemas(); });
}

Outcome<std::vector<domain::Auditorium>> Catalogue::auditoriums() {
    return readOne<std::vector<domain::Auditorium>>(
        m_reader, [](const ports::Store& store) { return store.auditoriums(); });
}

Outcome<std::vector<domain::PriceList>> Catalogue::priceLists() {
    return readOne<std::vector<domain::PriceList>>(
        m_reader, [](const ports::Store& store) { return store.priceLists(); });
}

Outcome<std::optional<domain::PriceList>> Catalogue::priceList(PriceListId id) {
    return readOne<std::optional<domain::PriceList>>(
        m_reader, [&](const ports::Store& store) -> std::optional<domain::PriceList> {
            const auto list = store.priceList(id);
            return list ? std::optional{*list} : std::nullopt;
        });
}

Outcome<std::vector<PlanId>> Catalogue::planIds() {
    return readOne<std::vector<PlanId>>(m_reader,
                                        [](const ports::Store& store) { return store.planIds(); });
}

Outcome<ports::PlanPtr> Catalogue::plan(PlanId id) {
    return readOne<ports::PlanPtr>(m_reader,
                                   [&](const ports::Store& store) { return store.plan(id); });
}

Outcome<std::vector<protocol::Task>> Catalogue::openTasks(TerminalId asker) {
    return readOne<std::vector<protocol::Task>>(m_reader, [&](const ports::Store& store) {
        std::vector<protocol::Task> told;
        for (auto& record : store.openTasks())
            told.push_back(asker.isNull() ? withContact(store, std::move(record.task))
                                          : taskFor(store, asker, std::move(record.task)));
        return told;
    });
}

Outcome<std::vector<ports::SeatShare>> Catalogue::sharesOf(ShowtimeId showtime) {
    return readOne<std::vector<ports::SeatShare>>(
        m_reader, [&](const ports::Store& store) { return store.sharesOf(showtime); });
}

} // namespace foyer::server::services
