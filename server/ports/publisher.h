#pragma once

#include "server/core/payment.h"
#include "shared/base/ids.h"
#include "shared/domain/seat_state.h"
#include "shared/protocol/sync.h"
#include "shared/protocol/verdict.h"

#include <utility>
#include <variant>
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

/// What is worth counting of a commit of this process, and what its feed does not tell.
struct Sold {
    TerminalId by;
};
struct Judged {
    protocol::Outcome outcome = protocol::Outcome::Noted;
};
struct PaymentBecame {
    core::PaymentState state = core::PaymentState::Created;
};
/// Seats that a hold has got and keeps until then, unless a row of the feed says otherwise.
struct SeatsHeld {
    ShowtimeId showtime;
    std::vector<SeatNo> seats;
    Instant until{};
};
using Happening = std::variant<Sold, Judged, PaymentBecame, SeatsHeld>;

/// One commit, durable when it is told.
struct Committed {
    protocol::Stamp stamp;
    std::vector<FeedRow> rows; // in commit order; empty when nothing others can see has changed
    std::vector<Happening> happenings{};
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
