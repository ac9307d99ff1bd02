#include "server/services/programme_model.h"

#include "server/services/cursor.h"

#include <algorithm>
#include <limits>

namespace foyer::server::services {

namespace {

constexpr std::size_t kScoreBytes = 4;

std::string textOf(const core::MoviePlace& place) {
    std::string rest;
    for (std::size_t i = 0; i < kScoreBytes; ++i)
        rest += static_cast<char>(place.score >> (8 * i) & 0xff);
    return cursorText(place.id.uuid, rest + place.orderKey);
}

std::optional<core::MoviePlace> placeFrom(const std::string& cursor) {
    auto parts = cursorParts(cursor);
    if (!parts || parts->rest.size() < kScoreBytes)
        return {};
    core::MoviePlace place{0, parts->rest.substr(kScoreBytes), MovieId{parts->id}};
    std::uint32_t score = 0;
    for (std::size_t i = 0; i < kScoreBytes; ++i)
        score |= static_cast<std::uint32_t>(static_cast<unsigned char>(parts->rest[i])) << (8 * i);
    place.score = static_cast<std::int32_t>(score);
    return place;
}

template <class Value>
const Value* byId(const std::vector<Value>& all, const decltype(Value::id)& id) {
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Value& each) { return each.id == id; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace

Outcome<ProgrammeModel::Movies> ProgrammeModel::movies() {
    return m_movies.get([this] {
        return readOne<Movies>(m_reader, [](const ports::Store& store) {
            constexpr std::size_t kAll = std::numeric_limits<std::int32_t>::max();
            return std::make_shared<const core::MovieSearch>(store.movies({}, {}, kAll));
        });
    });
}

Outcome<Result<ProgrammeModel::MoviePage, ProgrammeModel::Refusal>>
ProgrammeModel::search(const core::MovieQuery& query, const std::string& cursor,
                       std::size_t limit) {
    using Answer = Result<MoviePage, Refusal>;
    std::optional<core::MoviePlace> after;
    if (!cursor.empty()) {
        after = placeFrom(cursor);
        if (!after)
            return Answer(Err{Refusal::BadCursor});
    }
    auto all = movies();
    if (!all)
        return Err{all.error()};
    auto found = (*all)->find(query, after, std::clamp<std::size_t>(limit, 1, kMostPerPage));
    MoviePage page{std::move(*all), std::move(found.movies), {}};
    if (found.last)
        page.next = textOf(*found.last);
    return Answer(std::move(page));
}

const domain::Auditorium* ProgrammeModel::House::auditorium(AuditoriumId id) const {
    return byId(auditoriums, id);
}

const domain::Cinema* ProgrammeModel::House::cinemaOf(AuditoriumId id) const {
    const auto* room = auditorium(id);
    return room ? byId(cinemas, room->cinema) : nullptr;
}

Outcome<ProgrammeModel::HousePtr> ProgrammeModel::house() {
    return m_house.get([this] {
        return readOne<HousePtr>(m_reader, [](const ports::Store& store) {
            return std::make_shared<const House>(House{store.cinemas(), store.auditoriums()});
        });
    });
}

Outcome<ProgrammeModel::ShowtimePtr> ProgrammeModel::showtime(ShowtimeId id) {
    std::uint64_t changed = 0;
    {
        const std::shared_lock lock(m_lock);
        if (const auto found = m_showtimes.find(id); found != m_showtimes.end())
            return found->second;
        changed = m_showtimesChanged;
    }
    auto read = readOne<ShowtimePtr>(m_reader, [&](const ports::Store& store) -> ShowtimePtr {
        const auto found = store.showtime(id);
        return found ? std::make_shared<const domain::Showtime>(*found) : nullptr;
    });
    if (!read || !*read)
        return read;
    const std::unique_lock lock(m_lock);
    if (m_showtimes.size() >= kMostShowtimes)
        m_showtimes.clear();
    if (changed == m_showtimesChanged)
        m_showtimes[id] = *read;
    return read;
}

template <class Id, class Ptr, class Read>
Outcome<Ptr> ProgrammeModel::keptForEver(std::unordered_map<Id, Ptr>& all, Id id, Read read) {
    {
        const std::shared_lock lock(m_lock);
        if (const auto found = all.find(id); found != all.end())
            return found->second;
    }
    Outcome<Ptr> made = readOne<Ptr>(m_reader, read);
    if (!made || !*made)
        return made;
    const std::unique_lock lock(m_lock);
    if (all.size() >= kMostPlans)
        all.clear();
    all[id] = *made;
    return made;
}

Outcome<ports::PlanPtr> ProgrammeModel::plan(PlanId id) {
    return keptForEver(m_plans, id, [id](const ports::Store& store) { return store.plan(id); });
}

Outcome<ports::PriceListPtr> ProgrammeModel::priceList(PriceListId id) {
    return keptForEver(m_priceLists, id,
                       [id](const ports::Store& store) { return store.priceList(id); });
}

void ProgrammeModel::committed(const ports::Committed& commit) {
    bool movies = false;
    bool house = false;
    const std::unique_lock lock(m_lock);
    for (const auto& row : commit.rows) {
        movies = movies || row.kind == ports::FeedKind::Movie;
        house =
            house || row.kind == ports::FeedKind::Cinema || row.kind == ports::FeedKind::Auditorium;
        if (row.kind != ports::FeedKind::Showtime)
            continue;
        ++m_showtimesChanged;
        m_showtimes.erase(ShowtimeId{row.id});
    }
    if (movies)
        m_movies.spoil();
    if (house)
        m_house.spoil();
}

} // namespace foyer::server::services
