#pragma once

#include "shared/base/ids.h"
#include "shared/domain/seat_state.h"
#include "shared/protocol/sync.h"

#include <utility>
#include <vector>

namespace foyer::server::ports {

/// What a row of the feed speaks of. Reference rows name the thing, whose present state is read
/// when the feed is read; seat rows carry the seats.
enum class FeedKind : std::uint8_t {
    Cinema,
    Auditorium,
    Movie,
    Plan,
    PriceList,
    Showtime,
    Operator,
    SeatsReset, ///< the whole map anew: a new showtime, or a new plan
    Seats,
    Allotment, ///< for one terminal only
    Task,
    Recall, ///< for one terminal only
    Revocation,
    Admission,
    Policy,
    TerminalKeys,
    Reseating
};
constexpr int kFeedKindCount = 17;

struct FeedRow {
    CommitSeq seq;
    FeedKind kind = FeedKind::Seats;
    Uuid id;             // of the thing; of the showtime for Seats and SeatsReset
    TerminalId terminal; // the only one concerned, null when it concerns all
    std::vector<std::pair<SeatNo, domain::SeatState>> seats;
};

/// One commit, durable when it is told.
struct Committed {
    protocol::Stamp stamp;
    std::vector<FeedRow> rows; // in commit order; empty when nothing others can see has changed
};

/// Told of each commit of this process, and with it of what others have committed before, on the
/// writer's thread, after the commit and before the commands are answered: who has an answer sees
/// its effect.
class Publisher {
public:
    virtual ~Publisher() = default;
    virtual void committed(const Committed& commit) = 0;
};

} // namespace foyer::server::ports
