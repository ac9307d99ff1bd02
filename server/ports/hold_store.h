#pragma once

#include "server/ports/records.h"

namespace foyer::server::ports {

/// Online customers' holds. Their seats are claims: whoever drops a hold gives them back first.
class HoldStore {
public:
    virtual ~HoldStore() = default;

    virtual std::optional<HoldRecord> hold(HoldId id) const = 0;
    /// Upsert. The showtime and the token's hash never change.
    virtual void put(const HoldRecord& hold) = 0;
    /// Those whose right the hold has, ascending.
    virtual std::vector<SeatNo> seatsOfHold(HoldId id) const = 0;
    /// With its recalls. Requires: it has no seats and no open recall.
    virtual void drop(HoldId id) = 0;
    /// Which terminals have not answered yet.
    virtual std::vector<RecallRecord> openRecallsOf(HoldId id) const = 0;

    /// At most `limit` that nobody may use any more at `now`: their time is up, or they wait for a
    /// terminal that did not answer in time.
    virtual std::vector<HoldId> endedHolds(Instant now, std::size_t limit) const = 0;
    /// At most `limit` sold ones whose time was up before `moment`.
    virtual std::vector<HoldId> soldHoldsBefore(Instant moment, std::size_t limit) const = 0;
    /// Seats that holds good at `now` have or wait for: one customer's, those from one address.
    /// Nobody's and nowhere's count as none.
    virtual std::int64_t seatsHeldBy(std::string_view customer, Instant now) const = 0;
    virtual std::int64_t seatsHeldFrom(std::string_view address, Instant now) const = 0;
};

} // namespace foyer::server::ports
