#pragma once

#include "app/core/context.h"
#include "app/core/rights.h"

#include <map>
#include <optional>
#include <vector>

namespace foyer::core {

/// When this terminal gives its share of the seats back of its own accord, so that others can sell
/// them: at the end of a shift, and when a showtime is over. Logging out returns nothing: the next
/// person at the drawer sells on.
class Share {
public:
    /// So long a showtime must have been over before its rights go back: a clock that was set wrong
    /// for a moment shall not cost the terminal what it sells from without the server.
    static constexpr Milliseconds kOverFor{600'000};

    /// The shift is over: nothing is kept and nothing asked for until somebody sells again.
    void rest() { m_resting = true; }
    void wake() { m_resting = false; }
    bool resting() const { return m_resting; }

    std::vector<protocol::Return> due(const Context& ctx, const Rights& rights,
                                      const SeatTest& isWanted);
    std::optional<BootInstant> nextDue() const;

private:
    bool isDue(const Context& ctx, const HeldAllotment& held,
               std::map<AllotmentId, BootInstant>& over) const;

    bool m_resting = false;
    std::map<AllotmentId, BootInstant> m_overSince;
};

} // namespace foyer::core
