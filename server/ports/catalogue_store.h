#pragma once

#include "server/ports/records.h"
#include "shared/domain/movie.h"
#include "shared/domain/price.h"
#include "shared/domain/seating_plan.h"
#include "shared/domain/showtime.h"

#include <memory>

namespace foyer::server::ports {

using PlanPtr = std::shared_ptr<const domain::SeatingPlan>;
using PriceListPtr = std::shared_ptr<const domain::PriceList>;

/// What changes seldom. Every put writes its row of the feed too.
class CatalogueStore {
public:
    virtual ~CatalogueStore() = default;

    virtual std::vector<domain::Cinema> cinemas() const = 0;
    virtual std::vector<domain::Auditorium> auditoriums() const = 0;
    virtual std::vector<domain::PriceList> priceLists() const = 0;
    virtual std::vector<domain::Operator> operators() const = 0;
    virtual PriceListPtr priceList(PriceListId id) const = 0; // nullptr: unknown
    virtual std::vector<PlanId> planIds() const = 0;
    virtual PlanPtr plan(PlanId id) const = 0; // nullptr: unknown
    virtual std::optional<PlanId> planByHash(const Hash& hash) const = 0;
    virtual std::int32_t newestPlanVersion(std::string_view name) const = 0; // 0: none

    virtual std::optional<domain::Movie> movie(MovieId id) const = 0;
    virtual std::optional<domain::Movie> movieNamed(std::string_view title,
                                                    std::int32_t year) const = 0;
    virtual std::int64_t movieCount(const MovieFilter& filter) const = 0;
    /// At most `limit`, ascending by (titleKey, id).
    virtual std::vector<domain::Movie> movies(const MovieFilter& filter,
                                              const std::optional<MovieCursor>& after,
                                              std::size_t limit) const = 0;

    virtual std::optional<domain::Showtime> showtime(ShowtimeId id) const = 0;
    virtual std::vector<domain::Showtime> showtimes(const ShowtimeFilter& filter,
                                                    const std::optional<ShowtimeCursor>& after,
                                                    std::size_t limit) const = 0;
    /// Those of the auditorium whose [start, cleanUntil) meets the span, without `except`.
    virtual std::vector<ShowtimeId> overlapping(AuditoriumId auditorium, Instant from, Instant to,
                                                ShowtimeId except) const = 0;

    virtual void put(const domain::Cinema& cinema) = 0;
    virtual void put(const domain::Auditorium& auditorium) = 0;
    virtual void put(const domain::PriceList& list) = 0;
    virtual void put(const domain::Operator& op) = 0;
    virtual void put(const domain::Movie& movie) = 0;
    virtual void put(const domain::Showtime& showtime) = 0;
    /// A plan never changes: known ids are left alone.
    virtual void addPlan(const domain::SeatingPlan& plan, const Hash& hash) = 0;
};

/// How titles are compared and ordered: lower case for ASCII and Latin-1, blanks collapsed.
std::string titleKeyOf(std::string_view title);

} // namespace foyer::server::ports
