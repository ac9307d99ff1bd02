#pragma once

// The seat authority: who gets the right to sell a seat when somebody asks for it or gives it back.

#include "server/core/verdicts.h"
#include "shared/base/result.h"
#include "shared/protocol/sync.h"

namespace foyer::server::core {

struct AskFacts {
    std::optional<domain::Showtime> showtime;
    std::size_t seatCount = 0;
    Claims claims;                          // of the seats asked for, at least
    std::vector<protocol::Allotment> owned; // the asker's open ones that own seats asked for
    bool recovering = false;                // then nothing leaves the pool
};

struct Grant {
    std::vector<SeatNo> fromPool;    // ascending; to be leased now
    std::vector<AllotmentId> leased; // allotments of the asker that have the others
};

/// All or nothing. Seats the asker has on lease already are granted again: an answer may be lost.
Result<Grant, protocol::AllotmentError> decideAsk(const AskFacts& facts,
                                                  const protocol::AllotmentAsk& ask, Instant now);

/// Takes seats out of the pool into the allotment. Requires: they are in the pool.
std::vector<ClaimChange> leaseTo(AllotmentId allotment, Epoch epoch,
                                 const std::vector<SeatNo>& seats);

/// Those of `seats` that are in the allotment go back to the pool; the others are left alone.
std::vector<ClaimChange> giveBack(const Claims& claims, const protocol::Right& right,
                                  const std::vector<SeatNo>& seats);

} // namespace foyer::server::core
