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
};

} // namespace foyer::server::ports
