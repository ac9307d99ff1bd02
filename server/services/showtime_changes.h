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
        BadMapping, ///< a seat twice, one that a plan does not have, or one that is worse
        UnknownPriceList,
        PricesNotValid, ///< when the showtime begins
        OtherCurrency,  ///< than the showtime was sold in so far
        Recovering      ///< nobody is moved into a pool that is still being refilled
    };
    struct Error {
        Refusal refusal = Refusal::UnknownShowtime;
        core::MappingFault fault{}; // of a BadMapping
        friend bool operator==(const Error& error, Refusal refusal) {
            return error.refusal == refusal;
        }
    };
    struct Summary {
        std::size_t moved = 0;    // tickets whose seat has another number now
        std::size_t reseated = 0; // of them, those that had no counterpart
        std::size_t owed = 0;     // tickets whose money is owed
    };
    using Answer = Result<Summary, Error>;

    // `by` answers for it; null: the server's own people.
    // Requires: `by` has proved who they are and may do it (People).

    /// The money of every valid ticket is owed; the terminals that sold them get the tasks. Tickets
    /// stay on record as valid until a Refund takes them, since no entry has moved their money.
    void cancel(ShowtimeId showtime, Reply<Answer> reply, OperatorId by = {});

    /// `mapping` says where the present plan's seats are in the new one. Owners keep their rights
    /// there, terminals by new allotments: a sale that names a former one is known to speak of the
    /// former plan (verdict R4).
    void changePlan(ShowtimeId showtime, PlanId plan, core::SeatMapping mapping,
                    Reply<Answer> reply, OperatorId by = {});
    /// Seats of the same name, area and kind are each other's counterparts.
    void changePlanByNames(ShowtimeId showtime, PlanId plan, Reply<Answer> reply,
                           OperatorId by = {});

    /// What is sold from now on; what was printed before counts as printed (verdict R11).
    void changePrices(ShowtimeId showtime, PriceListId prices, Reply<Answer> reply,
                      OperatorId by = {});

private:
    Context m_context;
};

} // namespace foyer::server::services
