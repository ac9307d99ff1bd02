#pragma once

#include "server/core/plan_change.h"
#include "server/services/context.h"

namespace foyer::server::services {

/// What happens to a showtime that is on sale already. Each is one transaction: rights, tickets,
/// tasks, revocations and the feed change together.
class ShowtimeChanges {
public:
    explicit ShowtimeChanges(const Context& context) : m_context(context) {}

    enum class Refusal : std::uint8_t {
        UnknownShowtime,
        Cancelled, ///< it takes no other change any more
        UnknownPlan,
        SamePlan,
        BadMapping, ///< a seat twice, or one that a plan does not have
        UnknownPriceList
    };
    struct Summary {
        std::size_t moved = 0;    // tickets whose seat has another number now
        std::size_t reseated = 0; // of them, those that had no counterpart
        std::size_t owed = 0;     // tickets whose money is owed
    };
    using Answer = Result<Summary, Refusal>;

    /// The money of every valid ticket is owed; the terminals that sold them get the tasks. Tickets
    /// stay on record as valid until a Refund takes them, since no entry has moved their money.
    void cancel(ShowtimeId showtime, Reply<Answer> reply);

    /// `mapping` says where the present plan's seats are in the new one. Owners keep their rights
    /// there, terminals by new allotments: a sale that names a former one is known to speak of the
    /// former plan (verdict R4).
    void changePlan(ShowtimeId showtime, PlanId plan, core::SeatMapping mapping,
                    Reply<Answer> reply);

    /// What is sold from now on; what was printed before counts as printed (verdict R11).
    void changePrices(ShowtimeId showtime, PriceListId prices, Reply<Answer> reply);

private:
    Context m_context;
};

} // namespace foyer::server::services
