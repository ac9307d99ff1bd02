#pragma once

#include "server/core/standing.h"
#include "server/services/caller.h"
#include "server/services/context.h"
#include "shared/protocol/sync.h"

namespace foyer::server::services {

/// Leases rights to terminals (DESIGN §2).
class Allotments {
public:
    /// Without a policy of its own: what the house allows (protocol::Policy).
    explicit Allotments(const Context& context, std::optional<core::StandingPolicy> policy = {})
        : m_context(context), m_policy(policy) {}

    using Answer = Result<protocol::AllotmentAnswer, protocol::AllotmentError>;

    /// Exactly these seats, all or none. Seats the terminal has on lease already are answered with
    /// the allotments they are in, renewed, so that an ask may be repeated.
    void ask(const Caller& caller, protocol::AllotmentAsk ask, Reply<Answer> reply);

    /// Renews everything the terminal has on lease and tops up its standing allotments of the
    /// showtimes ahead. Answers all that it can still sell from; one that was sold out comes back
    /// into the next answer when a void gives it a seat. The terminal calls it each minute.
    void standing(const Caller& caller, Reply<Answer> reply);

    /// Seats go back to the pool. Those that are not in that very allotment are left alone, so a
    /// late duplicate does no harm. Answers what is left of the allotment (nothing: all returned).
    void giveBack(const Caller& caller, ShowtimeId showtime, protocol::Right right,
                  std::vector<SeatNo> seats, Reply<Answer> reply);

    /// Marks allotments that were not renewed in time, which frees nothing, and closes those whose
    /// showtime is over as well. Answers how many were marked. Called by a timer.
    void expire(Reply<std::int64_t> reply);

private:
    Context m_context;
    std::optional<core::StandingPolicy> m_policy;
};

} // namespace foyer::server::services
