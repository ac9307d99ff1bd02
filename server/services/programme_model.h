#pragma once

#include "server/core/movie_search.h"
#include "server/ports/publisher.h"
#include "server/services/context.h"

#include <atomic>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>

namespace foyer::server::services {

/// One value read from the database and kept until a commit touches what it was made from.
/// Thread-safe. What was read before such a commit is never kept after it.
template <class T>
class Kept {
public:
    using Ptr = std::shared_ptr<const T>;

    /// `read() -> Outcome<Ptr>` runs when nothing is kept, once for all who ask meanwhile.
    template <class Read>
    Outcome<Ptr> get(Read read) {
        if (auto kept = current())
            return kept;
        const std::lock_guard reading(m_reading);
        if (auto kept = current())
            return kept;
        const auto generation = m_generation.load();
        Outcome<Ptr> made = read();
        const std::unique_lock lock(m_lock);
        if (made && generation == m_generation.load())
            m_value = *made;
        return made;
    }
    void spoil() {
        const std::unique_lock lock(m_lock);
        ++m_generation;
        m_value = nullptr;
    }

private:
    Ptr current() const {
        const std::shared_lock lock(m_lock);
        return m_value;
    }
    std::mutex m_reading;
    mutable std::shared_mutex m_lock;
    std::atomic<std::uint64_t> m_generation{0};
    Ptr m_value;
};

/// What there is to see, in memory: reads touch the database only for the first one after a change.
/// Thread-safe.
class ProgrammeModel final : public ports::Publisher {
public:
    static constexpr std::size_t kMostPerPage = 200;
    static constexpr std::size_t kMostShowtimes = 20'000;
    static constexpr std::size_t kMostPlans = 256; // and price lists

    explicit ProgrammeModel(ports::Reader& reader) : m_reader(reader) {}

    using Movies = std::shared_ptr<const core::MovieSearch>;
    Outcome<Movies> movies();

    enum class Refusal : std::uint8_t { BadCursor };
    struct MoviePage {
        Movies from; // owns what the page points to
        std::vector<const domain::Movie*> items;
        std::string next; // cursor of the next page; empty at the end
    };
    /// Cursors are opaque: empty for the first page, then `next`. `limit` is cut to kMostPerPage.
    Outcome<Result<MoviePage, Refusal>> search(const core::MovieQuery& query,
                                               const std::string& cursor, std::size_t limit);

    struct House {
        std::vector<domain::Cinema> cinemas;
        std::vector<domain::Auditorium> auditoriums;

        const domain::Auditorium* auditorium(AuditoriumId id) const; // null: unknown
        const domain::Cinema* cinemaOf(AuditoriumId id) const;       // likewise
    };
    using HousePtr = std::shared_ptr<const House>;
    Outcome<HousePtr> house();

    using ShowtimePtr = std::shared_ptr<const domain::Showtime>;
    Outcome<ShowtimePtr> showtime(ShowtimeId id); // null: unknown
    /// A plan never changes.
    Outcome<ports::PlanPtr> plan(PlanId id); // null: unknown

    /// A price list is a version and never changes.
    Outcome<ports::PriceListPtr> priceList(PriceListId id); // null: unknown

    void committed(const ports::Committed& commit) override;

private:
    /// What never changes is read once.
    template <class Id, class Ptr, class Read>
    Outcome<Ptr> keptForEver(std::unordered_map<Id, Ptr>& all, Id id, Read read);

    ports::Reader& m_reader;
    Kept<core::MovieSearch> m_movies;
    Kept<House> m_house;

    std::shared_mutex m_lock;
    std::uint64_t m_showtimesChanged = 0; // commits that touched some
    std::unordered_map<ShowtimeId, ShowtimePtr> m_showtimes;
    std::unordered_map<PlanId, ports::PlanPtr> m_plans;
    std::unordered_map<PriceListId, ports::PriceListPtr> m_priceLists;
};

} // namespace foyer::server::services
