#include "shared/domain/programme.h"

#include "shared/base/words.h"

#include <algorithm>
#include <numeric>
#include <optional>

namespace foyer::domain {

namespace {

using std::chrono::minutes;

constexpr std::int32_t kStartGrid = 5;
constexpr std::int32_t kPreferredGrid = 15;
constexpr std::int32_t kFamilyLatestStart = 19 * 60;
constexpr std::int32_t kAdultEarliestStart = 17 * 60;
constexpr std::int32_t kEvening = 17 * 60;
/// The same movie does not begin in two rooms within this time.
constexpr std::int32_t kSameMovieApart = 45;

constexpr std::array<const char*, 3> kAudienceNames = {"family", "general", "adult"};
static_assert(kAudienceNames.size() == static_cast<std::size_t>(Audience::Adult) + 1);

std::int32_t roundUp(std::int32_t value, std::int32_t grid) {
    return (value + grid - 1) / grid * grid;
}

/// A featured movie that can be shown.
struct Candidate {
    const Movie* movie;
    Audience audience;
    std::int32_t demand;
};

/// Where and when the next showtime would begin.
struct Opening {
    std::int32_t start;    // minutes after midnight of the business day
    std::int32_t closing;  // the movie must be over
    std::int32_t roomSize; // 1, the smallest room, to 10, the largest
    const Candidate* previous;
};

struct Begun {
    const Candidate* candidate;
    std::int32_t start;
};

class WeekPlanner {
public:
    WeekPlanner(const CinemaSetup& setup, std::span<const Movie> catalogue, Random& random)
        : m_setup(setup), m_random(random) {
        for (const FeaturedMovie& featured : setup.movies)
            addCandidate(featured, catalogue);
        rankRooms();
    }

    WeekPlan plan(Date firstBusinessDay) {
        for (std::int32_t i = 0; i < 7 && !m_candidates.empty(); ++i)
            planDay(firstBusinessDay + std::chrono::days{i});
        return std::move(m_plan);
    }

private:
    void addCandidate(const FeaturedMovie& featured, std::span<const Movie> catalogue) {
        const auto at = std::find_if(catalogue.begin(), catalogue.end(), [&](const Movie& movie) {
            return movie.title == featured.title && movie.releaseYear == featured.releaseYear;
        });
        if (at == catalogue.end() || at->runningMinutes.value_or(0) <= 0)
            m_plan.notInCatalogue.push_back(featured.title);
        else
            m_candidates.push_back({&*at, featured.audience, featured.demand});
    }

    void rankRooms() {
        const auto& rooms = m_setup.auditoriums;
        m_roomSizes.resize(rooms.size());
        for (std::size_t i = 0; i < rooms.size(); ++i) {
            const auto smaller = std::count_if(rooms.begin(), rooms.end(), [&](const auto& other) {
                return other.seats < rooms[i].seats;
            });
            const auto others = std::max<std::ptrdiff_t>(1, std::ssize(rooms) - 1);
            m_roomSizes[i] = static_cast<std::int32_t>(1 + 9 * smaller / others);
        }
    }

    void planDay(Date day) {
        const std::chrono::weekday weekday{day};
        const OpeningHours& hours = m_setup.openingHours[weekday.iso_encoding() - 1];
        m_begun.clear();
        m_plannedToday = m_plan.showtimes.size();
        for (const std::size_t room : largestFirst())
            planRoom(day, hours, room);
        const auto today = m_plan.showtimes.begin() + static_cast<std::ptrdiff_t>(m_plannedToday);
        std::stable_sort(today, m_plan.showtimes.end(),
                         [](const auto& a, const auto& b) { return a.auditorium < b.auditorium; });
    }

    /// Large rooms choose first, so that what they show is not taken by a small one.
    std::vector<std::size_t> largestFirst() const {
        std::vector<std::size_t> order(m_roomSizes.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return m_roomSizes[a] > m_roomSizes[b];
        });
        return order;
    }

    void planRoom(Date day, const OpeningHours& hours, std::size_t room) {
        // Rooms open one after the other: not everybody should stand in the foyer at once.
        const auto stagger = static_cast<std::int32_t>(m_random.below(10)) * kStartGrid;
        Opening next{roundUp(hours.firstStart + stagger, kStartGrid), hours.closing,
                     m_roomSizes[room], nullptr};
        while (next.start <= hours.lastStart) {
            const Candidate* chosen = choose(next);
            if (!chosen) {
                next.start += kPreferredGrid;
                continue;
            }
            const std::int32_t freeAt = add(day, room, next.start, *chosen);
            next.start = roundUp(freeAt, m_random.chance(3) ? kStartGrid : kPreferredGrid);
            next.previous = chosen;
        }
    }

