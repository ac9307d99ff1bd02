#pragma once

#include "app/core/context.h"
#include "app/core/rights.h"

#include <set>
#include <vector>

namespace foyer::core {

/// An online customer wants seats of a standing allotment: answered once, with those that can be
/// spared, or with none, so that the customer does not wait for nothing. The answer is a RETURN in
/// the journal; which recalls it has answered the terminal knows over a restart.
class Recalls {
public:
    void restore(const std::vector<RecallId>& answered) {
        m_answered.insert(answered.begin(), answered.end());
    }
    /// The answers to be written now; each recall is named once. `isWanted` tells whether somebody
    /// is about to buy the seat here.
    std::vector<protocol::Return> due(const Context& ctx, const Rights& rights,
                                      const SeatTest& isWanted);

private:
    bool isForUs(const Context& ctx, const Rights& rights, const protocol::Recall& recall) const;

    std::set<RecallId> m_answered;
};

} // namespace foyer::core
