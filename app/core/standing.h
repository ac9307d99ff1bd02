#pragma once

#include "app/core/backoff.h"
#include "app/core/context.h"
#include "app/core/rights.h"
#include "app/core/stamps.h"

namespace foyer::core {

/// Keeps the leases fresh: each minute one request that renews all of them and tops up the standing
/// ones of the showtimes ahead.
class Standing {
public:
    static constexpr Milliseconds kRenewEvery{60'000};
    /// After a refusal: the server will not think otherwise within a minute.
    static constexpr Milliseconds kAfterRefusal{600'000};

    void pump(Context& ctx, const Stamps& stamps);
    bool granted(Context& ctx, Stamps& stamps, Rights& rights, const AllotmentsGranted& event);
    bool refused(Context& ctx, const AllotmentsRefused& event);
    bool failed(Context& ctx, const RequestFailed& event);
    void hurry(Context& ctx) { m_backoff.hurry(ctx.now, *ctx.random); }
    /// Does not wait for the minute to pass.
    void askNow() { m_next.reset(); }

    std::optional<BootInstant> due() const;

private:
    struct InFlight {
        RequestId request;
        Mark sent;
        protocol::Stamp stampAtSend;
    };
    bool isMine(RequestId request) const { return m_inFlight && m_inFlight->request == request; }

    std::optional<BootInstant> m_next; // nothing: now
    std::optional<InFlight> m_inFlight;
    Backoff m_backoff;
};

/// Saves what an answer brought: used for standing and asked allotments alike.
void takeAllotments(Context& ctx, Rights& rights, const protocol::AllotmentAnswer& answer,
                    const Mark& asked);

} // namespace foyer::core
