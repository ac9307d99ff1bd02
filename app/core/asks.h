#pragma once

#include "app/core/backoff.h"
#include "app/core/context.h"
#include "app/core/rights.h"
#include "app/core/stamps.h"

namespace foyer::core {

/// Asks the server for exactly the seats a basket misses. One ask at a time: an ask whose outcome
/// is not known is asked again with its key until it is, because its seats may be ours already.
/// The key is not written down before it is sent: an allotment that nobody remembers having asked
/// for shows up in the feed and is given back (Returns).
class Asks {
public:
    struct Refused {
        protocol::AllotmentAsk ask;
        protocol::AllotmentError error;
    };

    bool busy() const { return m_pending.has_value(); }
    /// Requires: !busy(), seats not empty.
    void begin(Context& ctx, ShowtimeId showtime, std::vector<SeatNo> seats);
    void pump(Context& ctx, const Stamps& stamps);
    /// True when the seat is being asked for.
    bool covers(ShowtimeId showtime, SeatNo seat) const;

    bool granted(Context& ctx, Stamps& stamps, Rights& rights, const AllotmentsGranted& event);
    /// Nothing when `event` is not of this machine.
    std::optional<Refused> refused(Context& ctx, const AllotmentsRefused& event);
    bool failed(Context& ctx, const RequestFailed& event);
    void hurry(Context& ctx) { m_backoff.hurry(ctx.now, *ctx.random); }
    std::optional<BootInstant> due() const;

private:
    struct Pending {
        Uuid key;
        protocol::AllotmentAsk ask;
        std::optional<Mark> sent; // first time: the lease counts from there
        std::optional<RequestId> inFlight;
        protocol::Stamp stampAtSend;
    };
    bool isMine(RequestId request) const { return m_pending && m_pending->inFlight == request; }

    std::optional<Pending> m_pending;
    Backoff m_backoff;
};

/// Gives back what was asked for and is not wanted any more: seats tapped and left, seats of a
/// voided sale, allotments whose answer was lost. Standing allotments stay.
class Returns {
public:
    /// So long seats are kept for the same customer's change of mind.
    static constexpr Milliseconds kKeepUnused{120'000};

    struct Unused {
        ShowtimeId showtime;
        protocol::Right right;
        std::vector<SeatNo> seats;
    };
    /// What has been idle long enough; `isWanted` tells whether a seat is in use.
    std::vector<Unused> due(Now now, const Rights& rights, const SeatTest& isWanted);
    std::optional<BootInstant> nextDue() const;

private:
    std::map<AllotmentId, BootInstant> m_idleSince;
};

} // namespace foyer::core