    const Candidate* choose(const Opening& opening) {
        std::vector<std::int64_t> weights;
        for (const Candidate& candidate : m_candidates)
            weights.push_back(weightOf(candidate, opening));
        const auto sum = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
        if (sum == 0)
            return nullptr;
        auto drawn = static_cast<std::int64_t>(m_random.below(static_cast<std::uint64_t>(sum)));
        for (std::size_t i = 0; i < weights.size(); ++i) {
            if (drawn < weights[i])
                return &m_candidates[i];
            drawn -= weights[i];
        }
        return nullptr;
    }

    /// 0: not here, not now.
    std::int64_t weightOf(const Candidate& candidate, const Opening& opening) const {
        if (!isAllowed(candidate, opening))
            return 0;
        const std::int32_t mismatch = std::abs(candidate.demand - opening.roomSize);
        const bool evening = opening.start >= kEvening;
        // In the evening the size of the room decides; before that the audience does.
        const std::int64_t fit = evening ? std::max(1, 10 - 2 * mismatch) : 12 - mismatch;
        const std::int64_t audience =
            candidate.audience == Audience::Family ? (evening ? 1 : 6) : (evening ? 4 : 2);
        return fit * fit * audience;
    }

    bool isAllowed(const Candidate& candidate, const Opening& opening) const {
        const std::int32_t start = opening.start;
        if (candidate.audience == Audience::Family && start >= kFamilyLatestStart)
            return false;
        if (candidate.audience == Audience::Adult && start < kAdultEarliestStart)
            return false;
        if (&candidate == opening.previous || start + lengthOf(candidate) > opening.closing)
            return false;
        return std::none_of(m_begun.begin(), m_begun.end(), [&](const Begun& begun) {
            return begun.candidate == &candidate && std::abs(begun.start - start) < kSameMovieApart;
        });
    }

    std::int32_t lengthOf(const Candidate& candidate) const {
        return m_setup.trailerMinutes + *candidate.movie->runningMinutes;
    }

    /// Returns the minute from which the auditorium is free again.
    std::int32_t add(Date day, std::size_t room, std::int32_t start, const Candidate& candidate) {
        PlannedShowtime showtime;
        showtime.auditorium = room;
        showtime.movie = candidate.movie->id;
        showtime.title = candidate.movie->title;
        showtime.start = instantOfLocal(m_setup.zone, day, minutes{start});
        showtime.endsAt = showtime.start + minutes{lengthOf(candidate)};
        showtime.cleaningUntil = showtime.endsAt + minutes{m_setup.cleaningMinutes};
        showtime.trailerMinutes = m_setup.trailerMinutes;
        showtime.priceList = m_setup.auditoriums[room].priceList;
        const Milliseconds offset = utcOffsetAt(m_setup.zone, showtime.start);
        showtime.dayPart = dayPartOf(showtime.start, offset);
        showtime.businessDay = day;
        showtime.utcOffsetMinutes =
            static_cast<std::int32_t>(std::chrono::duration_cast<minutes>(offset).count());
        m_plan.showtimes.push_back(std::move(showtime));
        m_begun.push_back({&candidate, start});
        return start + lengthOf(candidate) + m_setup.cleaningMinutes;
    }

    const CinemaSetup& m_setup;
    Random& m_random;
    std::vector<Candidate> m_candidates;
    std::vector<std::int32_t> m_roomSizes;
    std::vector<Begun> m_begun; // of the day being planned
    std::size_t m_plannedToday = 0;
    WeekPlan m_plan;
};

} // namespace

const char* nameOf(Audience audience) {
    return kAudienceNames.at(static_cast<std::size_t>(audience));
}

std::optional<Audience> audienceFrom(std::string_view name) {
    return enumFrom<Audience>(kAudienceNames, name);
}

WeekPlan planWeek(const CinemaSetup& setup, std::span<const Movie> catalogue, Date firstBusinessDay,
                  Random& random) {
    return WeekPlanner(setup, catalogue, random).plan(firstBusinessDay);
}

} // namespace foyer::domain
