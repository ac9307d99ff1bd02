#pragma once

#include "server/services/context.h"

#include <string>

namespace foyer::server::services {

/// What there is to see. Plain reads on read-only connections.
class Catalogue {
public:
    static constexpr std::size_t kMostPerPage = 200;

    explicit Catalogue(ports::Reader& reader) : m_reader(reader) {}

    enum class Refusal : std::uint8_t { BadCursor };
    template <class T>
    struct Page {
        std::vector<T> items;
        std::string next; // cursor of the next page; empty at the end
    };
    using MoviePage = Page<domain::Movie>;
    using ShowtimePage = Page<domain::Showtime>;

    /// Cursors are opaque: empty for the first page, then `next`. `limit` is cut to kMostPerPage.
    Outcome<Result<MoviePage, Refusal>> movies(const ports::MovieFilter& filter,
                                               const std::string& cursor, std::size_t limit);
    Outcome<std::int64_t> movieCount(const ports::MovieFilter& filter);
    Outcome<std::optional<domain::Movie>> movie(MovieId id);

    Outcome<Result<ShowtimePage, Refusal>> showtimes(const ports::ShowtimeFilter& filter,
                                                     const std::string& cursor, std::size_t limit);
    Outcome<std::optional<domain::Showtime>> showtime(ShowtimeId id);

    Outcome<std::vector<domain::Cinema>> cinemas();
    Outcome<std::vector<domain::Auditorium>> auditoriums();
    Outcome<std::vector<domain::PriceList>> priceLists();
    Outcome<std::optional<domain::PriceList>> priceList(PriceListId id);
    Outcome<std::vector<PlanId>> planIds();
    Outcome<ports::PlanPtr> plan(PlanId id); // nullptr: unknown

    /// As that terminal is told of them; null: as a person in charge is.
    Outcome<std::vector<protocol::Task>> openTasks(TerminalId asker);
    /// Seats of the showtime on lease, per terminal.
    Outcome<std::vector<ports::SeatShare>> sharesOf(ShowtimeId showtime);

private:
    ports::Reader& m_reader;
};

} // namespace foyer::server::services
