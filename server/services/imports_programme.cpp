#include "server/services/imports.h"
#include "server/services/quotes.h"

#include <algorithm>

namespace foyer::server::services {

namespace {

using Kind = Imports::ProgrammeError::Kind;

constexpr std::chrono::hours kLongest{24}; // more is a slip of the pen, and would hide overlaps

std::optional<Kind> faultOfTimes(const domain::Showtime& showtime) {
    if (showtime.end <= showtime.start || showtime.cleanUntil < showtime.end ||
        showtime.cleanUntil - showtime.start > kLongest)
        return Kind::BadTimes;
    const std::chrono::minutes offset{showtime.utcOffsetMinutes};
    if (showtime.businessDay != businessDayOf(showtime.start, offset))
        return Kind::WrongBusinessDay;
    return {};
}

std::optional<Kind> faultOfNames(const ports::Store& store, const domain::Showtime& showtime) {
    if (!store.movie(showtime.movie))
        return Kind::UnknownMovie;
    const auto halls = store.auditoriums();
    if (std::none_of(halls.begin(), halls.end(),
                     [&](const auto& hall) { return hall.id == showtime.auditorium; }))
        return Kind::UnknownAuditorium;
    if (!store.plan(showtime.plan))
        return Kind::UnknownPlan;
    const auto prices = store.priceList(showtime.priceList);
    if (!prices)
        return Kind::UnknownPriceList;
    if (!isFor(*prices, showtime))
        return Kind::PricesNotValid;
    return {};
}

/// What is in the way, first in time.
std::vector<domain::Showtime> inTheWay(const ports::Store& store,
                                       const domain::Showtime& showtime) {
    std::vector<domain::Showtime> found;
    for (const ShowtimeId id :
         store.overlapping(showtime.auditorium, showtime.start, showtime.cleanUntil, showtime.id))
        if (auto other = store.showtime(id);
            other && other->state != domain::ShowtimeState::Cancelled)
            found.push_back(std::move(*other));
    return found;
}

enum class Added : std::uint8_t { Yes, KnownBefore };

Result<Added, Imports::ProgrammeError> addOne(ports::Store& store, domain::Showtime showtime,
                                              std::size_t index, Instant now, Random& random) {
    if (const auto fault = faultOfTimes(showtime))
        return Err{Imports::ProgrammeError{*fault, index, {}}};
    if (const auto fault = faultOfNames(store, showtime))
        return Err{Imports::ProgrammeError{*fault, index, {}}};
    if (!showtime.id.isNull() && store.showtime(showtime.id))
        return Added::KnownBefore;
    for (const auto& other : inTheWay(store, showtime)) {
        if (other.start == showtime.start && other.movie == showtime.movie)
            return Added::KnownBefore;
        return Err{Imports::ProgrammeError{Kind::Overlap, index, other.id}};
    }
    if (showtime.id.isNull())
        showtime.id = ShowtimeId::make(now, random);
    // A terminal that follows the feed may not know a movie that had no showtime before.
    store.put(*store.movie(showtime.movie));
    store.put(showtime);
    return Added::Yes;
}

Decided<Imports::ProgrammeAnswer> addAll(ports::Store& store,
                                         const std::vector<domain::Showtime>& showtimes,
                                         Instant now, Random& random) {
    std::size_t added = 0;
    for (std::size_t i = 0; i < showtimes.size(); ++i) {
        const auto one = addOne(store, showtimes[i], i, now, random);
        if (!one)
            return {Err{one.error()}, false};
        added += *one == Added::Yes ? 1 : 0;
    }
    return {added};
}

} // namespace

void Imports::programme(std::vector<domain::Showtime> showtimes, Reply<ProgrammeAnswer> reply) {
    submit<ProgrammeAnswer>(
        m_context.writer,
        [context = m_context, showtimes = std::move(showtimes)](ports::Store& store) {
            return addAll(store, showtimes, context.clock.now(), context.random);
        },
        std::move(reply));
}

} // namespace foyer::server::services
